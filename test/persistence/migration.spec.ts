import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface } from 'typeorm';

import { AuditEntryEntity } from '../../src/audit/persistence/audit-entry.entity.js';
import { ContestItemEntity } from '../../src/contest/persistence/contest-item.entity.js';
import { ContestRoundEntity } from '../../src/contest/persistence/contest-round.entity.js';
import { ResponseEntity } from '../../src/contest/persistence/response.entity.js';
import type { BankItem } from '../../src/core/question-bank/types.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import { DEFAULT_SETTINGS } from '../../src/protocol/settings.js';
import { drawableItems, revisionsById } from '../../src/question-bank/drawable-items.js';
import { BankItemChangeEntity } from '../../src/question-bank/persistence/bank-item-change.entity.js';
import { BankItemRevisionEntity } from '../../src/question-bank/persistence/bank-item-revision.entity.js';
import { BankItemEntity } from '../../src/question-bank/persistence/bank-item.entity.js';
import { QuestionBankEntity } from '../../src/question-bank/persistence/question-bank.entity.js';
import { storeShipped } from '../../src/question-bank/shipped-store.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';
import { bankOf, MATCHING, SINGLE, TRUE_FALSE } from '../support/sample-banks.js';

const EDITED = { ...SINGLE, explanation: '示例解析，改过一次。' };

