import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { unitsArbitrary } from '../../../test/support/organisation-arbitraries.js';
import { rankBranches, type BranchRule } from './branches.js';
import { levelsOf, rankRollUp, rollUp, type BoardBranch, type BoardUnit } from './roll-up.js';
import type { Board, ParticipantStanding } from './types.js';

const RULE: BranchRule = {
  branchFormula: 'mean',
  topN: 10,
  indexWeights: { participation: 0.3, mean: 0.5, pass: 0.2 },
};

const unit = (unitId: string, parentId: string | null, level: number): BoardUnit => ({
  unitId,
  parentId,
  name: unitId,
  level,
});
const UNITS = [unit('省', null, 1), unit('甲市', '省', 2), unit('乙市', '省', 2), unit('甲局', '甲市', 4)];
const BRANCHES: readonly BoardBranch[] = [
  { id: 'a', name: '一支部', expected: 2, unitId: '甲局' },
  { id: 'b', name: '二支部', expected: 3, unitId: '甲局' },
  { id: 'c', name: '乙市本级', expected: 1, unitId: '乙市' },
  { id: 'd', name: '其他', expected: null, unitId: null },
];
const standing = (participantId: string, branchId: string, total: number): ParticipantStanding => ({
  participantId,
  branchId,
  total,
  wrongMultiple: 0,
  correct: 0,
  rank: 1,
});

const boardWith = (standings: readonly ParticipantStanding[], given: Readonly<Record<string, number>> = {}): Board => ({
  standings,
  branches: Object.entries(given).map(([branchId, adjusted]) => ({ ...EMPTY_ROW, branchId, adjusted })),
  pointsPossible: 1000,
});
const EMPTY_ROW = { rank: null, score: null, reason: null, participants: 0, counted: 0, expected: null, participationRate: null, mean: null } as const; // prettier-ignore

