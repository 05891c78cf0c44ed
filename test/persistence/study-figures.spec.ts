/** The sums of the figures, on both databases, through the whole server. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { OrganisationService } from '../../src/organisation/organisation.service.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { OwnFigures, PeopleFigures, UnitFigures } from '../../src/protocol/study-figures.js';
import type { StudyOverview } from '../../src/protocol/study.js';
import { bodyOf } from '../support/contest-stage.js';
import { DATABASES, type TestDatabase } from '../support/databases.js';
import { figuresStage, QUARTER, type FiguresStage } from '../support/figures-stage.js';
import { membersOf } from '../support/member-desk.js';
import type { RestClient } from '../support/rest-client.js';

describe.each(DATABASES)('figures of the study log on $name', ({ create }) => {
  let database: TestDatabase;
  let stage: FiguresStage;

  beforeAll(async () => {
    database = await create();
    const { settings } = database;
    stage = await figuresStage(settings.kind === 'postgres' ? { DATABASE_URL: settings.url } : {});
  }, 60_000);
  afterAll(async () => {
    await stage.server.close();
    await database.drop();
  });

  const ofUnit = (name: string, operator: RestClient = stage.admin.operator, query = QUARTER) =>
    bodyOf<UnitFigures>(operator.get(`/api/study/units/${stage.units[name]}/figures?${query}`));

  it('are the same on either', async () => {
    const { total, trend, rows, hours } = await ofUnit('示例统计省');
    expect(total).toMatchObject({ people: 21, branches: 4, entries: 7, expected: 20, present: 18 });
    expect(total?.coverage).toMatchObject({ covered: 6, of: 20 });
    expect(total?.reading).toMatchObject({ roster: 21, participants: 4, finishedAll: 3, minutes: 150, withMinutes: 2, reflections: 1, adopted: 1, recommendations: 1, sharings: 1, sharingPresent: 3 });
    expect(trend?.map(({ entries, covered }) => [entries, covered])).toEqual([[3, 3], [2, 3], [2, 2]]);
    expect(rows.map(({ figures }) => figures?.reading.participants)).toEqual([3, 1]);
    expect(hours.total).toMatchObject([{ people: 6, met: 0, done: 1300, target: 19200 }]);
  }); // prettier-ignore

  it('of persons too', async () => {
    const path = `/api/study/units/${stage.units['示例甲一支部']}/figures/people?${QUARTER}`;
    const { people } = await bodyOf<PeopleFigures>(stage.ofSix.operator.get(path));
    expect(people.map(({ coverage }) => coverage.covered)).toEqual([3, 3, 1, 1, 1, 1]);
    const members = await membersOf(stage.organisation, '示例甲一支部');
    const [own] = await Promise.all(
      members
        .filter(({ personId }) => personId === stage.persons['A1'])
        .map(({ client }) => bodyOf<OwnFigures>(client.get(`/api/member/figures?${QUARTER}`))),
    );
    expect(own).toMatchObject({ entries: 3, reading: { finishedAll: 2, minutes: 120, reflections: 1 } });
    expect(own?.trend.map(({ byMode }) => byMode)).toEqual([[0, 1, 0, 0, 0], [0, 1, 1, 0, 1], [0, 0, 0, 0, 0]]);
  }); // prettier-ignore

  it('keep somebody who has left counted where they took part, and a period as it was', async () => {
    const before = await ofUnit('示例统计甲局');
    const { server, persons, units, organisation } = stage;
    server.clock.skip(60_000);
    await bodyOf(organisation.patch(`people/${persons['A1']}`, { unitId: units['示例乙二支部'] }));
    expect(await ofUnit('示例统计甲局')).toMatchObject({ total: before.total, trend: before.trend });
    const year = 'from=2025-10-01&to=2026-01-05';
    const now = await ofUnit('示例统计甲局', undefined, year);
    // Ten belong there now; the reader who went counts with them, for no rate may fall by a move.
    expect([now.total?.people, now.total?.reading.roster, now.total?.reading.participants]).toEqual([10, 11, 3]);
    const province = await ofUnit('示例统计省', undefined, year);
    expect([province.total?.people, province.total?.reading.roster, province.total?.reading.participants]).toEqual([21, 21, 4]); // prettier-ignore
  });

  it('stay as they were when somebody is erased', async () => {
    const { server, persons } = stage;
    const service = server.app.get(OrganisationService);
    const { total } = await ofUnit('示例统计省');
    await server.app.get(WriteQueue).run((manager) => service.erase(manager, persons['B1'] ?? '', server.clock.now()));
    expect((await ofUnit('示例统计省')).total).toEqual(total);
  });

  it('say nothing of a branch of few that has gone into another since, nor beside it', async () => {
    const { admin, server, units, organisation } = stage;
    server.clock.skip(60_000);
    await bodyOf(organisation.post(`units/${units['示例乙一支部']}/merge`, { into: units['示例乙二支部'] }));
    const year = 'from=2025-10-01&to=2026-01-05';
    const hidden = [['示例乙一支部', 0, null], ['示例乙二支部', 11, null]]; // prettier-ignore
    const { rows } = await ofUnit('示例统计乙局', undefined, year);
    expect(rows.map(({ name, people, figures }) => [name, people, figures])).toEqual(hidden);
    expect(await ofUnit('示例乙一支部', undefined, year)).toMatchObject({ total: null, trend: null });
    const overview = await bodyOf<StudyOverview>(admin.operator.get(`/api/study/overview?${year}&unitId=${units['示例统计乙局']}`)); // prettier-ignore
    expect(overview.rows.filter(({ itself }) => !itself).map(({ expected, present }) => [expected, present])).toEqual([[null, null], [null, null]]); // prettier-ignore
    // Since then nothing is counted there, and nothing has to be hidden.
    const since = await ofUnit('示例统计乙局', undefined, 'from=2026-01-01&to=2026-01-05');
    expect(since.rows.map(({ name, figures }) => [name, figures?.people])).toEqual([['示例乙二支部', 11]]);
  });
});
