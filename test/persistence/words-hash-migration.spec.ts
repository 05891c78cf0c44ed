import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface } from 'typeorm';

import { openWriter } from '../../src/platform/database/data-source.js';
import { BankItemEntity } from '../../src/question-bank/persistence/bank-item.entity.js';
import { prepareItem } from '../../src/question-bank/prepared-item.js';
import { storeShipped } from '../../src/question-bank/shipped-store.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';
import { bankOf, MATCHING, SINGLE, TRUE_FALSE } from '../support/sample-banks.js';

const NAME = 'WordsHash1770600000000';
const MORE = { ...TRUE_FALSE, id: 'sb-101', stem: '示例：3.15 大于 3。' };
const LESS = { ...TRUE_FALSE, id: 'sb-102', stem: '示例：31.5 大于 3。' };
const EDITED = { ...SINGLE, stem: '示例：彩虹有 7 种颜色，-5 小于（ ）。' };

/** A server from before signs were words: hashes of items that it took for the same. */
describe.each(DATABASES)('hashes of words from before on $name', ({ create }) => {
  let database: TestDatabase;
  let writer: DataSource;

  beforeEach(async () => {
    database = await create();
    writer = await openWriter(database.settings, ENTITIES);
    const all = writer.migrations as MigrationInterface[];
    const later = all.splice(all.findIndex((migration) => migration.name === NAME));
    await writer.runMigrations();
    all.push(...later);
  });
  afterEach(async () => {
    await writer.destroy();
    await database.drop();
  });

  const hashes = async () => {
    const items = await writer.manager.find(BankItemEntity);
    return new Map(items.map(({ itemKey, wordsHash }) => [itemKey, wordsHash]));
  };

  it('are made anew from the words of the latest revision', async () => {
    await storeShipped(writer.manager, bankOf([SINGLE, MATCHING]), 1000);
    const items = [MORE, LESS, EDITED, MATCHING];
    await storeShipped(writer.manager, bankOf(items), 2000);
    await writer.query(`UPDATE "bank_item" SET "words_hash" = 'from before'`);
    await writer.runMigrations();
    expect(await hashes()).toEqual(new Map(items.map((item) => [item.id, prepareItem(item).wordsHash])));
    expect(new Set((await hashes()).values()).size).toBe(items.length);
  });

  it('are made anew in a bank of any size', async () => {
    const items = Array.from({ length: 2001 }, (_, index) => ({
      ...MORE,
      id: `sb-${index}`,
      stem: `示例：第 ${index} 题。`,
    }));
    await storeShipped(writer.manager, bankOf(items), 1000);
    await writer.query(`UPDATE "bank_item" SET "words_hash" = 'from before'`);
    await writer.runMigrations();
    expect(await hashes()).toEqual(new Map(items.map((item) => [item.id, prepareItem(item).wordsHash])));
  });
});
