import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { stateArbitrary } from '../../../test/support/organisation-arbitraries.js';
import { sheetOf, type Sheet } from '../question-bank/formats/sheet.js';
import { planRoster, type OrganisationState, type RosterPlan } from './plan-roster.js';
import { printRoster, rosterTemplate } from './print-roster.js';
import { readRoster } from './read-roster.js';
import type { RosterReading } from './roster-row.js';
import { LEVEL_NAMES, levelNames } from './types.js';

const LEVELS = levelNames(new Map(), 8);
const EMPTY: OrganisationState = { units: [], people: [] };

let made = 0;
const options = { missing: 'keep' as const, newId: () => `new-${made++}` };
const planOf = (sheets: readonly Sheet[], state: OrganisationState, missing: 'keep' | 'leave' = 'keep'): RosterPlan =>
  planOfReading(readRoster(sheets, LEVELS), state, missing);
const planOfReading = ({ rows, rejected }: RosterReading, state: OrganisationState, missing: 'keep' | 'leave') =>
  planRoster(rows, state, { ...options, missing, unread: rejected.length > 0 });

/** The organisation after a plan was carried out. */
function applied(state: OrganisationState, plan: RosterPlan): OrganisationState {
  const joined = new Map(plan.joins.map(({ personId, unitId }) => [personId, unitId]));
  const renamed = new Map(plan.renames.map(({ personId, name }) => [personId, name]));
  const coded = new Map(plan.staffCodes.map(({ personId, staffCode }) => [personId, staffCode]));
  const known = [...state.people, ...plan.people.map((person) => ({ ...person, unitId: null }))];
  return {
    units: [...state.units, ...plan.units],
    people: known.map((person) => ({
      ...person,
      name: renamed.get(person.id) ?? person.name,
      staffCode: coded.get(person.id) ?? person.staffCode,
      unitId: plan.leaves.includes(person.id) ? null : (joined.get(person.id) ?? person.unitId),
    })),
  };
}

const changes = ({ units, people, joins, leaves, renames, staffCodes }: RosterPlan) =>
  [units, people, joins, leaves, renames, staffCodes].flat();

describe('a roster', () => {
  it('that was taken out and comes back changes nothing', () => {
    fc.assert(
      fc.property(stateArbitrary, fc.constantFrom('keep' as const, 'leave' as const), (state, missing) => {
        const plan = planOf([printRoster(state, LEVELS)], state, missing);
        expect(plan.rejected).toEqual([]);
        expect(changes(plan)).toEqual([]);
        expect(plan.unchanged).toBe(state.people.filter(({ unitId }) => unitId !== null).length);
      }),
    );
  });

  it('makes the same organisation anew elsewhere', () => {
    fc.assert(
      fc.property(stateArbitrary, (state) => {
        const sheet = printRoster(state, LEVELS);
        const there = applied(EMPTY, planOf([sheet], EMPTY));
        expect(printRoster(there, LEVELS).rows.map(textsOf).sort()).toEqual(sheet.rows.map(textsOf).sort());
      }),
    );
  });

  it('plans nothing a second time, whatever it says', () => {
    const cell = fc.constantFrom('', '示例甲局', '示例乙局', '第一支部', '示例甲', '示例乙', 'S1', 'S2');
    const row = fc.tuple(cell, cell, fc.constantFrom('示例甲', '示例乙', ''), fc.constantFrom('S1', 'S2', 'S3', ''));
    fc.assert(
      fc.property(stateArbitrary, fc.array(row, { maxLength: 12 }), (state, rows) => {
        const sheet = sheetOf('', [['单位', '支部', '姓名', '工号'], ...rows]);
        const after = applied(state, planOf([sheet], state));
        expect(changes(planOf([sheet], after))).toEqual([]);
      }),
    );
  });

  it('lets nobody go whose row is in the file, also where rows are refused', () => {
    const fault = fc.record({ at: fc.nat(100), how: fc.constantFrom('no name', 'no unit', 'wrong code', 'twice') });
    const SPOILT = { 'no name': /^姓名$/u, 'no unit': /^(?!姓名|工号|.*编码)/u, 'wrong code': /编码$/u, twice: /^$/u };
    let refused = 0;
    fc.assert(
      fc.property(stateArbitrary, fc.array(fault, { minLength: 1, maxLength: 4 }), (state, faults) => {
        const sheet = printRoster(state, LEVELS);
        const columns = [...(sheet.rows[0]?.cells.keys() ?? [])];
        const [head = [], ...body] = sheet.rows.map(({ cells }) => columns.map((at) => cells.get(at)?.text ?? ''));
        for (const { at, how } of faults) {
          const row = body[at % Math.max(body.length, 1)];
          // A row that says nothing of a person is no row of theirs.
          if (row === undefined || (how === 'no name' && row[head.indexOf('工号')] === '')) continue;
          if (how === 'twice') body.push([...row]);
          for (const [column, heading] of head.entries()) {
            if (SPOILT[how].test(heading) && row[column] !== '') row[column] = how === 'wrong code' ? 'X9' : '';
          }
        }
        const plan = planOf([sheetOf('', [head, ...body])], state, 'leave');
        refused += plan.rejected.length;
        expect(plan.leaves).toEqual([]);
      }),
    );
    expect(refused).toBeGreaterThan(0);
  });

  const textsOf = ({ cells }: Sheet['rows'][number]): string =>
    [...cells].map(([at, { text }]) => `${at}${text}`).join();
});

