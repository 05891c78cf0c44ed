/** Figures of a year that is over are of who belonged to a unit then, on both databases, through the whole server. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { HoursBelow, UnitHours } from '../../src/protocol/hours.js';
import type { PeopleFigures, UnitFigures } from '../../src/protocol/study-figures.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { OrganisationService } from '../../src/organisation/organisation.service.js';
import { LedgerReader } from '../../src/study/handing-in/ledger-reader.service.js';
import { MonthReader } from '../../src/study/handing-in/month-reader.js';
import { coverage } from '../../src/study/handing-in/year-ledger.js';
import { bodyOf } from '../support/contest-stage.js';
import { DATABASES, type TestDatabase } from '../support/databases.js';
import { figuresStage, QUARTER, type FiguresStage } from '../support/figures-stage.js';
import { ReadingDesk } from '../support/reading-desk.js';

const UNITS = ['示例统计省', '示例统计甲局', '示例统计乙局', '示例甲一支部', '示例甲二支部', '示例乙二支部'];

describe.each(DATABASES)('past years on $name', ({ create }) => {
  let database: TestDatabase;
  let stage: FiguresStage;
  let campaign: string;

  beforeAll(async () => {
    database = await create();
    const { settings } = database;
    stage = await figuresStage(settings.kind === 'postgres' ? { DATABASE_URL: settings.url } : {});
    const days = { fromDate: '2025-10-01', toDate: '2025-12-31' };
    campaign = await new ReadingDesk(stage.admin.operator).add(stage.units['示例统计省'] ?? '', days);
    // The seven, too, so that both branches have figures.
    const ledgers = [{ ledger: 'party-member', track: 'year', fromYear: 2025, toYear: null }];
    const people = Object.entries(stage.persons).flatMap(([code, personId]) => (code.startsWith('D') ? [{ personId, before: [], ledgers }] : [])); // prettier-ignore
    const path = `/api/study/hours/units/${stage.units['示例乙二支部']}/ledgers`;
    await bodyOf(stage.admin.operator.send('PUT', path, { body: { people } }));
  }, 60_000);
  afterAll(async () => {
    await stage.server.close();
    await database.drop();
  });

  async function of(year: number) {
    const { operator } = stage.admin;
    const pages = UNITS.map(async (name) => {
      const id = stage.units[name] ?? '';
      const hours = await bodyOf<UnitHours>(operator.get(`/api/study/hours/units/${id}?year=${year}`));
      const below = await bodyOf<HoursBelow>(operator.get(`/api/study/hours/units/${id}/below?year=${year}`));
      return { name, people: hours.people?.map(({ staffCode }) => staffCode), hours, below };
    });
    return Promise.all(pages);
  }
  const figures = () =>
    Promise.all(
      UNITS.map((name) =>
        bodyOf<UnitFigures>(stage.admin.operator.get(`/api/study/units/${stage.units[name]}/figures?${QUARTER}`)),
      ),
    );
  const peopleOfSix = () =>
    bodyOf<PeopleFigures>(
      stage.ofSix.operator.get(`/api/study/units/${stage.units['示例甲一支部']}/figures/people?${QUARTER}`),
    );
  const reading = () => new ReadingDesk(stage.admin.operator).figures(campaign);

  it('stay as they were in both branches when somebody moves in January', async () => {
    const before = [await of(2025), await figures(), await peopleOfSix(), await reading()];
    const { server, persons, units, organisation } = stage;
    server.clock.skip(60_000);
    await bodyOf(organisation.patch(`people/${persons['A1']}`, { unitId: units['示例乙二支部'] }));
    expect([await of(2025), await figures(), await peopleOfSix(), await reading()]).toEqual(before);
    // A roster that was loaded in January has been that of the year before as well.
    expect((await reading()).total?.roster).toBe(21);
    const now = new Map((await of(2026)).map(({ name, people }) => [name, people]));
    expect(now.get('示例甲一支部')).toEqual(['A2', 'A3', 'A4', 'A5', 'A6']);
    expect(now.get('示例乙二支部')).toEqual(['A1', 'D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7']);
    const last = new Map((await of(2025)).map(({ name, people }) => [name, people]));
    expect((await figures())[1]?.hours.total).toMatchObject([{ people: 6, done: 1300 }]);
    expect([last.get('示例甲一支部')?.length, last.get('示例乙二支部')?.length]).toEqual([6, 7]);
  });

  it('have as many people in files as in the figures when somebody is erased', async () => {
    const { app, clock } = stage.server;
    const unitId = stage.units['示例甲二支部'] ?? '';
    const files = async () => {
      const { people } = await app.get(LedgerReader).year(unitId, 2025, false);
      const month = await app.get(MonthReader).of(unitId, { year: 2025, month: 12, figures: true });
      return [people, month.people, month.reading];
    };
    const before = await files();
    const service = app.get(OrganisationService);
    await app.get(WriteQueue).run((manager) => service.erase(manager, stage.persons['B2'] ?? '', clock.now()));
    expect(await files()).toEqual(before);
    expect(before.slice(0, 2)).toEqual([5, 5]);
    const [, , , , { total } = { total: null }] = await figures();
    expect(total?.people).toBe(5);
  });

  it('cover in files what they cover in the figures, without a mode that was archived', async () => {
    const { app } = stage.server;
    await app.get(WriteQueue).run((manager) => manager.query(`UPDATE study_mode SET archived_on = '2025-12-15' WHERE id = 'guide'`)); // prettier-ignore
    const ledger = await app.get(LedgerReader).year(stage.units['示例甲一支部'] ?? '', 2025, false);
    expect(ledger.modes.flatMap(({ name, former }) => (former ? [name] : []))).toEqual(['专家导学']);
    const page = (await figures())[3];
    // All that it learned in the year lies in the last quarter, but for one lecture.
    expect(coverage(ledger)).toEqual({ covered: page?.total?.coverage.covered, of: page?.total?.coverage.of });
    expect(coverage(ledger)).toEqual({ covered: 3, of: 4 });
    const october = await app.get(MonthReader).of(stage.units['示例甲一支部'] ?? '', { year: 2025, month: 11, figures: true }); // prettier-ignore
    // One of two modes, and one of a mode that is enabled still.
    expect([october.entries, october.modes.reduce((sum, { entries }) => sum + entries, 0)]).toEqual([2, 3]);
  });
});
