import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rosterArbitrary, ruleArbitrary } from '../../../test/support/arbitraries.js';
import type { ChoiceItem, FillInItem, Item, Response, TrueFalseItem } from '../item/types.js';
import { settle } from '../scoring/settle.js';
import type { BranchFormula, RecordedResponse, ScoringRule } from '../scoring/types.js';
import { boardOf } from './board.js';
import { rankBranches } from './branches.js';
import { applyItem, createTotals, rankParticipants, withAdjustment } from './standings.js';
import type { ParticipantStanding, RosterBranch, RosterMember, ScoredItem } from './types.js';

const rule: ScoringRule = {
  speedBonusPercent: 0,
  multiSelectMode: 'half',
  fillInMode: 'per-blank',
  branchFormula: 'mean',
  topN: 2,
  indexWeights: { participation: 0.3, mean: 0.5, pass: 0.2 },
};

/*
 * Three items of 10 points, two branches; computed by hand:
 *            judge  multiple  two blanks   total
 *   jia-1     10       10        10         30
 *   jia-2     10       10         0         20
 *   jia-3      0        5 (half)  missed     5     jia: sum 55, mean 18.333, 3 of 4 took part
 *   yi-1      10       10         5         25
 *   yi-2      10        0 wrong  10         20     yi:  sum 45, mean 22.5, 2 of 2; overall mean 100 / 5 = 20
 */
const common = { stem: '示例', media: [], explanation: '', source: null, points: 1000, timeLimitMs: 20_000 };
const judgeItem: TrueFalseItem = { ...common, id: 'i1', kind: 'true-false', correct: true };
const multipleItem: ChoiceItem = {
  ...common,
  id: 'i2',
  kind: 'choice',
  select: 'multiple',
  choices: ['a', 'b', 'c'].map((id) => ({ id, text: id })),
  correct: ['a', 'b'],
};
const blanksItem: FillInItem = {
  ...common,
  id: 'i3',
  kind: 'fill-in',
  blanks: [{ accepted: ['自由'] }, { accepted: ['平等'] }],
};
const branches: readonly RosterBranch[] = [
  { id: 'jia', name: '示例甲支部', expected: 4 },
  { id: 'yi', name: '示例乙支部', expected: 2 },
];
const members: readonly RosterMember[] = ['jia-1', 'jia-2', 'jia-3', 'yi-1', 'yi-2'].map((participantId) => ({
  participantId,
  branchId: participantId.slice(0, -2),
}));
const written: readonly (readonly [Item, Readonly<Record<string, Response>>])[] = [
  [judgeItem, { 'jia-1': { value: true }, 'jia-2': { value: true }, 'jia-3': { value: false }, 'yi-1': { value: true }, 'yi-2': { value: true } }],
  [multipleItem, { 'jia-1': { choices: ['a', 'b'] }, 'jia-2': { choices: ['b', 'a'] }, 'jia-3': { choices: ['a'] }, 'yi-1': { choices: ['a', 'b'] }, 'yi-2': { choices: ['a', 'c'] } }],
  [blanksItem, { 'jia-1': { texts: ['自由', '平等'] }, 'jia-2': { texts: ['民主', '文明'] }, 'yi-1': { texts: ['自由', ''] }, 'yi-2': { texts: ['“自由”', '平 等'] } }],
]; // prettier-ignore

function scored([item, responses]: (typeof written)[number]): ScoredItem {
  const rows = Object.entries(responses).map(([participantId, response]): RecordedResponse => ({
    participantId,
    opening: 1,
    response,
    receivedAt: 1_000,
    ownLimitMs: null,
    elapsedMs: null,
  }));
  return {
    contestItemId: item.id,
    kind: item.kind,
    multiple: item.kind === 'choice' && item.select === 'multiple',
    pointsPossible: item.points,
    settled: settle(item, rule, false, members.map(({ participantId }) => participantId), rows),
  }; // prettier-ignore
}

const contest = written.map(scored).reduce(applyItem, createTotals(members));
const scores = (branchFormula: BranchFormula) =>
  boardOf(contest, branches, { ...rule, branchFormula }).branches.map(({ branchId, score, rank }) => [
    branchId,
    score,
    rank,
  ]);
const standing = (branchId: string, total: number, index = 0): ParticipantStanding => ({
  participantId: `${branchId}-${index}`,
  branchId,
  total,
  wrongMultiple: 0,
  correct: 0,
  rank: 1,
});

