/** The study log's own SQL, on both databases, through the whole server. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { OrganisationService } from '../../src/organisation/organisation.service.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { EntryInfo, StudyOverview } from '../../src/protocol/study.js';
import { bodyOf } from '../support/contest-stage.js';
import { DATABASES, type TestDatabase } from '../support/databases.js';
import { studyStage, themeDay, type StudyStage } from '../support/study-desk.js';

describe.each(DATABASES)('the study log on $name', ({ create }) => {
  let database: TestDatabase;
  let stage: StudyStage;

  beforeAll(async () => {
    database = await create();
    const { settings } = database;
    stage = await studyStage(settings.kind === 'postgres' ? { DATABASE_URL: settings.url } : {});
  }, 60_000);
  afterAll(async () => {
    await stage.server.close();
    await database.drop();
  });

  it('keeps an entry from the draft to its correction', async () => {
    const { secretary, branch, people } = stage;
    const both = [people.甲, people.乙];
    const { id } = await secretary.create(themeDay(branch, both, { startsAt: 1, endsAt: 2, place: '示例室' }));
    await bodyOf(secretary.patch(id, 1, { attendance: [{ personId: people.乙, state: 'absent', reason: 'sick' }] }));
    const { version } = await secretary.lock(id);
    // Who remains has to have come: a correction is held to what handing in is.
    const came = { personId: people.乙, state: 'present' as const, reason: null };
    const patch = { onDate: '2026-01-04', attendance: [{ personId: people.甲, state: null }, came] };
    const answer = secretary.step(id, 'corrections', { baseVersion: version, patch, reason: '示例' });
    expect(await bodyOf<EntryInfo>(answer)).toMatchObject({
      onDate: '2026-01-04',
      expected: 1,
      present: 1,
      startsAt: 1,
    });
    expect((await secretary.entry(id)).attendance.map(({ state, reason }) => [state, reason])).toEqual([
      ['present', null],
    ]);
  });

  it('loads many, lists them by every filter, and adds them up', async () => {
    const { admin, branch } = stage;
    const line = (at: number) => ({
      sourceId: `s-${at}`,
      unit: branch,
      kind: 'theme-day' as const,
      onDate: `2025-12-${10 + at}`,
      title: `示例导入_${at}`,
      modes: ['branch'],
      record: { host: '示例', recorder: '示例', agenda: '示例', contents: '示例' },
      present: ['S1', 'S2'],
      status: at % 2 === 0 ? ('locked' as const) : ('submitted' as const),
    });
    const lines = [0, 1, 2, 3, 4].map(line);
    expect(await admin.bulk(lines)).toMatchObject({ created: 5, rejected: 0 });
    expect(await admin.bulk(lines)).toMatchObject({ created: 0, present: 5 });
    const found = async (query: string) => (await admin.list(query)).entries.length;
    expect(
      await found(`unitId=${branch}&from=2025-12-01&to=2025-12-31&kind=theme-day&channel=offline&mode=branch`),
    ).toBe(5);
    expect(await found(`q=导入_&status=locked&of=branch&late=false&below=false&unitId=${branch}`)).toBe(3);
    expect(await found('of=person&late=true&group=none')).toBe(0);
    const first = await admin.list('q=导入_&limit=2');
    expect(
      (await admin.list(`q=导入_&limit=3&cursor=${first.next ?? ''}`)).entries.map(({ onDate }) => onDate),
    ).toEqual(['2025-12-12', '2025-12-11', '2025-12-10']);
    const overview = admin.operator.get('/api/study/overview?from=2025-12-01&to=2025-12-31');
    expect((await bodyOf<StudyOverview>(overview)).rows).toMatchObject([
      { submitted: 2, approved: 3, expected: 6, present: 6, active: 1, byMode: [0, 3, 0, 0, 0] },
    ]);
  });

  it('lets a person go', async () => {
    const { server, people, secretary, branch } = stage;
    const organisation = server.app.get(OrganisationService);
    const before = (await secretary.list(`unitId=${branch}&limit=200`)).entries.map(({ present }) => present);
    const { id } = await secretary.create(themeDay(branch, [people.甲, people.乙], { onDate: '2024-01-05' }));
    const { version } = await secretary.lock(id);
    const named = { baseVersion: version, patch: { minutes: 30 }, reason: '示例：示例乙的补学' };
    await bodyOf(secretary.step(id, 'corrections', named));
    await server.app.get(WriteQueue).run((manager) => organisation.erase(manager, people.乙, server.clock.now()));
    expect(
      (await secretary.list(`unitId=${branch}&from=2025-01-01&limit=200`)).entries.map(({ present }) => present),
    ).toEqual(before);
    expect((await secretary.entry(id)).corrections[0]?.reason).toBe('示例：已注销人员的补学');
    expect((await secretary.members(branch, '2026-01-06')).map(({ name }) => name)).toEqual(['示例甲']);
  });
});
