import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { BankItem } from '../../src/core/question-bank/types.js';
import { Database } from '../../src/platform/database/database.js';
import { drawableItems, revisionsById } from '../../src/question-bank/drawable-items.js';
import { BankItemChangeEntity } from '../../src/question-bank/persistence/bank-item-change.entity.js';
import { BankItemRevisionEntity } from '../../src/question-bank/persistence/bank-item-revision.entity.js';
import { BankItemEntity } from '../../src/question-bank/persistence/bank-item.entity.js';
import { QuestionBankEntity } from '../../src/question-bank/persistence/question-bank.entity.js';
import { storeShipped } from '../../src/question-bank/shipped-store.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { bankOf, ONE_OF_EACH, SINGLE, TRUE_FALSE } from '../support/sample-banks.js';

describe.each(MIGRATED_DATABASES)('shipped banks on $name', ({ create }) => {
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

  const store = (at: number, items: readonly BankItem[] = ONE_OF_EACH, changes = {}) =>
    database.writes.run((manager) => storeShipped(manager, bankOf(items, changes), at));
  const manager = () => database.reader.source.manager;
  const bank = () => manager().findOneByOrFail(QuestionBankEntity, { slug: 'sample-bank' });
  const items = async () => drawableItems(manager(), (await bank()).id);
  const everything = () =>
    Promise.all(
      [QuestionBankEntity, BankItemEntity, BankItemRevisionEntity, BankItemChangeEntity].map((entity) =>
        manager().find<object>(entity),
      ),
    );
  const history = async (itemKey: string) => {
    const item = await manager().findOneByOrFail(BankItemEntity, { itemKey });
    const rows = await manager().find(BankItemChangeEntity, { where: { itemId: item.id }, order: { id: 'ASC' } });
    return rows.map(({ action, revision, status, at }) => [action, revision, status, at]);
  };

  it('come back as they were written, all of it to be drawn', async () => {
    expect(await store(1000)).toBe('new');
    expect((await items()).map(({ item }) => item)).toEqual([...ONE_OF_EACH]);
    expect((await items()).map(({ itemKey }) => itemKey)).toEqual(ONE_OF_EACH.map(({ id }) => id));
    expect(await bank()).toMatchObject({ shipped: true, changedAt: 1000 });
  });

  it('do not change a row when the same content comes again', async () => {
    await store(1000);
    const before = await everything();
    expect(await store(2000)).toBe('unchanged');
    expect(await everything()).toEqual(before);
  });

  it('publish a new revision of what changed, and keep the one that contests were drawn from', async () => {
    await store(1000);
    const before = await items();
    const edited = { ...SINGLE, explanation: '示例解析，改过一次。' };
    const after = ONE_OF_EACH.map((item) => (item.id === SINGLE.id ? edited : item));
    expect(await store(2000, after, { title: '示例题库改' })).toBe('new');
    expect((await items()).map(({ item }) => item)).toEqual(after);
    expect(await bank()).toMatchObject({ title: '示例题库改', changedAt: 2000 });
    expect(await revisionsById(manager(), [before[1]?.id ?? ''])).toMatchObject([
      { item: SINGLE, itemKey: SINGLE.id, bankTitle: '示例题库改' },
    ]);
    expect(await history(SINGLE.id)).toEqual([
      ['created', 1, 'published', 1000],
      ['edited', 2, 'published', 2000],
    ]);
    expect(await history(TRUE_FALSE.id)).toEqual([['created', 1, 'published', 1000]]);
  });

  it('retire what the file no longer has, and publish it again when it comes back', async () => {
    await store(1000);
    expect(await store(2000, [SINGLE])).toBe('new');
    expect((await items()).map(({ item }) => item)).toEqual([SINGLE]);
    expect(await store(3000, [SINGLE])).toBe('unchanged');
    expect(await store(4000)).toBe('new');
    expect((await items()).map(({ item }) => item)).toEqual([...ONE_OF_EACH]);
    expect(await history(TRUE_FALSE.id)).toEqual([
      ['created', 1, 'published', 1000],
      ['status', 1, 'retired', 2000],
      ['status', 1, 'published', 4000],
    ]);
  });

  it('leave a bank of the same name alone that was made on this server', async () => {
    await store(1000);
    await database.writes.run((writer) =>
      writer.update(QuestionBankEntity, { slug: 'sample-bank' }, { shipped: false }),
    );
    const before = await everything();
    expect(await store(2000, [SINGLE])).toBe('taken');
    expect(await everything()).toEqual(before);
  });

  it('are stored whole or not at all', async () => {
    await store(1000);
    const before = await everything();
    const twice = { ...SINGLE, id: 'sb-999' };
    await expect(store(2000, [...ONE_OF_EACH, twice, { ...twice, stem: '示例：另一题' }])).rejects.toThrow();
    expect(await everything()).toEqual(before);
  });
});
