import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';

import type { IdentityService } from '../../src/identity/identity.service.js';
import { OrganisationDeeds } from '../../src/organisation/organisation-deeds.js';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { openLongTurn, openWriter } from '../../src/platform/database/data-source.js';
import { LONG_TURNS, LongTurns, type LongTurn } from '../../src/platform/database/long-turns.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { DATABASES, type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';

const BUSY = { refusal: { code: 'server.busy', message: expect.stringMatching(/\p{Script=Han}/u) } };
const TOPIC = 'organisation';
const OF_TOPIC = `SELECT pid, granted FROM pg_locks WHERE locktype = 'advisory' AND objid = $1::bigint::oid
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

describe.each(DATABASES.filter(({ name }) => name === 'postgres'))('a long turn on $name', ({ create }) => {
  let database: TestDatabase;
  let source: DataSource;
  let queue: WriteQueue;
  let node: LongTurns;
  let other: LongTurns;

  beforeEach(async () => {
    database = await create();
    const url = database.settings.kind === 'postgres' ? database.settings.url : '';
    source = await openWriter(database.settings, []);
    queue = new WriteQueue(source);
    [node, other] = [new LongTurns(() => openLongTurn(url)), new LongTurns(() => openLongTurn(url))];
  });
  afterEach(async () => {
    await source.destroy();
    await database.drop();
  });

  const locks = () =>
    source.query(OF_TOPIC, [LONG_TURNS[TOPIC]]) as Promise<
      readonly { readonly pid: number; readonly granted: boolean }[]
    >;
  /** Until the job is let go. */
  async function held(): Promise<{ readonly turn: LongTurn; readonly letGo: () => Promise<void> }> {
    let end: () => void = () => undefined;
    let job: Promise<void> | undefined;
    const turn = await new Promise<LongTurn>((begun) => {
      job = node.alone(TOPIC, (own) => {
        begun(own);
        return new Promise<void>((ended) => (end = ended));
      });
    });
    return { turn, letGo: async () => (end(), job) };
  }

  it('is one at a time, and whoever comes second waits', async () => {
    const { turn, letGo } = await held();
    const done: string[] = [];
    const second = other.alone(TOPIC, () => Promise.resolve(void done.push('second')));
    await eventually(async () => expect((await locks()).filter(({ granted }) => !granted)).toHaveLength(1));
    await queue.run((manager) => turn.assertHeld(manager));
    done.push('first');
    await letGo();
    await second;
    expect(done).toEqual(['first', 'second']);
    await eventually(async () => expect(await locks()).toEqual([]));
  });

  it('turns away whoever would change what it rests on, until it is over', async () => {
    const { letGo } = await held();
    const change = () => queue.run((manager) => other.assertFree(manager, TOPIC));
    await expect(change()).rejects.toMatchObject(BUSY);
    await letGo();
    await change();
  });

  it('that was taken away is noticed in the next transaction', async () => {
    const { turn, letGo } = await held();
    const [{ pid } = { pid: NaN }] = await locks();
    await source.query('SELECT pg_terminate_backend($1)', [pid]);
    await eventually(async () => expect(await locks()).toEqual([]));
    await expect(queue.run((manager) => turn.assertHeld(manager))).rejects.toMatchObject(BUSY);
    await letGo();
  });

  it('of another begins once the last transaction of who lost it is over', async () => {
    const deedsOf = (turns: LongTurns, writes: WriteQueue) =>
      new OrganisationDeeds(writes, turns, {} as IdentityService, new SystemClock());
    const elsewhere = await openWriter(database.settings, []);
    let over = false;
    let finish: () => void = () => undefined;
    const inStep = new Promise<void>((begun) => {
      void deedsOf(node, queue)
        .runLong('operator', async ({ step }) => {
          await step(async () => {
            begun();
            await new Promise<void>((done) => (finish = done));
            over = true;
          });
        })
        .catch(() => undefined);
    });
    await inStep;
    const [{ pid } = { pid: NaN }] = await locks();
    await source.query('SELECT pg_terminate_backend($1)', [pid]);
    const second = deedsOf(other, new WriteQueue(elsewhere)).runLong('operator', () => Promise.resolve(over));
    await eventually(async () => expect((await locks()).some((lock) => lock.granted && lock.pid !== pid)).toBe(true));
    finish();
    expect(await second).toBe(true);
    await elsewhere.destroy();
  });

  it('ends with a job that fails', async () => {
    await expect(node.alone(TOPIC, () => Promise.reject(new Error('示例')))).rejects.toThrow('示例');
    await other.alone(TOPIC, () => Promise.resolve());
  });

  it('is nothing where there is no other node', async () => {
    const single = new LongTurns(null);
    await single.alone(TOPIC, async (turn) => {
      await queue.run((manager) => turn.assertHeld(manager));
      expect(await locks()).toEqual([]);
      await queue.run((manager) => single.assertFree(manager, TOPIC));
    });
  });
});