describe('boards by level', () => {
  it('count people together under the unit of that level', () => {
    const people = [standing('1', 'a', 100), standing('2', 'b', 300), standing('3', 'c', 500), standing('4', 'd', 700)];
    const rows = rankRollUp(rollUp(BRANCHES, UNITS, 2), boardWith(people), RULE);
    expect(
      rows.map(({ branchId, score, participants, expected }) => [branchId, score, participants, expected]),
    ).toEqual([
      ['d', 700, 1, null],
      ['乙市', 500, 1, 1],
      ['甲市', 200, 2, 5],
    ]);
  });

  it('stand one step down within a unit', () => {
    const rows = rollUp(BRANCHES, UNITS, 3, '省');
    expect(rows.rows.map(({ id }) => id)).toEqual(['甲局', 'c']);
    expect(rollUp(BRANCHES, UNITS, 5, '甲局').rows.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(rollUp(BRANCHES, UNITS, 1, '无').rows).toEqual([]);
  });

  it('know the levels that say something', () => {
    expect(levelsOf(BRANCHES, UNITS)).toEqual([1, 2, 4]);
    expect(levelsOf(BRANCHES.slice(3), UNITS)).toEqual([]);
  });

  /** Branches at some units, people in some branches. */
  const contest = unitsArbitrary({ twins: true }).chain((units) =>
    fc.record({
      units: fc.constant(units.map(({ id, ...rest }) => ({ unitId: id, ...rest }))),
      at: fc.array(fc.option(fc.nat(30)), { minLength: 1, maxLength: 12 }),
      totals: fc.array(fc.record({ branch: fc.nat(11), total: fc.nat(1000) }), { maxLength: 40 }),
      level: fc.integer({ min: 1, max: 8 }),
    }),
  );

  it('lose nobody and count nobody twice, at any level', () => {
    fc.assert(
      fc.property(contest, ({ units, at, totals, level }) => {
        const branches = at.map((index, number) => {
          const unitId = index === null ? null : (units[index % (units.length || 1)]?.unitId ?? null);
          return { id: `b${number}`, name: `b${number}`, expected: number, unitId };
        });
        const people = totals.map(({ branch, total }, n) => standing(`p${n}`, `b${branch % branches.length}`, total));
        const given = Object.fromEntries(branches.map(({ id }, index) => [id, (index - 3) * 10]));
        const sum: BranchRule = { ...RULE, branchFormula: 'sum' };
        const rolled = rollUp(branches, units, level);
        const rows = rankRollUp(rolled, boardWith(people, given), sum);
        expect(rows.reduce((all, row) => all + row.participants, 0)).toBe(people.length);
        // Points by hand count where the row has a score at all.
        const scored = new Set(rows.filter(({ score }) => score !== null).map(({ branchId }) => branchId));
        const byHand = branches
          .filter(({ id }) => scored.has(rolled.rowOf.get(id) ?? ''))
          .map(({ id }) => given[id] ?? 0);
        expect(rows.reduce((all, row) => all + (row.score ?? 0), 0)).toBe(
          [...people.map(({ total }) => total), ...byHand].reduce((all, one) => all + one, 0),
        );
        expect(rows.reduce((all, row) => all + (row.expected ?? 0), 0)).toBe(
          branches.reduce((all, branch) => all + branch.expected, 0),
        );
      }),
    );
  });

  it('are the board of the branches where each stands for itself', () => {
    const people = [standing('1', 'a', 100), standing('2', 'b', 300), standing('3', 'c', 500)];
    const alone = rollUp(BRANCHES, [], 1);
    expect(rankRollUp(alone, boardWith(people), RULE)).toEqual(rankBranches(people, BRANCHES, RULE, 1000));
  });

  it('take points by hand up with their branch: by its share of the people where the formula is a mean', () => {
    const people = [standing('1', 'a', 100), standing('2', 'b', 300), standing('5', 'b', 200), standing('3', 'c', 500)];
    const board = boardWith(people, { a: 50, c: -100 });
    const scores = (level: number, rule = RULE) => rankRollUp(rollUp(BRANCHES, UNITS, level), board, rule).map((row) => [row.branchId, row.score, row.adjusted]); // prettier-ignore
    expect(scores(2)).toEqual([
      ['乙市', 400, -100],
      ['甲市', 217, 17],
      ['d', null, 0],
    ]);
    expect(scores(5)).toEqual([
      ['c', 400, -100],
      ['b', 250, 0],
      ['a', 150, 50],
      ['d', null, 0],
    ]);
    expect(scores(2, { ...RULE, branchFormula: 'sum' })).toEqual([
      ['甲市', 650, 50],
      ['乙市', 400, -100],
      ['d', null, 0],
    ]);
  });

  it('with a mean have at every level the mean of their branches, points by hand among them', () => {
    fc.assert(
      fc.property(contest, fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 12 }), (drawn, byHand) => {
        const { units, at, totals, level } = drawn;
        const branches = at.map((index, number) => {
          const unitId = index === null ? null : (units[index % (units.length || 1)]?.unitId ?? null);
          return { id: `b${number}`, name: `b${number}`, expected: number, unitId };
        });
        const people = totals.map(({ branch, total }, n) => standing(`p${n}`, `b${branch % branches.length}`, total));
        const given = new Map(branches.map(({ id }, index) => [id, byHand[index] ?? 0]));
        const own = rankBranches(people, branches, RULE, 1000, given);
        const rolled = rollUp(branches, units, level);
        const rows = rankRollUp(rolled, { standings: people, branches: own, pointsPossible: 1000 }, RULE);
        for (const row of rows) {
          if (row.score === null) continue;
          const below = own.filter(({ branchId }) => rolled.rowOf.get(branchId) === row.branchId);
          const sum = below.reduce((all, { score, participants }) => all + (score ?? 0) * participants, 0);
          // Each branch was rounded once for itself, the row for its mean and its points by hand.
          expect(Math.abs(row.score - sum / row.participants)).toBeLessThanOrEqual(1.5);
        }
      }),
    );
  });
});
