/** Figures of the study log over REST: numbers worked out by hand, and all of them once more from the rows. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';

import type { OwnFigures, PeopleFigures, UnitFigures } from '../../src/protocol/study-figures.js';
import { bodyOf } from '../support/contest-stage.js';
import { figuresStage, QUARTER, type FiguresStage } from '../support/figures-stage.js';
import { membersOf } from '../support/member-desk.js';
import type { RestClient } from '../support/rest-client.js';
import { rowsOf } from '../support/study-desk.js';
import { getFile } from '../support/upload.js';

let stage: FiguresStage;
beforeAll(async () => {
  stage = await figuresStage();
}, 60_000);
afterAll(() => stage.server.close());

const path = (name: string, rest = ''): string => `/api/study/units/${stage.units[name]}/figures${rest}?${QUARTER}`;
const figures = (name: string, operator: RestClient = stage.admin.operator) =>
  bodyOf<UnitFigures>(operator.get(path(name)));
async function ownOf(code: string): Promise<OwnFigures> {
  const members = await membersOf(stage.organisation, '示例甲一支部');
  const member = members.find(({ personId }) => personId === stage.persons[code]);
  if (!member) throw new Error(`nobody is called ${code}`);
  return bodyOf<OwnFigures>(member.client.get(`/api/member/figures?${QUARTER}`));
}
const PROVINCE = '示例统计省';

describe('the figures of a unit', () => {
  it('are those of its branches, each mode of each branch once, with their denominators', async () => {
    const page = await figures(PROVINCE);
    expect(page).toMatchObject({ from: '2025-10-01', to: '2025-12-31', asOf: '2025-12-31', heading: '五学联动' });
    expect(page.modes.map(({ label }) => label)).toEqual(['领导领学', '支部共学', '专家导学', '个人自学', '研讨践学']);
    expect(page.total).toMatchObject({
      people: 21,
      branches: 4,
      coverage: {
        covered: 6,
        of: 20,
        cells: [
          { entries: 0, covering: 0 },
          { entries: 5, covering: 3 },
          { entries: 1, covering: 1 },
          { entries: 1, covering: 1 },
          { entries: 1, covering: 1 },
        ],
      },
      entries: 7,
      expected: 20,
      present: 18,
    });
    const rows = page.rows.map(({ name, people, figures: own }) => [name, people, own?.branches, own?.coverage.covered, own?.coverage.of, own?.present, own?.expected]);
    expect(rows).toEqual([
      ['示例统计甲局', 11, 2, 5, 10, 15, 17],
      ['示例统计乙局', 10, 2, 1, 10, 3, 3],
    ]);
  }); // prettier-ignore

  it('count what was read by its own day, and people once', async () => {
    const { total, rows } = await figures(PROVINCE);
    const none = { print: 0, 'e-book': 0, audio: 0, braille: 0 };
    expect(total?.reading).toEqual({
      roster: 21,
      participants: 4,
      finished: { ...none, print: 1, audio: 2 },
      finishedAll: 3,
      minutes: 150,
      withMinutes: 2,
      reflections: 1,
      adopted: 1,
      recommendations: 1,
      sharings: 1,
      sharingPresent: 3,
    });
    expect(rows.map(({ figures: own }) => [own?.reading.roster, own?.reading.participants, own?.reading.finishedAll])).toEqual([
      [11, 3, 2],
      [10, 1, 1],
    ]);
  }); // prettier-ignore

  it('have a row for each month', async () => {
    const { trend } = await figures(PROVINCE);
    expect(trend).toEqual([
      { month: '2025-10', entries: 3, expected: 14, present: 12, byMode: [0, 3, 0, 0, 0], covered: 3, of: 20 },
      { month: '2025-11', entries: 2, expected: 3, present: 3, byMode: [0, 1, 1, 0, 1], covered: 3, of: 20 },
      { month: '2025-12', entries: 2, expected: 3, present: 3, byMode: [0, 1, 0, 1, 0], covered: 2, of: 20 },
    ]);
  });

  it('hold hours against the target of the year, ledger by ledger', async () => {
    const { hours } = await figures('示例统计甲局');
    expect(hours.year).toBe(2025);
    // 150 each for all six, 100 for two, 100 and 100 for the one who was at everything, September included.
    const six = { ledger: 'party-member', people: 6, met: 0, done: 1300, target: 6 * 3200 };
    expect(hours.total).toMatchObject([six]);
    expect(hours.rows).toMatchObject([{ ...six, unitId: stage.units['示例甲一支部'] }]);
  });

  it('leave out few people, and by whom they could be worked out, in every table', async () => {
    const office = await figures('示例统计乙局');
    expect(office.total).toMatchObject({ people: 10, entries: 1 });
    expect(office.rows.map(({ name, people, figures: own }) => [name, people, own])).toEqual([
      ['示例乙一支部', 3, null],
      ['示例乙二支部', 7, null],
    ]);
    for (const name of ['示例乙一支部', '示例乙二支部']) {
      expect(await figures(name)).toMatchObject({ total: null, rows: [], trend: null, ranking: null });
    }
    expect((await figures('示例甲二支部')).total).toMatchObject({ people: 5, coverage: { covered: 1, of: 5 } });
  });

  it('are all of them what the rows say', async () => {
    for (const [name, unitId] of Object.entries(stage.units)) {
      const { total, trend } = await figures(name);
      if (total === null) continue;
      const again = await recount(unitId);
      const { people, branches, entries, expected, present } = total;
      expect({ people, branches, entries, expected, present, ...total.coverage }).toEqual(again);
      expect(trend?.reduce((sum, month) => sum + month.entries, 0)).toBe(again.entries);
    }
  });

  it('are there for the branch itself, whatever its size, and for no other', async () => {
    const own = await figures('示例乙一支部', stage.ofThree.operator);
    expect(own).toMatchObject({ seesPeople: true, total: { people: 3, coverage: { covered: 1, of: 5 } } });
    for (const name of ['示例甲一支部', '示例统计乙局', PROVINCE]) {
      for (const rest of ['', '/people', '/file']) {
        expect([name, (await stage.ofThree.operator.get(path(name, rest))).code]).toEqual([name, 'unit.unknown']);
      }
    }
  });

  it('are refused for days that make no period', async () => {
    const { operator } = stage.admin;
    for (const query of ['from=2025-12-31&to=2025-12-30', 'from=2015-01-01&to=2025-01-01', 'from=2025-02-30', 'to=x']) {
      const answer = await operator.get(`/api/study/units/${stage.units[PROVINCE]}/figures?${query}`);
      expect([query, answer.code]).toEqual([query, 'rest.invalid']);
    }
    // Of a period that has not begun nothing is counted.
    const later = `/api/study/units/${stage.units[PROVINCE]}/figures?from=2027-01-01&to=2027-12-31`;
    expect(await bodyOf(operator.get(later))).toMatchObject({ asOf: '2027-01-01', total: { entries: 0 } });
  });

  it('can be taken along as a spreadsheet without persons, on record', async () => {
    const { bytes, headers } = await getFile(stage.admin.operator, path('示例统计乙局', '/file'));
    expect(headers.get('content-disposition')).toContain('.xlsx');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    const sheet = workbook.getWorksheet('覆盖率');
    if (!sheet) throw new Error('there is no sheet of coverage');
    const row = (at: number) => (sheet.getRow(at).values as unknown[]).slice(1);
    expect(row(2).slice(0, 3)).toEqual(['合计', 10, 2]);
    expect(row(3)).toEqual(['示例乙一支部', '人数少，不列']);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['说明', '覆盖率', '读书', '学时', '按月']);
    const [deed] = await rowsOf(stage.server, `SELECT detail FROM audit_entry WHERE action = 'study.figures-exported'`);
    expect(String(deed?.['detail'])).toContain('2025-10-01');
  });
});

describe('the figures of persons', () => {
  it('are for the secretary of their branch: present, made up on its day, own; not where they only listened', async () => {
    const { people } = await bodyOf<PeopleFigures>(stage.ofSix.operator.get(path('示例甲一支部', '/people')));
    const rows = people.map(({ staffCode, coverage, entries }) => [staffCode, coverage.cells.map((cell) => cell.entries), coverage.covered, entries]);
    expect(rows).toEqual([
      ['A1', [0, 2, 1, 0, 1], 3, 3],
      ['A2', [0, 1, 1, 1, 0], 3, 3],
      ['A3', [0, 1, 0, 0, 0], 1, 1],
      ['A4', [0, 1, 0, 0, 0], 1, 1],
      ['A5', [0, 1, 0, 0, 0], 1, 1],
      ['A6', [0, 1, 0, 0, 0], 1, 1],
    ]);
    expect(people.map(({ hours }) => hours[0]?.done)).toEqual([450, 250, 150, 150, 150, 150]);
    const october = `/api/study/units/${stage.units['示例甲一支部']}/figures/people?from=2025-10-01&to=2025-10-31`;
    const first = await bodyOf<PeopleFigures>(stage.ofSix.operator.get(october));
    expect(first.people.map(({ entries }) => entries)).toEqual([1, 1, 1, 1, 1, 0]);
  }); // prettier-ignore

  it('are not for who is above, however much they may', async () => {
    const { body } = await stage.admin.operator.get(path('示例甲一支部', '/people'));
    expect(body).toMatchObject({ error: { code: 'study.people-hidden', details: [{ path: 'id' }] } });
    expect(JSON.stringify(await figures('示例甲一支部'))).not.toContain('示例甲"');
  });

  it('are one’s own for a member', async () => {
    const own = await ownOf('A1');
    expect(own).toMatchObject({
      year: 2025,
      entries: 3,
      coverage: { covered: 3, of: 5 },
      hours: [{ ledger: 'party-member', done: 450, target: 3200 }],
      reading: { finishedAll: 2, minutes: 120, reflections: 1, adopted: 1, recommendations: 0 },
      ranking: null,
    });
    expect(own.trend.map(({ month, entries }) => [month, entries])).toEqual([['2025-10', 1], ['2025-11', 2], ['2025-12', 0]]);
    expect((await stage.admin.operator.get('/api/member/figures')).code).toBe('member.required');
  }); // prettier-ignore
});

describe('a ranking of persons', () => {
  it('is not there until somebody answers for it, and then only with the rule it goes against', async () => {
    const six = () => figures('示例甲一支部', stage.ofSix.operator);
    expect((await six()).ranking).toBeNull();
    const put = (value: boolean) =>
      stage.admin.operator.send('PUT', '/api/study/settings/public-person-ranking', {
        body: { value, approvedBy: '示例负责人', reason: '示例理由', ruleRead: true },
      });
    await bodyOf(put(true));
    const { ranking } = await six();
    expect(ranking).toMatchObject({ approvedBy: '示例负责人', since: '2026-01-05' });
    expect(ranking?.rule).toContain('不得设置强制打卡签到、积分排名、在线时长');
    expect(ranking?.places?.map(({ place, name, covered }) => [place, name, covered])).toEqual([
      [1, '示*甲', 3],
      [1, '示*乙', 3],
      [3, '示*丙', 1],
      [3, '示*丁', 1],
      [3, '示*戊', 1],
      [3, '示*己', 1],
    ]);
    expect((await figures('示例乙一支部', stage.ofThree.operator)).ranking?.places).toBeNull();
    const own = await ownOf('A2');
    expect(own.ranking?.places?.filter((place) => place.own).map(({ name }) => name)).toEqual(['示*乙']);
    await bodyOf(put(false));
    expect((await six()).ranking).toBeNull();
  });
});

/** From the rows, without a sum of the database: what a clerk with the paper ledgers would count. */
async function recount(unitId: string) {
  const all = (table: string) => rowsOf(stage.server, `SELECT * FROM ${table}`);
  const parents = new Map((await all('unit')).map(({ id, parent_id: parent }) => [id, parent]));
  const below = (id: unknown): boolean => id === unitId || (parents.get(id) !== undefined && parents.get(id) !== null && below(parents.get(id)));
  const units = [...parents.keys()].filter(below);
  const members = (await all('membership')).filter(({ unit_id: id, to_at: to }) => to === null && units.includes(id));
  const entries = (await all('study_entry')).filter(({ unit_id: id, status, on_date: day }) => units.includes(id) && ['approved', 'locked'].includes(String(status)) && String(day) >= '2025-10-01' && String(day) <= '2025-12-31');
  const ids = new Set(entries.map(({ id }) => id));
  const attendance = (await all('study_attendance')).filter(({ entry_id: id }) => ids.has(id));
  const modes = (await all('study_entry_mode')).filter(({ entry_id: id }) => ids.has(id));
  const branches = units.filter((id) => [...members, ...entries].some((row) => row['unit_id'] === id));
  const cells = ['lead', 'branch', 'guide', 'self', 'apply'].map((mode) => {
    const own = modes.filter(({ mode_id: id }) => id === mode).map(({ entry_id: id }) => entries.find((entry) => entry['id'] === id));
    return { entries: own.length, covering: new Set(own.map((entry) => entry?.['unit_id'])).size };
  });
  return {
    people: members.length,
    branches: branches.length,
    entries: entries.length,
    expected: attendance.filter(({ state }) => state !== 'observer').length,
    present: attendance.filter(({ state }) => state === 'present').length,
    covered: cells.reduce((sum, { covering }) => sum + covering, 0),
    of: branches.length * 5,
    cells,
  };
} // prettier-ignore
