import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { findBanks, findItems, storeBank } from '../../src/question-bank/bank-store.js';
import { BankRevisionEntity } from '../../src/question-bank/persistence/bank-revision.entity.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';
import { bankOf, ONE_OF_EACH, SINGLE } from '../support/sample-banks.js';

describe.each(DATABASES)('stored banks on $name', ({ create }) => {
  let files: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    files = await create();
    database = await Database.open(files.settings, ENTITIES);
  });
  afterEach(async () => {
    await database.close();
    await files.drop();
  });

  const store = (contentHash: string, items = ONE_OF_EACH, changes = {}) =>
    database.writes.run((manager) => storeBank(manager, { document: bankOf(items, changes), contentHash }, 1000));
  const bank = async () => {
    const [row] = await findBanks(database.reader.source.manager);
    if (row === undefined) throw new Error('no bank');
    return row;
  };
  const items = async () => findItems(database.reader.source.manager, (await bank()).id);

  it('come back as they were written', async () => {
    expect(await store('first')).toBe('new');
    expect((await items()).map(({ item }) => item)).toEqual([...ONE_OF_EACH]);
    expect((await items()).map(({ itemKey }) => itemKey)).toEqual(ONE_OF_EACH.map(({ id }) => id));
  });

  it('do not change when the same content comes again', async () => {
    await store('first');
    const before = await items();
    expect(await store('first')).toBe('unchanged');
    expect(await items()).toEqual(before);
  });

  it('get a new revision when the content changes, and keep the rows of the earlier one', async () => {
    await store('first');
    const before = await items();
    const edited = { ...SINGLE, explanation: '示例解析，改过一次。' };
    expect(await store('second', [edited], { title: '示例题库改' })).toBe('new');
    expect((await items()).map(({ item }) => item)).toEqual([edited]);
    expect((await bank()).title).toBe('示例题库改');
    const rows = await database.reader.source.query('SELECT id FROM bank_item');
    expect((rows as { id: string }[]).map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  });

  it('return to an earlier content under a new number', async () => {
    await store('first');
    const before = await items();
    await store('second', [SINGLE]);
    expect(await store('first')).toBe('new');
    expect(await items()).toEqual(before);
    const revisions = await database.reader.source.manager.find(BankRevisionEntity, { order: { number: 'ASC' } });
    expect(revisions.map(({ contentHash, number }) => [contentHash, number])).toEqual([
      ['second', 2],
      ['first', 3],
    ]);
  });

  it('are stored whole or not at all', async () => {
    await store('first');
    const twice = [SINGLE, SINGLE];
    await expect(store('second', twice)).rejects.toThrow();
    expect((await items()).map(({ item }) => item)).toEqual([...ONE_OF_EACH]);
  });
});