describe('a contest of two branches computed by hand', () => {
  it('ranks the participants', () => {
    const { standings, pointsPossible } = boardOf(contest, branches, rule);
    expect(pointsPossible).toBe(3000);
    expect(standings.map(({ participantId, total, rank }) => [participantId, total, rank])).toEqual([
      ['jia-1', 3000, 1],
      ['yi-1', 2500, 2],
      ['jia-2', 2000, 3], // equal to yi-2 in points, who has one wrong multiple choice
      ['yi-2', 2000, 4],
      ['jia-3', 500, 5],
    ]);
  });

  it.each<[BranchFormula, readonly [string, number, number][]]>([
    ['sum', [['jia', 5500, 1], ['yi', 4500, 2]]],
    ['mean', [['yi', 2250, 1], ['jia', 1833, 2]]],
    // best two: (30 + 20) / 2 and (25 + 20) / 2
    ['mean-top-n', [['jia', 2500, 1], ['yi', 2250, 2]]],
    // (55 + 5 x 20) / 8 x 3/4 = 14.53125 and (45 + 5 x 20) / 7 x 1 = 20.714...
    ['adjusted-mean', [['yi', 2071, 1], ['jia', 1453, 2]]],
    // 100 x (0.3 x 3/4 + 0.5 x 18.333/30 + 0.2 x 2/3) = 66.388... and 100 x (0.3 + 0.5 x 0.75 + 0.2) = 87.5
    ['organisation-index', [['yi', 8750, 1], ['jia', 6639, 2]]],
  ])('scores the branches by %s', (formula, expected) => {
    expect(scores(formula)).toEqual(expected);
  }); // prettier-ignore

  it('shows what the score was made of', () => {
    expect(boardOf(contest, branches, rule).branches[1]).toEqual({
      branchId: 'jia',
      rank: 2,
      score: 1833,
      reason: null,
      participants: 3,
      counted: 3,
      expected: 4,
      participationRate: 0.75,
      mean: 1833,
      adjusted: 0,
    });
  });

  const given = (subject: 'participant' | 'branch', subjectId: string, points: number) => ({
    subject,
    subjectId,
    points,
  });

  it('adds to a branch what was given by hand, after its formula, and ranks anew', () => {
    const by = [given('branch', 'jia', 500), given('branch', 'jia', -50), given('participant', 'yi', 900)];
    const [first, second] = boardOf(contest, branches, rule, by).branches;
    expect(first).toMatchObject({ branchId: 'jia', rank: 1, score: 1833 + 450, mean: 1833, adjusted: 450 });
    expect(second).toMatchObject({ branchId: 'yi', rank: 2, score: 2250, adjusted: 0 });
  });

  it('lets a person and their branch have what was given to the person', () => {
    const totals = withAdjustment(contest, given('participant', 'jia-3', -700));
    const { standings, branches: ranked } = boardOf(totals, branches, { ...rule, branchFormula: 'sum' });
    expect(standings.at(-1)).toMatchObject({ participantId: 'jia-3', total: -200, rank: 5, correct: 0 });
    expect(ranked[0]).toMatchObject({ branchId: 'jia', score: 4800 });
    expect(withAdjustment(contest, given('participant', 'stranger', 100))).toBe(contest);
    expect(withAdjustment(contest, given('branch', 'jia', 100))).toBe(contest);
  });

  it('gives a branch without a score nothing', () => {
    const more = [...branches, { id: 'bing', name: '示例丙', expected: 1 }];
    const last = boardOf(contest, more, rule, [given('branch', 'bing', 100)]).branches.at(-1);
    expect(last).toMatchObject({ branchId: 'bing', score: null, rank: null, adjusted: 0 });
  });

  it('rounds half up below nothing too', () => {
    const mean = (...totals: number[]) =>
      rankBranches(
        totals.map((total, index) => standing('jia', total, index)),
        branches,
        rule,
        1000,
      )[0]?.score;
    expect([mean(-1, 0), mean(-1, -2), mean(-2, -2, -1), mean(-1, -1, -2)]).toEqual([0, -1, -2, -1]);
  });

  it('keeps the index within its bounds where a branch is below nothing', () => {
    const only = [{ id: 'jia', name: '示例甲', expected: 1 }];
    const index = { ...rule, branchFormula: 'organisation-index' } as const;
    expect(rankBranches([standing('jia', -500)], only, index, 1000)[0]?.score).toBe(3000);
  });
});