describe('reading a roster', () => {
  const HEAD = ['单位', '支部', '姓名', '工号', '组织编码'];
  const read = (...rows: readonly (readonly string[])[]) => readRoster([sheetOf('名册', rows)], LEVEL_NAMES);

  it('takes units with their level, people, codes of the lowest unit, and passes over other columns', () => {
    const { rows, rejected } = read(
      ['示例名册'],
      ['序号', ...HEAD],
      ['1', ' 示例局 ', '第一 支部', '示例甲', 'Ｓ１', 'Z1'],
    );
    expect(rejected).toEqual([]);
    expect(rows).toEqual([
      {
        place: { sheet: '名册', cell: 'D3' },
        path: [
          { level: 4, name: '示例局', code: null },
          { level: 5, name: '第一 支部', code: 'Z1' },
        ],
        person: { name: '示例甲', staffCode: 'S1' },
      },
    ]);
  });

  it('calls levels as the organisation does', () => {
    const { rows } = readRoster([sheetOf('', [['学院', '班级', '班级编码', '姓名'], ['示例学院', '一班', 'B1', '示例甲']])], ['学院', '班级']); // prettier-ignore
    expect(rows[0]?.path).toEqual([
      { level: 1, name: '示例学院', code: null },
      { level: 2, name: '一班', code: 'B1' },
    ]);
  });

  it.each([
    ['path.missing', 'A2', ['', '', '示例甲']],
    ['name.missing', 'D2', ['示例局', '', '', 'S1']],
    ['text.too-long', 'A2', ['局'.repeat(61), '', '示例甲']],
    ['text.too-long', 'C2', ['示例局', '', '甲'.repeat(41)]],
  ])('says %s at %s', (code, cell, row) => {
    const { rows, rejected } = read(HEAD, row);
    expect(rows).toEqual([]);
    expect(rejected).toMatchObject([{ code, place: { sheet: '名册', cell } }]);
    expect(rejected[0]?.message).toMatch(/请/);
  });

  it('asks for headings where there are none', () => {
    expect(read(['甲', '乙'], ['1', '2']).rejected).toMatchObject([{ code: 'heading.missing' }]);
  });

  it('reads its own template', () => {
    const { rows, rejected } = readRoster(rosterTemplate(LEVEL_NAMES), LEVEL_NAMES);
    expect(rejected).toEqual([]);
    const plan = planRoster(rows, EMPTY, options);
    expect(plan.rejected).toEqual([]);
    expect(plan.units.map(({ code }) => code)).toEqual(['01', '0101', '010101', '01010101', 'Z-001']);
    expect(plan.people).toHaveLength(2);
  });
});

