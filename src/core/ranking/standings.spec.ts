import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rosterArbitrary, type Roster } from '../../../test/support/arbitraries.js';
import { addMembers, applyItem, createTotals, rankParticipants, standingsOf, withdrawItem } from './standings.js';
import type { ScoredItem } from './types.js';

const item = (settled: ScoredItem['settled'], multiple = false): ScoredItem => ({
  contestItemId: 'i',
  kind: 'choice',
  multiple,
  pointsPossible: 1000,
  settled,
});

function scoredItemArbitrary({ members }: Roster): fc.Arbitrary<ScoredItem> {
  const rows = members.map(({ participantId }) =>
    fc.record({
      participantId: fc.constant(participantId),
      outcome: fc.constantFrom('correct', 'partial', 'incorrect', 'blank', 'missed'),
      points: fc.constantFrom(0, 250, 500, 1000),
    }),
  );
  return fc.record({
    contestItemId: fc.uuid(),
    kind: fc.constantFrom('true-false', 'choice', 'fill-in', 'ordering', 'matching'),
    multiple: fc.boolean(),
    pointsPossible: fc.constant(1000),
    settled: fc.tuple(...rows),
  });
}

const contests = rosterArbitrary.chain((roster) =>
  fc.tuple(fc.constant(roster), fc.array(scoredItemArbitrary(roster), { maxLength: 6 })),
);

describe('rankParticipants', () => {
  const members = ['d', 'c', 'b', 'a'].map((participantId) => ({ participantId, branchId: 'x' }));

  it('numbers ties 1-2-2-4, after fewer wrong on multiple choice, with ties in the order of ids', () => {
    const plain = item([
      { participantId: 'a', outcome: 'correct', points: 1000 },
      { participantId: 'b', outcome: 'correct', points: 1000 },
      { participantId: 'c', outcome: 'correct', points: 1000 },
      { participantId: 'd', outcome: 'correct', points: 1500 },
    ]);
    const multiple = item(
      [
        { participantId: 'a', outcome: 'incorrect', points: 0 },
        { participantId: 'b', outcome: 'missed', points: 0 },
        { participantId: 'c', outcome: 'blank', points: 0 },
        { participantId: 'd', outcome: 'incorrect', points: 0 },
      ],
      true,
    );
    const ranks = rankParticipants(members, [plain, multiple]).map(
      ({ participantId, rank }) => `${participantId}${rank}`,
    );
    expect(ranks).toEqual(['d1', 'b2', 'c2', 'a4']);
  });

  it('does not hold a wrong single choice against anyone', () => {
    const single = item([{ participantId: 'a', outcome: 'incorrect', points: 0 }]);
    expect(rankParticipants(members, [single]).map(({ rank }) => rank)).toEqual([1, 1, 1, 1]);
  });

  it('leaves strangers out and lists members without a row', () => {
    const standings = rankParticipants(members.slice(3), [
      item([{ participantId: 'zz', outcome: 'correct', points: 5 }]),
    ]);
    expect(standings).toEqual([{ participantId: 'a', branchId: 'x', total: 0, wrongMultiple: 0, correct: 0, rank: 1 }]);
  });

  it('is total: each member once, better before worse, a rank is one more than the number of better ones', () => {
    fc.assert(
      fc.property(contests, ([{ members: everyone }, items]) => {
        const standings = rankParticipants(everyone, items);
        expect(standings.map(({ participantId }) => participantId).sort()).toEqual(
          everyone.map(({ participantId }) => participantId).sort(),
        );
        for (const one of standings) {
          const better = standings.filter(
            (other) =>
              other.total > one.total || (other.total === one.total && other.wrongMultiple < one.wrongMultiple),
          );
          expect(one.rank).toBe(better.length + 1);
          const sum = items.flatMap(({ settled }) => settled).filter((row) => row.participantId === one.participantId);
          expect(one.total).toBe(sum.reduce((all, { points }) => all + points, 0));
        }
      }),
    );
  });

  it('is stable: the order of members, of items and of rows changes nothing', () => {
    fc.assert(
      fc.property(contests, ([{ members: everyone }, items]) => {
        const turned = items.map((one) => ({ ...one, settled: [...one.settled].reverse() })).reverse();
        expect(rankParticipants([...everyone].reverse(), turned)).toEqual(rankParticipants(everyone, items));
      }),
    );
  });
});

describe('totals', () => {
  it('applied one by one, with late joiners and a withdrawn item, equal the standings from scratch', () => {
    fc.assert(
      fc.property(contests, fc.nat(), fc.nat(), ([{ members, branches }, items], split, out) => {
        const early = members.slice(0, split % (members.length + 1));
        let totals = createTotals(early);
        const present = new Set(early.map(({ participantId }) => participantId));
        const reached = items.map((one, index) => {
          if (index === 1) {
            totals = addMembers(totals, members);
            for (const { participantId } of members) present.add(participantId);
          }
          const rows = one.settled.filter(({ participantId }) => present.has(participantId));
          totals = applyItem(totals, { ...one, settled: rows });
          return { ...one, settled: rows };
        });
        totals = addMembers(totals, members);
        expect(standingsOf(totals)).toEqual(rankParticipants(members, reached));
        expect(totals.pointsPossible).toBe(items.length * 1000);

        const withdrawn = reached[out % Math.max(1, reached.length)];
        if (withdrawn === undefined) return;
        const rest = reached.filter((one) => one !== withdrawn);
        expect(standingsOf(withdrawItem(totals, withdrawn))).toEqual(rankParticipants(members, rest));
        expect(branches.length).toBeGreaterThan(0);
      }),
    );
  });

  it('are never changed in place', () => {
    const totals = createTotals([{ participantId: 'a', branchId: 'x' }]);
    applyItem(totals, item([{ participantId: 'a', outcome: 'correct', points: 1000 }]));
    expect(standingsOf(totals)[0]?.total).toBe(0);
    expect(totals.pointsPossible).toBe(0);
  });
});
