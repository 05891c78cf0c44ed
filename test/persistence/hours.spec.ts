import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { HourPolicy } from '../../src/core/study/hours.js';
import { USUAL_HOUR_POLICIES } from '../../src/core/study/hour-policies.js';
import { MembershipEntity } from '../../src/organisation/persistence/membership.entity.js';
import { PersonEntity } from '../../src/organisation/persistence/person.entity.js';
import { UnitEntity } from '../../src/organisation/persistence/unit.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { newId } from '../../src/platform/ids.js';
import { EntryHooks, type RecognisedEntry } from '../../src/study/entries/entry-hooks.js';
import { HourBook } from '../../src/study/hours/hour-book.service.js';
import type { HourPolicies } from '../../src/study/hours/hour-policies.service.js';
import { recount } from '../../src/study/hours/hour-rows.js';
import { HourAwardEntity } from '../../src/study/hours/persistence/hour-award.entity.js';
import { HourLineEntity } from '../../src/study/hours/persistence/hour-line.entity.js';
import { HourYearEntity } from '../../src/study/hours/persistence/hour-year.entity.js';
import { PersonLedgerEntity } from '../../src/study/hours/persistence/person-ledger.entity.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { AT } from '../support/rows.js';

describe.each(MIGRATED_DATABASES)('hours on $name', ({ create }) => {
  let test: TestDatabase;
  let database: Database;
  let policies: readonly HourPolicy[];
  let book: HourBook;
  const unitId = newId();
  const [one, two] = [newId(), newId()];

  beforeEach(async () => {
    test = await create();
    database = await Database.open(test.settings, ENTITIES);
    policies = USUAL_HOUR_POLICIES;
    book = new HourBook(new EntryHooks(), { all: () => Promise.resolve(policies) } as unknown as HourPolicies);
    await database.writes.run(async (manager) => {
      const unit = { id: unitId, parentId: null, code: 'S', name: '示例支部', level: 5, ordinal: 1, openedAt: AT, closedAt: null };
      await manager.insert(UnitEntity, unit);
      for (const id of [one, two]) {
        await manager.insert(PersonEntity, { id, name: '示例', staffCode: null, createdAt: AT, erasedAt: null });
        await manager.insert(MembershipEntity, { id: newId(), personId: id, unitId, fromAt: AT, toAt: null });
      }
      await manager.insert(PersonLedgerEntity, [
        { id: newId(), personId: one, ledger: 'party-member', track: 'year', fromYear: 2024, toYear: null },
        { id: newId(), personId: one, ledger: 'cadre', track: 'year', fromYear: 2026, toYear: 2026 },
      ]);
    });
  }); // prettier-ignore
  afterEach(async () => {
    await database.close();
    await test.drop();
  });

  const entry = (given: Partial<RecognisedEntry> = {}): RecognisedEntry => ({
    id: newId(),
    unitId,
    personId: null,
    kind: 'lecture',
    channel: 'offline',
    title: '讲座',
    onDate: '2026-03-05',
    minutes: 120,
    record: {},
    modeIds: [],
    source: 'manual',
    sourceId: null,
    attendance: [
      { personId: one, state: 'present', minutes: null, madeUpOn: null },
      { personId: two, state: 'present', minutes: null, madeUpOn: null },
    ],
    ...given,
  });
  const write = (job: Parameters<Database['writes']['run']>[0]) => database.writes.run(job);
  const lines = async (ledger = 'party-member') =>
    (await database.reader.source.manager.find(HourLineEntity, { order: { onDate: 'ASC', id: 'ASC' } }))
      .filter((line) => line.ledger === ledger)
      .map(({ onDate, hundredths, because }) => [onDate, hundredths, because]);
  const years = async () =>
    (await database.reader.source.manager.find(HourYearEntity, { order: { ledger: 'ASC', year: 'ASC' } })).map(
      ({ ledger, year, hundredths }) => [ledger, year, hundredths],
    );

  it('are written for those in a ledger, in each for itself', async () => {
    await write((manager) => book.approved(manager, [entry()]));
    expect(await lines()).toEqual([['2026-03-05', 200, 'counted']]);
    expect(await lines('cadre')).toEqual([['2026-03-05', 200, 'counted']]);
    expect(await years()).toEqual([['cadre', 2026, 200], ['party-member', 2026, 200]]); // prettier-ignore
  });

  it('count a day once, however its entries come, and the same entry once', async () => {
    const long = entry({ minutes: 360 });
    await write((manager) => book.approved(manager, [long]));
    await write((manager) => book.approved(manager, [entry({ minutes: 360 }), long]));
    const hundredths = (await lines()).map(([, done]) => Number(done)).toSorted((a, b) => a - b);
    expect(hundredths).toEqual([200, 600]);
    expect(await years()).toContainEqual(['party-member', 2026, 800]);
  });

  it('follow a correction and a return, and give the rest of the day its room', async () => {
    const [first, second] = [entry({ minutes: 480 }), entry({ minutes: 120 })];
    await write((manager) => book.approved(manager, [first, second]));
    expect(await years()).toContainEqual(['party-member', 2026, 800]);
    await write((manager) => book.corrected(manager, { ...first, minutes: 60 }));
    expect(await years()).toContainEqual(['party-member', 2026, 300]);
    await write((manager) => book.corrected(manager, { ...first, minutes: 60, onDate: '2026-03-06' }));
    expect((await lines()).map(([date]) => date)).toEqual(['2026-03-05', '2026-03-06']);
    await write((manager) => book.reopened(manager, first));
    expect(await lines()).toEqual([['2026-03-05', 200, 'counted']]);
    await write((manager) => book.reopened(manager, second));
    expect(await years()).toEqual([]);
  });

  it('know who was absent, who made it up and when, and who only listened', async () => {
    const attendance = (given: Partial<RecognisedEntry['attendance'][number]>) => [{ personId: one, state: 'absent' as const, minutes: null, madeUpOn: null, ...given }];
    await write((manager) => book.approved(manager, [entry({ attendance: attendance({}) })]));
    await write((manager) => book.approved(manager, [entry({ attendance: attendance({ state: 'observer' }) })]));
    expect(await lines()).toEqual([]);
    await write((manager) => book.approved(manager, [entry({ attendance: attendance({ madeUpOn: '2026-03-20' }) })]));
    expect(await lines()).toEqual([['2026-03-20', 200, 'counted']]);
  }); // prettier-ignore

  it('give nothing for self-study, for years outside, for a contest that awards by its own rule', async () => {
    const alone = { personId: one, attendance: [] };
    await write((manager) => book.approved(manager, [entry({ ...alone, kind: 'self-study' })]));
    await write((manager) => book.approved(manager, [entry({ ...alone, source: 'contest', sourceId: 'c' })]));
    await write((manager) => book.approved(manager, [entry({ ...alone, onDate: '2023-03-05' })]));
    expect(await lines()).toEqual([['2026-03-05', 0, 'kind']]);
  });

  it('are counted anew by another policy', async () => {
    await write((manager) => book.approved(manager, [entry({ minutes: 90 })]));
    policies = USUAL_HOUR_POLICIES.map((policy) => ({ ...policy, minutesPerHour: 45 }));
    await write((manager) => recount(manager, [{ personId: one, onDate: '2026-03-05' }], policies));
    expect(await lines()).toEqual([['2026-03-05', 200, 'counted']]);
    expect(await years()).toContainEqual(['party-member', 2026, 200]);
  });

  it('take an award for as many days as it went on, and a course once for its name', async () => {
    const given = { personId: one, unitId, ledger: 'party-member' as const, source: 'manual' as const, title: '示例党校班', kind: 'training' as const, hundredths: 4000, createdAt: AT, createdBy: null }; // prettier-ignore
    const awards = [
      { ...given, id: newId(), sourceId: 'whole', onDate: '2026-03-05', days: 5 },
      { ...given, id: newId(), sourceId: 'again', onDate: '2026-06-01', days: null },
      { ...given, id: newId(), sourceId: 'other', onDate: '2026-09-01', days: null, title: '示例培训' },
      { ...given, id: newId(), sourceId: 'early', onDate: '2023-03-05', days: 5 },
    ];
    await write(async (manager) => {
      await manager.insert(HourAwardEntity, awards);
      await book.writeAwards(manager, awards);
    });
    const counted = [['2026-03-05', 4000, 'counted'], ['2026-06-01', 800, 'capped'], ['2026-09-01', 800, 'capped']]; // prettier-ignore
    expect(await lines()).toEqual(counted);
    const trainings = async () => (await database.reader.source.manager.find(HourYearEntity)).map((year) => [year.hundredths, year.trainings]); // prettier-ignore
    expect(await trainings()).toEqual([[5600, 2]]);
    // A policy by which none of it counts leaves no training either.
    policies = USUAL_HOUR_POLICIES.map((policy) => ({ ...policy, fromYear: 2027 }));
    await write((manager) => recount(manager, awards.map(({ onDate }) => ({ personId: one, onDate })), policies)); // prettier-ignore
    expect(await trainings()).toEqual([[0, 0]]);
  });

  it('of a thousand entries at once are written within seconds', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => entry({ onDate: `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`, minutes: 60 }));
    await write((manager) => book.approved(manager, many));
    expect(await lines()).toHaveLength(1000);
    const perDay = new Map<string, number>();
    for (const [date, done] of await lines()) perDay.set(String(date), (perDay.get(String(date)) ?? 0) + Number(done));
    expect(Math.max(...perDay.values())).toBe(800);
  }); // prettier-ignore
});
