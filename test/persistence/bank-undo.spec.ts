import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { ReadBankItem } from '../../src/core/question-bank/formats/reading.js';
import { Database } from '../../src/platform/database/database.js';
import type { WriteJob } from '../../src/platform/database/group-lane.js';
import { BankDesk, OPERATOR } from '../support/bank-desk.js';
import { BankHistory, deeds, itemOf, type Deed } from '../support/bank-history.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { SINGLE, TRUE_FALSE } from '../support/sample-banks.js';

const MINUTE = 60_000;
const CHUNK = 125;
const MANY = 600;

/** Under keys of their own, so that other words change them. */
const many = (words: string): ReadBankItem[] =>
  Array.from({ length: MANY }, (_, at) => ({
    ...TRUE_FALSE,
    id: `sb-${String(at).padStart(4, '0')}`,
    stem: `示例：第 ${at} 个说法${words}。`,
  }));

describe.each(MIGRATED_DATABASES)('undoing imports on $name', ({ create }) => {
  let files: TestDatabase;
  let database: Database;
  let desk: BankDesk;
  let bankId: string;

  beforeEach(async () => {
    files = await create();
    database = await Database.open(files.settings, ENTITIES);
    desk = await BankDesk.open(database);
    bankId = await desk.newBank();
  });
  afterEach(async () => {
    await database.close();
    await files.drop();
  });

  const undo = (batchId: string | undefined) => desk.batches.undo(batchId ?? '', OPERATOR);
  const shown = async (bank = bankId) => {
    const { items } = await desk.catalogue.list(bank, { size: 200 });
    return items.map(({ itemKey, stem, status }) => [itemKey, stem, status] as const);
  };
  /** How many items say this. */
  const saying = async (words: string) => (await desk.catalogue.list(bankId, { text: words, size: 1 })).total;
  const jobsOf = (
    change: (job: WriteJob<unknown>, run: typeof database.writes.run, at: number) => Promise<unknown>,
  ) => {
    const run = database.writes.run.bind(database.writes);
    let at = 0;
    database.writes.run = ((job: WriteJob<unknown>) => change(job, run, (at += 1))) as typeof run;
    return () => (database.writes.run = run);
  };

  it('a later one leaves an earlier one to be undone, and what was undone can be loaded again', async () => {
    const first = await desk.load(bankId, [SINGLE], '示例一.xlsx');
    const reworded = { ...SINGLE, stem: '示例：雨后的彩虹通常分为几种颜色？' };
    const second = await desk.load(bankId, [reworded], '示例二.xlsx');
    expect(await undo(second.batch?.id)).toEqual({ withdrawn: 1, kept: [] });
    const third = await desk.load(bankId, [reworded], '示例二.xlsx');
    expect(third.batch?.loaded).toBe(1);
    expect(await undo(third.batch?.id)).toEqual({ withdrawn: 1, kept: [] });
    expect(await undo(first.batch?.id)).toEqual({ withdrawn: 1, kept: [] });
    expect(await shown()).toEqual([]);
  });

  it('an earlier one leaves and names what a later one changed', async () => {
    const first = await desk.load(bankId, [SINGLE, TRUE_FALSE]);
    await desk.load(bankId, [{ ...SINGLE, stem: '示例：雨后的彩虹通常分为几种颜色？' }]);
    const kept = [{ itemKey: 'sb-002', message: expect.stringContaining('之后的导入') }];
    expect(await undo(first.batch?.id)).toEqual({ withdrawn: 1, kept });
  });

  it('gives an item back to the import it came with', async () => {
    const first = await desk.load(bankId, [SINGLE]);
    await desk.publish(bankId, [await desk.idOf(bankId, 'sb-002')]);
    const second = await desk.load(bankId, [{ ...SINGLE, stem: '示例：雨后的彩虹通常分为几种颜色？' }]);
    await undo(second.batch?.id);
    expect((await desk.catalogue.list(bankId, { batchId: first.batch?.id ?? '' })).total).toBe(1);
  });

  it('takes back what it brought and nothing else, in whatever order imports come and go', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (acts) => {
        const bank = await desk.newBank();
        const history = new BankHistory();
        const batches: string[] = [];
        for (const act of acts) {
          await perform(act, bank, history, batches);
          expect(await shown(bank)).toEqual(history.shown());
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  async function perform(deed: Deed, bank: string, history: BankHistory, batches: string[]): Promise<void> {
    if (deed.act === 'load') {
      const items = deed.lines.map(itemOf);
      const changing = history.changing(items);
      const { batch } = await desk.load(bank, items);
      expect(batch?.loaded ?? 0).toBe(changing);
      if (batch) history.load(items, batch.id);
      if (batch) batches.push(batch.id);
    } else if (deed.act === 'undo') {
      const [batch] = batches.splice(deed.which % Math.max(1, batches.length), 1);
      if (batch === undefined) return;
      const { withdrawn, kept } = await undo(batch);
      expect({ withdrawn, kept: kept.map(({ itemKey }) => itemKey).toSorted() }).toEqual(history.undo(batch));
    } else {
      const row = (await desk.catalogue.list(bank, { size: 200 })).items.find(({ itemKey }) => itemKey === deed.key);
      if (row === undefined) return;
      if (deed.act === 'publish') {
        if (row.status !== 'published') await desk.publish(bank, [row.id]);
        return history.publish(deed.key);
      }
      const { item } = await desk.catalogue.detail(bank, row.id);
      const stem = `${row.stem}改`;
      await desk.editor.edit(bank, row.id, { item: { ...item, stem }, revision: row.revision }, OPERATOR);
      history.edit(deed.key, stem);
    }
  }

  describe('imports that change many items', () => {
    beforeEach(async () => {
      await desk.load(bankId, many('是对的'));
    });

    it('hold up responses for no longer than one chunk takes, and so do their undoings', async () => {
      const steps: number[] = [];
      let before = 0;
      const restore = jobsOf(async (job, run) => {
        const result = await run(job);
        const now = await saying('通常是对的');
        steps.push(Math.abs(now - before));
        before = now;
        return result;
      });
      const { batch } = await desk.load(bankId, many('通常是对的'));
      expect(batch?.loaded).toBe(MANY);
      expect(await undo(batch?.id)).toEqual({ withdrawn: MANY, kept: [] });
      restore();
      expect(Math.max(...steps)).toBe(CHUNK);
      expect(steps.reduce((sum, step) => sum + step, 0)).toBe(2 * MANY);
    });

    it('that fail in the middle are taken back at once', async () => {
      const restore = jobsOf((job, run, at) => (at === 4 ? Promise.reject(new Error('示例：磁盘已满')) : run(job)));
      await expect(desk.load(bankId, many('通常是对的'))).rejects.toThrow('磁盘已满');
      restore();
      expect(await saying('通常是对的')).toBe(0);
      expect((await desk.load(bankId, many('通常是对的'))).batch?.loaded).toBe(MANY);
    });

    it('that end with the process are taken back by the next one, before another import builds on them', async () => {
      const restore = jobsOf((job, run, at) => (at > 4 ? Promise.reject(new Error('示例：断电')) : run(job)));
      await expect(desk.load(bankId, many('通常是对的'))).rejects.toThrow('断电');
      restore();
      expect(await saying('通常是对的')).toBe(3 * CHUNK);
      const next = desk.restarted();
      expect(await next.batches.list(bankId)).toHaveLength(1);
      // It might still be under way in another process.
      await expect(next.load(bankId, many('通常是对的'))).rejects.toMatchObject({ refusal: { code: 'server.busy' } });
      desk.clock.advance(MINUTE);
      await next.batches.onApplicationBootstrap();
      next.batches.onApplicationShutdown();
      expect(await saying('通常是对的')).toBe(0);
      expect((await next.load(bankId, many('通常是对的'))).batch?.loaded).toBe(MANY);
      expect(await next.batches.list(bankId)).toHaveLength(2);
    });
  });
});