/** A server of the first schema: a bank in two revisions, and a contest with items drawn from both. */
describe.each(DATABASES)('the first schema on $name', ({ name, create }) => {
  let database: TestDatabase;
  let writer: DataSource;

  beforeEach(async () => {
    database = await create();
    writer = await openWriter(database.settings, ENTITIES);
    const later = (writer.migrations as MigrationInterface[]).splice(1);
    await writer.runMigrations();
    (writer.migrations as MigrationInterface[]).push(...later);
    await fill();
  });
  afterEach(async () => {
    await writer.destroy();
    await database.drop();
  });

  async function fill(): Promise<void> {
    const insert = (table: string, ...values: readonly unknown[]) =>
      writer.query(`INSERT INTO "${table}" VALUES (${values.map((_, index) => `$${index + 1}`).join(', ')})`, [
        ...values,
      ]);
    await insert('operator', 'o', 'shili', '示例管理员', 'administrator', 'x', null, 1000);
    await insert('operator_action', 'action-2', 'c', 'o', 'item.voided', '{"reason":"示例"}', 2000);
    await insert('operator_action', 'action-1', null, null, 'bank.created', '{}', 1000);
    await insert('question_bank', 'bank-1', 'sample-bank', '示例题库', '示例数据', 1000);
    const revision = async (number: number, items: readonly BankItem[]) => {
      await insert('bank_revision', `revision-${number}`, 'bank-1', number, `hash-${number}`, number * 1000);
      for (const item of items) {
        const select = item.kind === 'choice' ? item.select : null;
        const id = `${item.id}-${number}`;
        const [tags, content] = [JSON.stringify(item.tags), JSON.stringify(item)];
        await insert('bank_item', id, `revision-${number}`, item.id, item.kind, select, item.difficulty, tags, content);
      }
    };
    await revision(1, [TRUE_FALSE, SINGLE, MATCHING]);
    await revision(2, [TRUE_FALSE, EDITED]);
    const settings = JSON.stringify(DEFAULT_SETTINGS);
    await insert(
      'contest',
      'c',
      '示例竞赛',
      'regular',
      null,
      '100000',
      'k',
      '示例',
      settings,
      'ended',
      9,
      null,
      1000,
      null,
    );
    await insert('contest_branch', 'branch', 'c', 0, '示例支部', null);
    await insert('contest_round', 'round', 'c', 0, '必答', false);
    for (const [index, bankItemId] of ['sb-001-1', 'sb-001-2', 'sb-002-1', 'sb-006-1', null].entries()) {
      await insert('contest_item', `drawn-${index}`, 'c', 'round', index, bankItemId, '{}', 1000, 20_000);
    }
    const person = ['branch', '示例', 1, 'token', 'rejoin', null, 'zh-CN', false, 1000, 1000, null];
    await insert('participant', 'person', 'c', ...person);
    await insert('response', 'r', 'c', 'drawn-0', 1, 'person', 's', '{"value":true}', 1000, null, null);
  }

  const all = <T extends object>(entity: new () => T): Promise<T[]> => writer.manager.find(entity);

  it('becomes the present one with everything in it', async () => {
    await writer.runMigrations();
    expect(await all(QuestionBankEntity)).toMatchObject([
      { id: 'bank-1', slug: 'sample-bank', shipped: true, createdAt: 1000, changedAt: 2000 },
    ]);
    expect((await drawableItems(writer.manager, 'bank-1')).map(({ item }) => item)).toEqual([TRUE_FALSE, EDITED]);
    const items = await all(BankItemEntity);
    expect(items.map(({ itemKey, status, revision }) => [itemKey, status, revision]).sort()).toEqual([
      ['sb-001', 'published', 1],
      ['sb-002', 'published', 2],
      ['sb-006', 'retired', 1],
    ]);
    const keyOf = new Map(items.map(({ id, itemKey }) => [id, itemKey]));
    const changes = await all(BankItemChangeEntity);
    expect(
      changes
        .map(({ itemId, action, revision, status, at }) => [keyOf.get(itemId), action, revision, status, at])
        .sort(),
    ).toEqual([
      ['sb-001', 'created', 1, 'published', 1000],
      ['sb-002', 'created', 1, 'published', 1000],
      ['sb-002', 'edited', 2, 'published', 2000],
      ['sb-006', 'created', 1, 'published', 1000],
      ['sb-006', 'status', 1, 'retired', 2000],
    ]);
  });

  it('keeps contests at the words they were drawn with', async () => {
    await writer.runMigrations();
    const drawn = await writer.manager.find(ContestItemEntity, { order: { id: 'ASC' } });
    const ids = drawn.flatMap(({ bankItemId }) => bankItemId ?? []);
    expect(ids).toEqual(['sb-001-1', 'sb-001-1', 'sb-002-1', 'sb-006-1']);
    const rows = await revisionsById(writer.manager, ids);
    const contents = new Map(rows.map(({ id, item }) => [id, item]));
    expect(ids.map((id) => contents.get(id))).toEqual([TRUE_FALSE, TRUE_FALSE, SINGLE, MATCHING]);
    expect(await all(ResponseEntity)).toMatchObject([{ contestItemId: 'drawn-0', response: { value: true } }]);
    expect(await all(BankItemRevisionEntity)).toHaveLength(4);
    expect(await all(ContestRoundEntity)).toMatchObject([{ id: 'round', title: '必答', warmUp: false, draw: null }]);
  });

  it('is then what the shipped files say already: the next start changes no row', async () => {
    await writer.runMigrations();
    const before = await all(BankItemEntity);
    expect(await storeShipped(writer.manager, bankOf([TRUE_FALSE, EDITED]), 3000)).toBe('unchanged');
    expect(await all(BankItemEntity)).toEqual(before);
  });

  it('has what was recorded in the audit log, in the order of time', async () => {
    await writer.runMigrations();
    const entries = await writer.manager.find(AuditEntryEntity, { order: { sequence: 'ASC' } });
    const about = { chain: 'before-audit', outcome: 'ok', mac: '' };
    expect(entries).toMatchObject([
      { ...about, sequence: 1, at: 1000, actorKind: 'server', actorId: null, action: 'bank.created', detail: '{}' },
      { ...about, sequence: 2, actorKind: 'operator', actorId: 'o', contestId: 'c', detail: '{"reason":"示例"}' },
    ]);
  });

  it('has no drift and no dangling reference afterwards', async () => {
    await writer.runMigrations();
    const { upQueries } = await writer.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    const dangling = { ...(await all(ContestItemEntity))[0], id: 'other', bankItemId: 'nowhere' };
    await expect(writer.manager.insert(ContestItemEntity, dangling)).rejects.toThrow(/foreign key/i);
    if (name === 'sqlite') expect(await writer.query('PRAGMA foreign_key_check')).toEqual([]);
  });
});
