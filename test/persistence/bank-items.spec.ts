import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { ReadBankItem } from '../../src/core/question-bank/formats/reading.js';
import { Database } from '../../src/platform/database/database.js';
import type { BankItemBody, BankItemQuery } from '../../src/protocol/question-bank.js';
import { drawableItems } from '../../src/question-bank/drawable-items.js';
import { BankItemRevisionEntity } from '../../src/question-bank/persistence/bank-item-revision.entity.js';
import { storeShipped } from '../../src/question-bank/shipped-store.js';
import { BankDesk, OPERATOR } from '../support/bank-desk.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { insertContest } from '../support/rows.js';
import {
  bankOf,
  FILL_IN,
  MATCHING,
  MULTIPLE,
  ONE_OF_EACH,
  ORDERING,
  SINGLE,
  TRUE_FALSE,
} from '../support/sample-banks.js';

const bodyOf = ({ id: _id, ...body }: ReadBankItem): BankItemBody => body as BankItemBody;
const code = (wanted: string) => ({ refusal: { code: wanted } });

describe.each(MIGRATED_DATABASES)('items of a bank on $name', ({ create }) => {
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
  const keys = async (query: BankItemQuery) =>
    (await desk.catalogue.list(bankId, query)).items.map(({ itemKey }) => itemKey);

  it('are found by what they are and by their words', async () => {
    const short: ReadBankItem = {
      kind: 'short-answer',
      stem: '示例：请谈谈 WTO。',
      correctResponse: '示例要点',
      tags: ['“引号"与\\斜线'],
    };
    await desk.load(bankId, [...ONE_OF_EACH, { ...short, id: 'sb-007', difficulty: 5 }]);
    expect(await keys({ kind: 'choice' })).toEqual(['sb-002', 'sb-003']);
    expect(await keys({ kind: 'choice', select: 'multiple' })).toEqual(['sb-003']);
    expect(await keys({ difficulty: 5 })).toEqual(['sb-007']);
    expect(await keys({ tag: '“引号"与\\斜线' })).toEqual(['sb-007']);
    expect(await keys({ tag: '示例' })).toEqual([]);
    expect(await keys({ text: 'ｗｔｏ' })).toEqual(['sb-007']);
    expect(await keys({ text: '老鼠' })).toEqual(['sb-006']);
    expect(await keys({ text: '示例 十二' })).toEqual(['sb-004']);
    expect(await keys({ text: '%' })).toEqual([]);
    expect(await keys({ text: 'SB-005' })).toEqual(['sb-005']);
    expect((await desk.catalogue.list(bankId, {})).tags).toEqual([
      { tag: '示例部分', count: 6 },
      { tag: '“引号"与\\斜线', count: 1 },
    ]);
  });

  it('come sorted and in pages', async () => {
    await desk.load(bankId, [
      { ...SINGLE, difficulty: 5 },
      { ...TRUE_FALSE, difficulty: 1 },
      bare(MULTIPLE),
      FILL_IN,
      ORDERING,
    ]);
    expect(await keys({ sort: 'difficulty' })).toEqual(['sb-001', 'sb-004', 'sb-005', 'sb-002', 'own-a-00001']);
    desk.clock.advance(1000);
    const id = await desk.idOf(bankId, 'sb-004');
    await desk.editor.edit(bankId, id, { item: { ...bodyOf(FILL_IN), difficulty: 4 }, revision: 1 }, OPERATOR);
    expect((await keys({ sort: 'changed' }))[0]).toBe('sb-004');
    expect(await desk.catalogue.list(bankId, { size: 2, page: 3 })).toMatchObject({
      total: 5,
      page: 3,
      size: 2,
      items: [{ itemKey: 'sb-005' }],
    });
    expect(await keys({ size: 2, page: 4 })).toEqual([]);
  });

  function bare({ id: _id, difficulty: _difficulty, ...item }: typeof MULTIPLE): ReadBankItem {
    return item;
  }

  it('warn of what is missing, running out or there twice', async () => {
    const { correctResponse: _key, ...keyless } = SINGLE;
    const { source: _source, ...sourceless } = TRUE_FALSE;
    const picture = { kind: 'image' as const, file: `${'a'.repeat(64)}.png` };
    await desk.load(bankId, [
      keyless,
      sourceless,
      { ...MULTIPLE, validUntil: '2026-01-04' },
      { ...FILL_IN, validUntil: '2026-01-05' },
      { ...ORDERING, validUntil: '2026-04-06' },
      { ...MATCHING, media: [picture] },
      { ...MATCHING, id: 'sb-008', stem: `${MATCHING.stem}（二选一）` },
    ]);
    expect(await keys({ warning: 'keyless' })).toEqual(['sb-002']);
    expect(await keys({ warning: 'no-source' })).toEqual(['sb-001']);
    expect(await keys({ warning: 'expired' })).toEqual(['sb-003']);
    expect(await keys({ warning: 'expiring' })).toEqual(['sb-004']);
    expect(await keys({ warning: 'media' })).toEqual(['sb-006']);
    expect(await keys({ warning: 'similar' })).toEqual(['sb-006', 'sb-008']);
    const warned = (await desk.catalogue.list(bankId, {})).items.map(({ itemKey, warnings }) => [itemKey, warnings]);
    expect(warned).toEqual([
      ['sb-001', ['no-source']],
      ['sb-002', ['keyless']],
      ['sb-003', ['expired']],
      ['sb-004', ['expiring']],
      ['sb-005', []],
      ['sb-006', ['media', 'similar']],
      ['sb-008', ['similar']],
    ]);
    await desk.statuses.change(bankId, { itemIds: [await desk.idOf(bankId, 'sb-008')], status: 'retired' }, OPERATOR);
    expect(await keys({ warning: 'similar' })).toEqual([]);
  });

  it('are written by hand, once each', async () => {
    const id = await desk.editor.create(bankId, { item: bodyOf(SINGLE), note: '示例说明' }, OPERATOR);
    expect(await desk.catalogue.detail(bankId, id)).toMatchObject({
      itemKey: 'own-a-00001',
      status: 'draft',
      revision: 1,
      item: bodyOf(SINGLE),
      history: [{ action: 'created', by: '示例管理员', note: '示例说明' }],
    });
    await expect(desk.editor.create(bankId, { item: bodyOf(SINGLE) }, OPERATOR)).rejects.toMatchObject({
      refusal: {
        code: 'bank.item-rejected',
        details: [{ path: 'item.stem', message: expect.stringContaining('own-a-00001') }],
      },
    });
  });

  it('are edited by the first of two: the second is told to look again', async () => {
    const id = await desk.editor.create(bankId, { item: bodyOf(SINGLE) }, OPERATOR);
    const edit = (explanation: string) =>
      desk.editor.edit(bankId, id, { item: { ...bodyOf(SINGLE), explanation }, revision: 1 }, OPERATOR);
    const settled = await Promise.allSettled([edit('示例解析甲'), edit('示例解析乙')]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(settled[1]).toMatchObject({ reason: code('bank.item-changed') });
    expect((await desk.catalogue.detail(bankId, id)).item.explanation).toBe('示例解析甲');
    const revisions = await manager().find(BankItemRevisionEntity, { where: { itemId: id }, order: { number: 'ASC' } });
    expect(revisions.map(({ number, content }) => [number, (content as BankItemBody).explanation])).toEqual([
      [1, SINGLE.explanation],
      [2, '示例解析甲'],
    ]);
  });

  it('stay as they are when an edit changes nothing', async () => {
    const id = await desk.editor.create(bankId, { item: bodyOf(SINGLE) }, OPERATOR);
    await desk.publish(bankId, [id]);
    await desk.editor.edit(bankId, id, { item: bodyOf(SINGLE), revision: 1 }, OPERATOR);
    expect(await desk.catalogue.detail(bankId, id)).toMatchObject({ revision: 1, status: 'published' });
  });

  it('go from draft to retired; an edit makes a draft of them, and only published ones are drawn', async () => {
    const id = await desk.editor.create(bankId, { item: bodyOf(SINGLE) }, OPERATOR);
    const drawn = async () => (await drawableItems(manager(), bankId)).length;
    for (const [status, count] of [
      ['reviewed', 0],
      ['published', 1],
      ['retired', 0],
      ['draft', 0],
    ] as const) {
      expect(await desk.statuses.change(bankId, { itemIds: [id], status, note: '示例' }, OPERATOR)).toEqual({
        changed: 1,
        refused: [],
      });
      expect(await drawn()).toBe(count);
    }
    await desk.publish(bankId, [id]);
    await desk.editor.edit(bankId, id, { item: { ...bodyOf(SINGLE), difficulty: 4 }, revision: 1 }, OPERATOR);
    expect(await drawn()).toBe(0);
    const { history } = await desk.catalogue.detail(bankId, id);
    expect(history.map(({ action, status }) => [action, status])).toEqual([
      ['edited', 'draft'],
      ['status', 'published'],
      ['status', 'reviewed'],
      ['status', 'draft'],
      ['status', 'retired'],
      ['status', 'published'],
      ['status', 'reviewed'],
      ['created', 'draft'],
    ]);
  });

  it('of one import are published together but for those that are not fit for it', async () => {
    const { correctResponse: _key, ...keyless } = SINGLE;
    const film = { kind: 'sign-video' as const, file: `${'b'.repeat(64)}.mp4` };
    const { batch } = await desk.load(bankId, [keyless, TRUE_FALSE, { ...FILL_IN, media: [film] }]);
    await desk.load(bankId, [ORDERING]);
    const change = (status: 'reviewed' | 'published') =>
      desk.statuses.change(bankId, { batchId: batch?.id ?? '', status }, OPERATOR);
    expect(await change('reviewed')).toEqual({ changed: 3, refused: [] });
    const report = await change('published');
    expect(report.changed).toBe(1);
    expect(report.refused.map(({ itemKey, message }) => [itemKey, message])).toEqual([
      ['sb-002', '还没有正确答案，请补上答案，再发布。'],
      ['sb-004', '题干的手语视频没有字幕，请上传 .vtt 字幕文件，再发布。'],
    ]);
    expect(await desk.statusesOf(bankId)).toEqual([
      ['sb-001', 'published'],
      ['sb-002', 'reviewed'],
      ['sb-004', 'reviewed'],
      ['sb-005', 'draft'],
    ]);
    // Nothing is left that could be changed: a refusal that names each item.
    await expect(change('published')).rejects.toMatchObject({
      refusal: {
        code: 'bank.status-refused',
        details: [
          { path: 'sb-002', message: expect.stringContaining('答案') },
          { path: 'sb-004', message: expect.stringContaining('字幕') },
        ],
      },
    });
  });

  it('are copied into a bank of one’s own as drafts, word for word once', async () => {
    await database.writes.run((writer) => storeShipped(writer, bankOf(ONE_OF_EACH), 1000));
    const shipped = (await desk.keeper.overview()).find((bank) => bank.shipped)?.id ?? '';
    const { items } = await desk.catalogue.list(shipped, {});
    const ids = items.map(({ id }) => id);
    expect(await desk.editor.copy(bankId, ids, OPERATOR)).toEqual({ copied: 6, unchanged: 0, contradictory: [] });
    expect(await desk.editor.copy(bankId, ids, OPERATOR)).toEqual({ copied: 0, unchanged: 6, contradictory: [] });
    expect((await desk.statusesOf(bankId))[0]).toEqual(['own-a-00001', 'draft']);
    const copy = await desk.catalogue.detail(bankId, await desk.idOf(bankId, 'own-a-00002'));
    expect(copy.item).toEqual(bodyOf(SINGLE));
    await expect(desk.editor.copy(shipped, ids, OPERATOR)).rejects.toMatchObject(code('bank.shipped'));
    await expect(desk.editor.copy(bankId, ['nothing'], OPERATOR)).rejects.toMatchObject(code('rest.not-found'));
    const [first = ''] = ids;
    for (const change of [
      () => desk.editor.edit(shipped, first, { item: bodyOf(TRUE_FALSE), revision: 1 }, OPERATOR),
      () => desk.editor.create(shipped, { item: bodyOf(TRUE_FALSE) }, OPERATOR),
      () => desk.statuses.change(shipped, { itemIds: [first], status: 'retired' }, OPERATOR),
      () => desk.keeper.rename(shipped, { title: '示例' }, OPERATOR),
    ]) {
      await expect(change()).rejects.toMatchObject(code('bank.shipped'));
    }
  });

  it('are not copied where the bank has the same words with another correct response, and are named', async () => {
    await database.writes.run((writer) => storeShipped(writer, bankOf(ONE_OF_EACH), 1000));
    const shipped = (await desk.keeper.overview()).find((bank) => bank.shipped)?.id ?? '';
    const { items } = await desk.catalogue.list(shipped, {});
    const own = { ...bodyOf(TRUE_FALSE), correctResponse: true };
    await desk.editor.create(bankId, { item: own }, OPERATOR);
    const ids = items.map(({ id }) => id);
    const contradictory = [{ itemKey: 'sb-001', otherKey: 'own-a-00001' }];
    expect(await desk.editor.copy(bankId, ids, OPERATOR)).toEqual({ copied: 5, unchanged: 0, contradictory });
    expect(await desk.editor.copy(bankId, ids, OPERATOR)).toEqual({ copied: 0, unchanged: 5, contradictory });
  });

  it('are measured over contests, as long as they ask the same', async () => {
    const id = await desk.editor.create(bankId, { item: bodyOf(SINGLE) }, OPERATOR);
    const revision = async () =>
      (await manager().find(BankItemRevisionEntity, { where: { itemId: id }, order: { number: 'DESC' } }))[0]?.id ?? '';
    const contests = await Promise.all([0, 1].map(() => database.writes.run((writer) => insertContest(writer))));
    // 20 of 20 responses right, then 10 of 20; the rest score does not vary.
    const sums = (right: number) => ({
      responses: 20,
      sumEarned: right * 10_000,
      sumEarnedSquared: right * 10_000 ** 2,
      sumRest: 0,
      sumRestSquared: 0,
      sumProduct: 0,
    });
    const first = await revision();
    const record = async (index: number, right: number, revisionId: string) =>
      desk.measures.record(contests[index]?.contestId ?? '', new Map([[revisionId, sums(right)]]));
    await record(0, 20, first);
    expect(await desk.measures.of(id)).toEqual({ contests: 1, responses: 20, difficulty: null, discrimination: null });
    // An explanation changes nothing about what is asked.
    await desk.editor.edit(
      bankId,
      id,
      { item: { ...bodyOf(SINGLE), explanation: '示例解析二' }, revision: 1 },
      OPERATOR,
    );
    await record(1, 20, await revision());
    await record(1, 10, await revision());
    expect(await desk.measures.of(id)).toEqual({ contests: 2, responses: 40, difficulty: 0.75, discrimination: null });
    await desk.editor.edit(bankId, id, { item: { ...bodyOf(SINGLE), correctResponse: 'D' }, revision: 2 }, OPERATOR);
    expect(await desk.measures.of(id)).toMatchObject({ contests: 0, responses: 0 });
  });
});