describe('planning a roster', () => {
  const sheet = (...rows: readonly (readonly string[])[]) => [sheetOf('', [['单位', '支部', '支部编码', '姓名', '工号'], ...rows])]; // prettier-ignore
  const first = applied(
    EMPTY,
    planOf(sheet(['局', '一', 'B1', '示例甲', 'S1'], ['局', '一', 'B1', '示例乙', '']), EMPTY),
  );

  it('moves whom it finds elsewhere by staff code, and keeps the person', () => {
    const plan = planOf(sheet(['局', '二', '', '示例甲', 'S1']), first);
    expect(plan.people).toEqual([]);
    expect(plan.joins).toEqual([{ personId: first.people[0]?.id, unitId: plan.units[0]?.id }]);
    expect(plan.moved).toBe(1);
  });

  it('gives a staff code to who had none', () => {
    const plan = planOf(sheet(['局', '一', 'B1', '示例乙', 'S2']), first);
    expect(plan.staffCodes).toEqual([{ personId: first.people[1]?.id, staffCode: 'S2' }]);
    expect(plan.people).toEqual([]);
  });

  it('takes a new name by staff code', () => {
    const plan = planOf(sheet(['局', '一', 'B1', '示例丙', 'S1']), first);
    expect(plan.renames).toEqual([{ personId: first.people[0]?.id, name: '示例丙' }]);
  });

  it('lets go only where the file is complete, and only from units that it names', () => {
    const rows = sheet(['局', '一', 'B1', '示例甲', 'S1']);
    expect(planOf(rows, first).leaves).toEqual([]);
    expect(planOf(rows, first, 'leave').leaves).toEqual([first.people[1]?.id]);
    expect(planOf(sheet(['局', '二', '', '示例丁', '']), first, 'leave').leaves).toEqual([]);
  });

  it('keeps whoever may be meant by a refused row, and says how many', () => {
    // Twice in the file without a staff code: both rows are refused.
    const twice = sheet(['局', '一', 'B1', '示例甲', 'S1'], ['局', '一', 'B1', '示例丙', ''], ['局', '一', 'B1', '示例丙', '']); // prettier-ignore
    expect(planOf(twice, first, 'leave')).toMatchObject({ leaves: [], heldBack: 1, rejected: [{}] });
    // A row that says no unit may be anybody's.
    const nowhere = sheet(['局', '一', 'B1', '示例甲', 'S1'], ['', '', '', '示例乙', '']);
    expect(planOf(nowhere, first, 'leave')).toMatchObject({ leaves: [], heldBack: 1 });
    expect(planOf(nowhere, first, 'keep')).toMatchObject({ leaves: [], heldBack: 0 });
    // Who has moved, and whose row in the new unit is refused, does not leave the old one.
    const moved = sheet(['局', '一', 'B1', '示例甲', 'S1'], ['局', '二', '', '示例乙', ''], ['局', '二', '', '示例乙', '']); // prettier-ignore
    const state = applied(first, planOf(sheet(['局', '二', '', '示例丁', '']), first));
    const there = { ...state, people: [...state.people, { id: 'twin', name: '示例乙', staffCode: null, unitId: state.people.at(-1)?.unitId ?? null }] }; // prettier-ignore
    expect(planOf(moved, there, 'leave').leaves).toEqual([]);
  });

  it.each([
    ['staff-code.repeated', [['局', '一', 'B1', '甲', 'S9'], ['局', '一', 'B1', '乙', 'S9']]],
    ['person.repeated', [['局', '一', 'B1', '甲', ''], ['局', '一', 'B1', '甲', '']]],
    ['code.contradictory', [['局', '一', 'B7', '甲', '']]],
    ['code.level', [['B', '', '', '甲', ''], ['局', '三', '04', '乙', '']]],
  ])('refuses a row: %s', (code, rows) => {
    const state = { ...first, units: [...first.units, { ...first.units[0]!, id: 'x', code: '04', name: '别处' }] };
    expect(planOf(sheet(...rows), state).rejected.map((problem) => problem.code)).toEqual([code]);
  }); // prettier-ignore

  it('refuses closed units and says when a code has another name', () => {
    const closed = {
      ...first,
      units: first.units.map((unit) => ({ ...unit, closedAt: unit.code === 'B1' ? 1 : null })),
    };
    expect(planOf(sheet(['局', '一', 'B1', '甲', '']), closed).rejected).toMatchObject([{ code: 'unit.closed' }]);
    const plan = planOf(sheet(['局', '一支部', 'B1', '甲', '']), first);
    expect(plan.warnings).toMatchObject([{ code: 'unit.differs' }]);
    expect(plan.units).toEqual([]);
  });
});
