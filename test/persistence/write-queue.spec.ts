import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';

import { SettingEntity } from '../../src/identity/persistence/setting.entity.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import type { InsertBatch } from '../../src/platform/database/group-lane.js';
import { WriteQueue, type WriteQueueOptions } from '../../src/platform/database/write-queue.js';
import { BusyError, RefusalError } from '../../src/platform/refusal.js';
import { eventually } from '../support/eventually.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';

/** A promise that a test settles by hand. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const insertSetting: InsertBatch<string, string> = async (manager, names) => {
  await manager.insert(
    SettingEntity,
    names.map((name) => ({ name, value: 'x' })),
  );
  return names;
};

describe.each(MIGRATED_DATABASES)('write queue on $name', ({ name: kind, create }) => {
  let database: TestDatabase;
  let source: DataSource;
  let observer: DataSource;

  beforeEach(async () => {
    database = await create();
    source = await openWriter(database.settings, ENTITIES);
    // A connection of its own: what it sees is committed.
    observer = await openWriter(database.settings, ENTITIES);
  });

  afterEach(async () => {
    await observer.destroy();
    await source.destroy();
    await database.drop();
  });

  const queueWith = (options: WriteQueueOptions = {}) => new WriteQueue(source, options);
  const committed = async (): Promise<string[]> => {
    const rows = await observer.getRepository(SettingEntity).find({ order: { name: 'ASC' } });
    return rows.map(({ name }) => name);
  };
  const set = (name: string) => (manager: EntityManager) => manager.insert(SettingEntity, { name, value: 'x' });

  it('never lets two transactions interleave: the roll-back of one takes nothing from the other', async () => {
    const queue = queueWith();
    const inside = gate();
    const steps: string[] = [];
    const first = queue.run(async (manager) => {
      steps.push('first begins');
      await set('lost')(manager);
      await inside.opened;
      steps.push('first fails');
      throw new Error('rolled back');
    });
    const second = queue.run(async (manager) => {
      steps.push('second begins');
      await manager.save(SettingEntity, { name: 'kept', value: 'x' });
      return 'done';
    });
    inside.open();
    await expect(first).rejects.toThrow('rolled back');
    await expect(second).resolves.toBe('done');
    expect(steps).toEqual(['first begins', 'first fails', 'second begins']);
    expect(await committed()).toEqual(['kept']);
  });

  it('resolves only after the commit', async () => {
    const queue = queueWith();
    const lane = queue.lane(insertSetting);
    await queue.run(set('job'));
    expect(await committed()).toEqual(['job']);
    await lane.append('row');
    expect(await committed()).toEqual(['job', 'row']);
  });

  it('runs jobs and batches first come, first served', async () => {
    const queue = queueWith();
    const order: string[] = [];
    const lane = queue.lane<string, string>((manager, rows) => {
      order.push(...rows);
      return insertSetting(manager, rows);
    });
    const job = (name: string) =>
      queue.run(async (manager) => {
        order.push(name);
        await set(name)(manager);
      });
    await Promise.all([job('1'), lane.append('2'), job('3'), lane.append('2b')]);
    const jobs = order.filter((name) => name === '1' || name === '3');
    expect([jobs, order.filter((name) => name.startsWith('2'))]).toEqual([
      ['1', '3'],
      ['2', '2b'],
    ]);
    // On PostgreSQL rows do not wait while a job waits for its turn among all nodes.
    if (kind === 'sqlite') expect(order).toEqual(['1', '2', '2b', '3']);
  });

  it('writes what was appended during one commit as the next batch', async () => {
    const batches: number[] = [];
    const inside = gate();
    const queue = queueWith({ maxBatch: 30 });
    const lane = queue.lane<string, string>(async (manager, rows) => {
      batches.push(rows.length);
      await inside.opened;
      return insertSetting(manager, rows);
    });
    const first = lane.append('row 0');
    const rest = Array.from({ length: 50 }, (_, index) => lane.append(`row ${index + 1}`));
    inside.open();
    expect(await Promise.all([first, ...rest])).toEqual(Array.from({ length: 51 }, (_, index) => `row ${index}`));
    expect(batches).toEqual([1, 30, 20]);
    expect(await committed()).toHaveLength(51);
  });

  it('lets a poison row fail alone', async () => {
    const queue = queueWith();
    await queue.run(set('poison'));
    const lane = queue.lane(insertSetting);
    const names = Array.from({ length: 20 }, (_, index) => (index === 7 ? 'poison' : `row ${index}`));
    const settled = await Promise.allSettled(['first', ...names].map((name) => lane.append(name)));
    expect(settled.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
    expect(settled[8]).toMatchObject({ status: 'rejected', reason: { name: 'QueryFailedError' } });
    expect(await committed()).toHaveLength(21);
  });

  it('fails a batch that answers too few results, and stores none of it', async () => {
    const queue = queueWith();
    const lane = queue.lane<string, string>(async (manager, rows) => {
      await insertSetting(manager, rows);
      return [];
    });
    await expect(lane.append('row')).rejects.toThrow('0 results for 1 rows');
    expect(await committed()).toEqual([]);
  });

  it('is bounded: a full queue or lane refuses with a time to try again', async () => {
    const queue = queueWith({ maxJobs: 2, maxRows: 3 });
    const [inside, begun] = [gate(), gate()];
    const lane = queue.lane(insertSetting);
    const running = queue.run(() => {
      begun.open();
      return inside.opened;
    });
    await begun.opened;
    const rows = ['a', 'b', 'c'].map((name) => lane.append(name));
    const waiting = queue.run(set('d'));
    expect(queue.depth).toBe(5);
    for (const refused of [lane.append('e'), queue.run(set('f'))]) {
      const error = await refused.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(BusyError);
      expect((error as BusyError).refusal).toMatchObject({ code: 'server.busy' });
      expect((error as BusyError).retryAfterMs).toBeGreaterThanOrEqual(250);
      expect((error as BusyError).retryAfterMs).toBeLessThanOrEqual(5000);
    }
    inside.open();
    await Promise.all([running, ...rows, waiting]);
    expect(queue.depth).toBe(0);
    expect(await committed()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('starts clean after a transaction that the database had already ended', async () => {
    const queue = queueWith();
    // The job ends the transaction behind the queue's back, as SQLite does by itself when the disk is full.
    const ended = queue.run(async (manager) => {
      await set('gone')(manager);
      await manager.query('ROLLBACK');
      throw new Error('disk full');
    });
    await expect(ended).rejects.toThrow('disk full');
    expect(source.createQueryRunner().isTransactionActive).toBe(false);
    await queue.run(set('after'));
    expect(await committed()).toEqual(['after']);
  });

  it('never reports a job as done whose statement failed and was swallowed, unless its rows are there', async () => {
    const queue = queueWith();
    await queue.run(set('taken'));
    const outcome = await queue
      .run(async (manager) => {
        await set('new')(manager);
        await set('taken')(manager).catch(() => undefined);
      })
      .then(
        () => 'done',
        () => 'failed',
      );
    expect(await committed()).toEqual(outcome === 'done' ? ['new', 'taken'] : ['taken']);
  });

  it('closes after everything taken is committed, and takes nothing more', async () => {
    const queue = queueWith();
    const lane = queue.lane(insertSetting);
    const taken = [queue.run(set('a')), lane.append('b'), lane.append('c')];
    await queue.close();
    expect(await committed()).toEqual(['a', 'b', 'c']);
    await Promise.all(taken);
    for (const refused of [queue.run(set('d')), lane.append('e')]) {
      const error = await refused.catch((reason: unknown) => reason);
      expect((error as RefusalError).refusal.code).toBe('server.stopping');
    }
  });

  it('tells the observer what was committed, and nothing of what was rolled back', async () => {
    const seen: (number | null)[] = [];
    const queue = queueWith({ observer: { committed: (_ms, rows) => seen.push(rows) } });
    await queue.run(set('a'));
    await queue.run(set('a')).catch(() => undefined);
    await queue.lane(insertSetting).append('b');
    expect(seen).toEqual([null, 1]);
  });

  if (kind === 'postgres') {
    describe('beside that of another node', () => {
      const nodes = (): readonly WriteQueue[] => [queueWith(), new WriteQueue(observer)];
      const count = async (manager: EntityManager): Promise<void> => {
        const row = await manager.findOneByOrFail(SettingEntity, { name: 'count' });
        await manager.update(SettingEntity, { name: 'count' }, { value: String(Number(row.value) + 1) });
      };

      it('lets a job rely on what it has read, whichever node it runs on', async () => {
        const queues = nodes();
        await queues[0]?.run((manager) => manager.insert(SettingEntity, { name: 'count', value: '0' }));
        await Promise.all(queues.flatMap((queue) => Array.from({ length: 40 }, () => queue.run(count))));
        expect(await observer.manager.findOneBy(SettingEntity, { name: 'count' })).toMatchObject({ value: '80' });
      });

      it('lets touches and rows of lanes pass a job of the other node', async () => {
        const [one, other] = nodes();
        const [inside, begun] = [gate(), gate()];
        const long = one?.run(async (manager) => {
          await set('job')(manager);
          begun.open();
          await inside.opened;
        });
        await begun.opened;
        await other?.touch(set('touch'));
        await other?.lane(insertSetting).append('row');
        expect(await committed()).toEqual(['row', 'touch']);
        inside.open();
        await long;
        expect(await committed()).toEqual(['job', 'row', 'touch']);
      });

      it('lets them pass a job of their own node that waits for the other one', async () => {
        const [one, other] = nodes();
        const [inside, begun] = [gate(), gate()];
        const long = one?.run(async () => {
          begun.open();
          await inside.opened;
        });
        await begun.opened;
        const waiting = other?.run(set('job'));
        await Promise.all([other?.touch(set('touch')), other?.lane(insertSetting).append('row')]);
        expect(await committed()).toEqual(['row', 'touch']);
        const closed = other?.close();
        inside.open();
        await Promise.all([long, waiting, closed]);
        expect(await committed()).toEqual(['job', 'row', 'touch']);
      });

      it('begins a job anew whose turn was taken away while it waited behind a batch', async () => {
        const queue = queueWith();
        const [inside, begun] = [gate(), gate()];
        const lane = queue.lane<string, string>(async (manager, names) => {
          begun.open();
          await inside.opened;
          return insertSetting(manager, names);
        });
        const row = lane.append('row');
        await begun.opened;
        const job = queue.run(set('job'));
        // As the database does by itself after five seconds.
        const cutOff = `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
          WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database() AND a.state = 'idle in transaction'`;
        await eventually(async () => expect(await observer.query(cutOff)).toHaveLength(1));
        inside.open();
        await Promise.all([row, job]);
        expect(await committed()).toEqual(['job', 'row']);
      });

      it('goes on where the other stands still in the middle of a job, which fails', async () => {
        const [one, other] = nodes();
        const [inside, begun] = [gate(), gate()];
        const asleep = one?.run(async (manager) => {
          await set('lost')(manager);
          begun.open();
          await inside.opened;
          await set('too late')(manager);
        });
        await begun.opened;
        await other?.run(set('kept'));
        inside.open();
        await expect(asleep).rejects.toBeInstanceOf(BusyError);
        expect(await committed()).toEqual(['kept']);
      });
    });
  }
});
