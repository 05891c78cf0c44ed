import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { ReadBankItem } from '../../src/core/question-bank/formats/reading.js';
import { Database } from '../../src/platform/database/database.js';
import { drawableItems } from '../../src/question-bank/drawable-items.js';
import { BankItemRevisionEntity } from '../../src/question-bank/persistence/bank-item-revision.entity.js';
import { BankItemEntity } from '../../src/question-bank/persistence/bank-item.entity.js';
import { ImportBatchEntity } from '../../src/question-bank/persistence/import-batch.entity.js';
import { BankDesk, OPERATOR } from '../support/bank-desk.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { FILL_IN, ONE_OF_EACH, SINGLE, TRUE_FALSE } from '../support/sample-banks.js';

const bare = ({ id: _id, ...item }: ReadBankItem): ReadBankItem => item;
const numbered = (count: number): ReadBankItem[] =>
  Array.from(
    { length: count },
    (_, index) => ({ ...bare(TRUE_FALSE), stem: `示例：第 ${index} 个说法是对的。` }) as ReadBankItem,
  );

describe.each(MIGRATED_DATABASES)('imports on $name', ({ create }) => {
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

  const manager = () => database.reader.source.manager;
  const rows = () => manager().find(BankItemEntity, { order: { itemKey: 'ASC' } });
  const undo = (batchId: string | undefined) => desk.batches.undo(batchId ?? '', OPERATOR);

  it('bring drafts with history and batch, under keys of the file or of the bank', async () => {
    const { batch, planned } = await desk.load(bankId, [SINGLE, bare(TRUE_FALSE)]);
    expect(batch).toMatchObject({
      bankId,
      fileName: '示例.xlsx',
      format: 'xlsx',
      by: '示例管理员',
      loaded: 2,
      undoneAt: null,
    });
    expect(planned.map(({ itemKey }) => itemKey)).toEqual(['sb-002', 'own-a-00001']);
    expect(await desk.statusesOf(bankId)).toEqual([
      ['own-a-00001', 'draft'],
      ['sb-002', 'draft'],
    ]);
    const detail = await desk.catalogue.detail(bankId, await desk.idOf(bankId, 'sb-002'));
    expect({ ...detail.item, id: 'sb-002' }).toEqual(SINGLE);
    expect(detail.history).toMatchObject([{ action: 'created', by: '示例管理员', note: '示例.xlsx', revision: 1 }]);
    expect(await drawableItems(manager(), bankId)).toEqual([]);
    expect(desk.actions.map(({ action }) => action)).toEqual(['bank.created', 'bank.imported']);
  });

  it('add nothing the second time, and make no batch', async () => {
    await desk.load(bankId, ONE_OF_EACH.map(bare));
    const before = await rows();
    const again = await desk.load(bankId, ONE_OF_EACH.map(bare));
    expect(again.batch).toBeNull();
    expect(await rows()).toEqual(before);
    expect(await desk.batches.list(bankId)).toHaveLength(1);
  });

  it('make a new revision of an item that is named, a draft again, and keep the former one', async () => {
    await desk.load(bankId, [SINGLE]);
    const id = await desk.idOf(bankId, 'sb-002');
    await desk.publish(bankId, [id]);
    const [drawn] = await drawableItems(manager(), bankId);
    await desk.load(bankId, [{ ...SINGLE, correctResponse: 'B' }]);
    expect(await desk.catalogue.detail(bankId, id)).toMatchObject({
      revision: 2,
      status: 'draft',
      item: { correctResponse: 'B' },
    });
    expect(await drawableItems(manager(), bankId)).toEqual([]);
    expect(await manager().findOneByOrFail(BankItemRevisionEntity, { id: drawn?.id ?? '' })).toMatchObject({
      number: 1,
    });
  });

  it('of thousands are seen all at once or not at all', async () => {
    const seen = new Set<number>();
    const watching = new AbortController();
    const watch = (async () => {
      while (!watching.signal.aborted) seen.add((await desk.catalogue.list(bankId, { size: 1 })).total);
    })();
    await desk.load(bankId, numbered(700));
    watching.abort();
    await watch;
    expect([...seen, 700].filter((total) => total !== 0 && total !== 700)).toEqual([]);
    expect((await desk.catalogue.list(bankId, {})).total).toBe(700);
  });

  it('that break off leave nothing to see, and come in whole the next time', async () => {
    const run = database.writes.run.bind(database.writes);
    let jobs = 0;
    // The batch's row and one chunk are in, then the disk is full.
    database.writes.run = ((job) =>
      (jobs += 1) > 2 ? Promise.reject(new Error('示例：磁盘已满')) : run(job)) as typeof database.writes.run;
    await expect(desk.load(bankId, numbered(600))).rejects.toThrow('磁盘已满');
    database.writes.run = run;
    expect((await desk.catalogue.list(bankId, {})).total).toBe(0);
    expect(await desk.batches.list(bankId)).toEqual([]);
    expect(await manager().count(ImportBatchEntity)).toBe(1);
    const { batch } = await desk.load(bankId, numbered(600));
    expect(batch?.loaded).toBe(600);
    expect((await desk.catalogue.list(bankId, {})).total).toBe(600);
    expect(await rows()).toHaveLength(600);
  });

  it('of two at once each bring every item once', async () => {
    const loaded = await Promise.all([desk.load(bankId, numbered(30)), desk.load(bankId, numbered(40))]);
    expect(loaded.map(({ batch }) => batch?.loaded)).toEqual([30, 10]);
    expect(new Set((await rows()).map(({ itemKey }) => itemKey)).size).toBe(40);
  });

  it('of two at once that contradict each other load one file whole and of the other nothing', async () => {
    const items = numbered(30);
    const others = items.map((item) => ({ ...item, correctResponse: true }) as ReadBankItem);
    const [first, second] = await Promise.all([
      desk.load(bankId, items, '示例一.xlsx', 'all-or-nothing'),
      desk.load(bankId, [...others, bare(SINGLE)], '示例二.xlsx', 'all-or-nothing'),
    ]);
    expect([first.batch?.loaded, second.batch]).toEqual([30, null]);
    expect(second.planned.filter(({ outcome }) => outcome === 'contradictory')).toHaveLength(30);
    expect(await rows()).toHaveLength(30);
  });

  it('are undone: items are gone from lists and stay as rows; the same file brings them back', async () => {
    const { batch } = await desk.load(bankId, ONE_OF_EACH.map(bare));
    expect(await undo(batch?.id)).toEqual({ withdrawn: 6, kept: [] });
    expect(await desk.statusesOf(bankId)).toEqual([]);
    expect((await rows()).map(({ withdrawnAt }) => withdrawnAt === null)).toEqual(Array(6).fill(false));
    expect((await desk.batches.list(bankId))[0]?.undoneAt).toBe(desk.clock.now());
    await expect(undo(batch?.id)).rejects.toMatchObject({ refusal: { code: 'bank.import-undone' } });
    const again = await desk.load(bankId, ONE_OF_EACH.map(bare));
    expect(again.batch?.loaded).toBe(6);
    expect(await rows()).toHaveLength(6);
    expect(await manager().count(BankItemRevisionEntity)).toBe(6);
    const { history } = await desk.catalogue.detail(bankId, await desk.idOf(bankId, 'own-a-00001'));
    expect(history.map(({ action }) => action)).toEqual(['created', 'withdrawn', 'created']);
  });

  it('are undone but for what was edited or published since, which is named', async () => {
    const { batch } = await desk.load(bankId, [SINGLE, TRUE_FALSE, FILL_IN]);
    const [single, fillIn] = [await desk.idOf(bankId, 'sb-002'), await desk.idOf(bankId, 'sb-004')];
    await desk.publish(bankId, [single]);
    const { item } = await desk.catalogue.detail(bankId, fillIn);
    await desk.editor.edit(bankId, fillIn, { item: { ...item, difficulty: 4 }, revision: 1 }, OPERATOR);
    const report = await undo(batch?.id);
    expect(report.withdrawn).toBe(1);
    expect(report.kept).toEqual([
      { itemKey: 'sb-002', message: expect.stringContaining('发布过') },
      { itemKey: 'sb-004', message: expect.stringContaining('修改过') },
    ]);
    expect(await desk.statusesOf(bankId)).toEqual([
      ['sb-002', 'published'],
      ['sb-004', 'draft'],
    ]);
  });

  it('that changed an item are undone by the content and the status before', async () => {
    await desk.load(bankId, [SINGLE]);
    const id = await desk.idOf(bankId, 'sb-002');
    await desk.publish(bankId, [id]);
    const { batch } = await desk.load(
      bankId,
      [{ ...SINGLE, stem: '示例：雨后的彩虹通常分为几种颜色？' }],
      '示例二.xlsx',
    );
    expect(await undo(batch?.id)).toEqual({ withdrawn: 1, kept: [] });
    const detail = await desk.catalogue.detail(bankId, id);
    expect(detail).toMatchObject({ revision: 3, status: 'published', stem: SINGLE.stem });
    expect(detail.history[0]).toMatchObject({ action: 'edited', note: '撤销导入：示例二.xlsx' });
    expect((await drawableItems(manager(), bankId)).map(({ item }) => item)).toEqual([SINGLE]);
    expect((await desk.load(bankId, [bare(SINGLE)])).batch).toBeNull();
  });

  it('go into banks of one’s own only', async () => {
    await expect(desk.load('nowhere', [SINGLE])).rejects.toMatchObject({ refusal: { code: 'rest.not-found' } });
    await database.writes.run((writer) => writer.query('UPDATE question_bank SET shipped = true'));
    await expect(desk.load(bankId, [SINGLE])).rejects.toMatchObject({ refusal: { code: 'bank.shipped' } });
  });
});
