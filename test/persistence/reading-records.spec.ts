/** A person's reading on both databases: their copy of it, and what an erasure leaves. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { DEFAULT_RECOGNITION } from '../../src/core/study/recognition.js';
import { PersonEntity } from '../../src/organisation/persistence/person.entity.js';
import { UnitEntity } from '../../src/organisation/persistence/unit.entity.js';
import { PersonParts } from '../../src/organisation/person-parts.service.js';
import { Database } from '../../src/platform/database/database.js';
import { activitiesOf } from '../../src/study/reading/activity-rows.js';
import { READING_ENTITIES } from '../../src/study/reading/persistence/entities.js';
import { ReadingPart } from '../../src/study/reading/reading-part.js';
import { DATABASES, ENTITIES, type TestDatabase } from '../support/databases.js';

const AT = Date.UTC(2026, 4, 10);
const UNIT = { parentId: null, code: 'U', name: '示例支部', level: 5, ordinal: 0, openedAt: AT, closedAt: null, mergedInto: null }; // prettier-ignore
const SECRET = '示例心里话';

const rowsOf = (personId: string): Readonly<Record<string, object>> => {
  const of = { campaignId: 'c1', personId };
  const reflection = { ...of, unitId: 'u1', bookId: 'b1', title: SECRET, form: 'text', words: SECRET, transcript: '', createdAt: AT, changedAt: AT, submittedAt: AT, decidedAt: null, decidedBy: null, returnReason: SECRET }; // prettier-ignore
  return {
    reading: { id: `r-${personId}`, ...of, unitId: 'u1', bookId: 'b1', format: 'audio', progress: 100, page: null, pages: null, minutes: 5, finishedOn: '2026-05-10', createdAt: AT, changedAt: AT }, // prettier-ignore
    reading_note: { id: `n-${personId}`, readingId: `r-${personId}`, place: '', words: SECRET, createdAt: AT },
    reflection: [
      { id: `d-${personId}`, ...reflection, sourceId: `d-${personId}`, status: 'draft' },
      { id: `s-${personId}`, ...reflection, sourceId: `s-${personId}`, status: 'returned' },
      { id: `t-${personId}`, ...reflection, sourceId: null, status: 'submitted' },
      { id: `u-${personId}`, ...reflection, sourceId: null, status: 'submitted' },
    ],
    book_recommendation: { id: `w-${personId}`, ...of, bookId: 'b1', unitId: 'u1', recommender: '', words: SECRET, createdAt: AT }, // prettier-ignore
    campaign_member: { id: `m-${personId}`, ...of, joinedAt: AT, leftAt: null },
    campaign_consent: { id: `k-${personId}`, ...of, showName: true, changedAt: AT },
  };
};

describe.each(DATABASES)('what somebody read, on $name', ({ create }) => {
  let test: TestDatabase;
  let database: Database;
  let part: ReadingPart;

  beforeEach(async () => {
    test = await create();
    database = await Database.open(test.settings, ENTITIES);
    part = new ReadingPart(new PersonParts(), database.reader);
    await database.writes.run(async (manager) => {
      await manager.insert(UnitEntity, { id: 'u1', ...UNIT });
      for (const id of ['p1', 'p2']) {
        await manager.insert(PersonEntity, { id, name: `示例${id}`, staffCode: null, createdAt: AT, erasedAt: null });
      }
      const campaign = { id: 'c1', unitId: 'u1', name: '示例活动', introduction: '', fromDate: '2026-05-01', toDate: '2026-05-31', rule: DEFAULT_RECOGNITION, publishedAt: AT, createdAt: AT, createdBy: 'o1' }; // prettier-ignore
      await manager.insert('reading_campaign', campaign);
      await manager.insert('book', { id: 'b1', isbn: null, title: '示例书', author: '', publisher: '', createdAt: AT });
      for (const person of ['p1', 'p2']) {
        for (const [table, rows] of Object.entries(rowsOf(person))) await manager.insert(table, rows);
      }
    });
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
  });

  const all = async (): Promise<string> => {
    const tables = READING_ENTITIES.map((entity) => database.reader.source.getMetadata(entity).tableName);
    return JSON.stringify(
      await Promise.all(tables.map((table) => database.reader.source.query(`SELECT * FROM ${table} ORDER BY id`))),
    );
  };

  it('is in the copy of the one who read it, alone', async () => {
    expect(await part.export('p1')).toMatchObject({
      campaigns: [{ campaign: '示例活动', showName: true }],
      books: [{ title: '示例书', format: 'audio', notes: [{ words: SECRET }] }],
      reflections: [{ status: 'draft' }, { status: 'returned' }, {}, {}],
      recommendations: [{ book: '示例书', words: SECRET }],
    });
    expect(JSON.stringify(await part.export('p1'))).not.toContain('p2');
    expect(await part.export('nobody')).toBeNull();
  });

  it('is without a word when it was erased, of this person alone, and every figure stands', async () => {
    const before = await activitiesOf(database.reader.source.manager, 'c1');
    await database.writes.run((manager) => part.erase(manager, 'p1'));
    expect(await activitiesOf(database.reader.source.manager, 'c1')).toEqual(before);
    expect((await all()).split(SECRET)).toHaveLength(1 + 14);
    await database.writes.run((manager) => part.erase(manager, 'p2'));
    expect(await all()).not.toContain(SECRET);
    expect(await activitiesOf(database.reader.source.manager, 'c1')).toEqual(before);
  });
});