describe('rankBranches', () => {
  it.each<BranchFormula>(['adjusted-mean', 'organisation-index'])(
    'cannot rank by %s without a headcount',
    (branchFormula) => {
      const roster = [
        { id: 'a', name: '甲', expected: null },
        { id: 'b', name: '乙', expected: 0 },
        { id: 'c', name: '丙', expected: 3 },
      ];
      const standings = [standing('a', 900), standing('b', 900), standing('c', 300)];
      const ranked = rankBranches(standings, roster, { ...rule, branchFormula }, 1000);
      expect(ranked.map(({ branchId, rank, reason }) => [branchId, rank, reason])).toEqual([
        ['c', 1, null],
        ['a', null, 'headcount-missing'],
        ['b', null, 'headcount-missing'],
      ]);
    },
  );

  it.each<BranchFormula>(['sum', 'mean', 'mean-top-n'])('by %s needs no headcount, but somebody', (branchFormula) => {
    const roster = [
      { id: 'a', name: '甲', expected: 5 },
      { id: 'b', name: '乙', expected: null },
    ];
    const ranked = rankBranches([standing('b', 0)], roster, { ...rule, branchFormula }, 1000);
    expect(ranked.map(({ branchId, rank, score, reason }) => [branchId, rank, score, reason])).toEqual([
      ['b', 1, 0, null],
      ['a', null, null, 'no-participants'],
    ]);
  });

  it('takes the mean of those there are where a branch has fewer than N, and says how many', () => {
    const [only] = rankBranches(
      [standing('jia', 700)],
      branches,
      { ...rule, branchFormula: 'mean-top-n', topN: 10 },
      1000,
    );
    expect([only?.score, only?.counted]).toEqual([700, 1]);
  });

  it('caps the participation rate at 1', () => {
    const three = [0, 1, 2].map((index) => standing('yi', 1000, index));
    const [first] = rankBranches(three, branches, { ...rule, branchFormula: 'adjusted-mean' }, 1000);
    expect([first?.branchId, first?.score, first?.participationRate]).toEqual(['yi', 1000, 1]);
  });

  it('rounds half up, once, and ranks 1-2-2-4 on what is shown', () => {
    const roster = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id, expected: null }));
    const standings = [
      standing('a', 100),
      standing('a', 101, 1), // 100.5 -> 101
      standing('b', 900),
      standing('c', 101),
      standing('d', 100),
    ];
    expect(
      rankBranches(standings, roster, rule, 1000).map(({ branchId, score, rank }) => [branchId, score, rank]),
    ).toEqual([
      ['b', 900, 1],
      ['a', 101, 2],
      ['c', 101, 2],
      ['d', 100, 4],
    ]);
  });

  it('keeps the index within 100 although a bonus lifts totals above the points possible', () => {
    const both = [0, 1].map((index) => standing('yi', 1200, index));
    const [first] = rankBranches(both, branches, { ...rule, branchFormula: 'organisation-index' }, 1000);
    expect(first?.score).toBe(10_000);
  });

  it('passes at 60 % of the points possible', () => {
    const both = [standing('yi', 600), standing('yi', 599, 1)];
    const onlyPass = { participation: 0, mean: 0, pass: 1 };
    const byPass: ScoringRule = { ...rule, branchFormula: 'organisation-index', indexWeights: onlyPass };
    expect(rankBranches(both, branches, byPass, 1000)[0]?.score).toBe(5000);
  });

  it('counts participation alone in the index before the first item', () => {
    const [first] = rankBranches([standing('yi', 0)], branches, { ...rule, branchFormula: 'organisation-index' }, 0);
    expect([first?.branchId, first?.score]).toEqual(['yi', 1500]);
  });

  const boards = rosterArbitrary.chain((roster) =>
    fc.tuple(
      fc.constant(roster),
      fc.array(fc.integer({ min: 0, max: 6000 }), {
        minLength: roster.members.length,
        maxLength: roster.members.length,
      }),
      ruleArbitrary,
    ),
  );
  const standingsFor = (everyone: readonly RosterMember[], points: readonly number[]) =>
    rankParticipants(everyone, [
      {
        contestItemId: 'i',
        kind: 'true-false',
        multiple: false,
        pointsPossible: 5000,
        settled: everyone.map(({ participantId }, index) => ({ participantId, outcome: 'correct', points: points[index] ?? 0 })),
      },
    ]); // prettier-ignore

  it('a branch’s sum is the sum of its members, and all sums are everybody’s points', () => {
    fc.assert(
      fc.property(boards, ([roster, points]) => {
        const standings = standingsFor(roster.members, points);
        const ranked = rankBranches(standings, roster.branches, { ...rule, branchFormula: 'sum' }, 5000);
        for (const { branchId, score } of ranked) {
          const own = roster.members.flatMap((member, index) =>
            member.branchId === branchId ? [points[index] ?? 0] : [],
          );
          expect(score ?? 0).toBe(own.reduce((all, one) => all + one, 0));
        }
        const all = ranked.reduce((sum, { score }) => sum + (score ?? 0), 0);
        expect(all).toBe(points.reduce((sum, one) => sum + one, 0));
      }),
    );
  });

  it('lists each branch once, ranks by score, and gives a reason exactly where there is no rank', () => {
    fc.assert(
      fc.property(boards, ([roster, points, anyRule]) => {
        const ranked = rankBranches(standingsFor(roster.members, points), roster.branches, anyRule, 5000);
        expect(ranked.map(({ branchId }) => branchId).sort()).toEqual(roster.branches.map(({ id }) => id).sort());
        for (const { rank, score, reason } of ranked) {
          expect(reason === null).toBe(rank !== null && score !== null);
          if (score === null) continue;
          expect(rank).toBe(ranked.filter((other) => other.score !== null && other.score > score).length + 1);
          expect(Number.isSafeInteger(score) && score >= 0).toBe(true);
        }
      }),
    );
  });
});
