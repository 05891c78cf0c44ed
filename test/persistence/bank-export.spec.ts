import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { Database } from '../../src/platform/database/database.js';
import { bankContent, bankDocument } from '../../src/question-bank/export/bank-content.js';
import { BankDesk } from '../support/bank-desk.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { ONE_OF_EACH } from '../support/sample-banks.js';

/** As it comes in from a file, whose `documents` give the titles. */
const ITEMS = ONE_OF_EACH.map((item) => ({ ...item, source: { ...item.source, title: '《示例法》' } }));

describe.each(MIGRATED_DATABASES)('a bank taken out of $name', ({ create }) => {
  let files: TestDatabase;
  let database: Database;
  let desk: BankDesk;
  let bankId: string;

  beforeEach(async () => {
    files = await create();
    database = await Database.open(files.settings, ENTITIES);
    desk = await BankDesk.open(database);
    bankId = await desk.newBank();
    await desk.load(bankId, ITEMS);
  });
  afterEach(async () => {
    await database.close();
    await files.drop();
  });

  const taken = async (status: Parameters<typeof bankContent>[2]) =>
    bankDocument(await bankContent(database.reader.source.manager, bankId, status));

  it('has its items as they came in, by key, and the texts that they cite', async () => {
    expect(await taken('all')).toMatchObject({
      format: 1,
      slug: expect.stringMatching(/^own-/u),
      documents: [{ slug: 'sample-law', title: '《示例法》', edition: expect.any(String) }],
      items: ITEMS,
    });
  });

  it('has the items of one status where one is asked for', async () => {
    expect((await taken('draft')).items).toHaveLength(ITEMS.length);
    expect(await taken('published')).toMatchObject({ items: [], documents: [] });
  });
});
