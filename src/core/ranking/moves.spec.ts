import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rosterArbitrary, ruleArbitrary } from '../../../test/support/arbitraries.js';
import { boardOf } from './board.js';
import { movesBetween } from './moves.js';
import { createTotals, withAdjustment } from './standings.js';
import type { Adjustment, Board } from './types.js';

const boards = fc.tuple(rosterArbitrary, ruleArbitrary).chain(([{ members, branches }, rule]) => {
  const subjects = [
    ...members.map(({ participantId }) => ['participant', participantId] as const),
    ...branches.map(({ id }) => ['branch', id] as const),
  ];
  const adjustment: fc.Arbitrary<Adjustment> = fc
    .tuple(fc.constantFrom(...subjects), fc.integer({ min: -3000, max: 3000 }))
    .map(([[subject, subjectId], points]) => ({ subject, subjectId, points }));
  const board = fc
    .array(adjustment, { maxLength: 12 })
    .map((given) => boardOf(given.reduce(withAdjustment, createTotals(members)), branches, rule, given));
  return fc.tuple(board, board);
});

const placeOf = (board: Board, id: string) => {
  const person = board.standings.find(({ participantId }) => participantId === id);
  if (person) return { rank: person.rank, points: person.total };
  const branch = board.branches.find(({ branchId }) => branchId === id);
  return { rank: branch?.rank ?? null, points: branch?.score ?? null };
};

describe('movesBetween', () => {
  it('names whoever moves and nobody else, with both places', () => {
    fc.assert(
      fc.property(boards, ([before, after]) => {
        const { participants, branches } = movesBetween(before, after);
        const moves = new Map([...participants, ...branches].map((move) => [move.id, move]));
        const everyone = [
          ...after.standings.map((row) => row.participantId),
          ...after.branches.map((row) => row.branchId),
        ];
        for (const id of everyone) {
          const [was, is] = [placeOf(before, id), placeOf(after, id)];
          const moved = was.rank !== is.rank || was.points !== is.points;
          expect(moves.get(id)).toEqual(moved ? { id, before: was, after: is } : undefined);
        }
      }),
    );
  });

  it('is empty between a board and itself, and mirrored the other way round', () => {
    fc.assert(
      fc.property(boards, ([before, after]) => {
        expect(movesBetween(after, after)).toEqual({ participants: [], branches: [] });
        const there = movesBetween(before, after).participants;
        const back = movesBetween(after, before).participants.map((move) => ({
          id: move.id,
          before: move.after,
          after: move.before,
        }));
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect([...back].sort(byId)).toEqual([...there].sort(byId));
      }),
    );
  });

  it('names who leaves and who comes', () => {
    const branches = [{ id: 'x', name: '示例', expected: null }];
    const rule = { branchFormula: 'sum', topN: 1, indexWeights: { participation: 0, mean: 1, pass: 0 } } as const;
    const board = (...ids: string[]) =>
      boardOf(createTotals(ids.map((participantId) => ({ participantId, branchId: 'x' }))), branches, rule);
    const nowhere = { rank: null, points: null };
    expect(movesBetween(board('a'), board('b')).participants).toEqual([
      { id: 'b', before: nowhere, after: { rank: 1, points: 0 } },
      { id: 'a', before: { rank: 1, points: 0 }, after: nowhere },
    ]);
  });
});
