import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itemArbitrary, recordedArbitrary, ruleArbitrary } from '../../../test/support/arbitraries.js';
import type { TrueFalseItem } from '../item/types.js';
import { settle } from './settle.js';
import type { RecordedResponse, ScoringRule } from './types.js';

const rule: ScoringRule = {
  speedBonusPercent: 20,
  multiSelectMode: 'half',
  fillInMode: 'per-blank',
  branchFormula: 'mean',
  topN: 10,
  indexWeights: { participation: 0.3, mean: 0.5, pass: 0.2 },
};
const item: TrueFalseItem = {
  id: 'i',
  kind: 'true-false',
  correct: true,
  stem: '示例',
  media: [],
  explanation: '',
  source: null,
  points: 1000,
  timeLimitMs: 20_000,
};
const row = (participantId: string, value: boolean, more: Partial<RecordedResponse> = {}): RecordedResponse => ({
  participantId,
  opening: 1,
  response: { value },
  receivedAt: 1_000,
  ownLimitMs: null,
  elapsedMs: null,
  ...more,
});

describe('settle', () => {
  it('gives each participant one entry, by id; who did not respond missed it, strangers are left out', () => {
    const settled = settle(item, rule, false, ['b', 'a', 'c', 'b'], [row('c', false), row('a', true), row('z', true)]);
    expect(settled).toEqual([
      { participantId: 'a', outcome: 'correct', points: 1000, bonus: 0 },
      { participantId: 'b', outcome: 'missed', points: 0, bonus: 0 },
      { participantId: 'c', outcome: 'incorrect', points: 0, bonus: 0 },
    ]);
  });

  it('adds the speed bonus to a correct response only, by its own stored time', () => {
    const timed = { ownLimitMs: 30_000, elapsedMs: 10_000 };
    expect(settle(item, rule, false, ['a', 'b'], [row('a', true, timed), row('b', false, timed)])).toEqual([
      { participantId: 'a', outcome: 'correct', points: 1160, bonus: 160 },
      { participantId: 'b', outcome: 'incorrect', points: 0, bonus: 0 },
    ]);
  });

  it('counts the highest opening, and of one opening the row received first', () => {
    const rows = [
      row('a', true, { opening: 1 }),
      row('a', false, { opening: 2, receivedAt: 5_000 }),
      row('a', true, { opening: 2, receivedAt: 5_001 }),
      row('b', true, { opening: 1 }),
    ];
    expect(settle(item, rule, false, ['a', 'b'], rows).map(({ outcome }) => outcome)).toEqual(['incorrect', 'correct']);
  });

  it('settles rows of one opening and one instant alike in either order', () => {
    const rows = [row('a', true), row('a', false)];
    expect(settle(item, rule, false, ['a'], rows)).toEqual(settle(item, rule, false, ['a'], [...rows].reverse()));
  });

  it('is void for everyone where the item was voided', () => {
    expect(settle(item, rule, true, ['b', 'a'], [row('a', true)])).toEqual([
      { participantId: 'a', outcome: 'void', points: 0, bonus: 0 },
      { participantId: 'b', outcome: 'void', points: 0, bonus: 0 },
    ]);
  });

  const participants = ['p1', 'p2', 'p3', 'p4'];
  const cases = itemArbitrary().chain((made) =>
    fc.tuple(fc.constant(made), ruleArbitrary, recordedArbitrary(made, participants)),
  );

  it('does not depend on the order of the rows', () => {
    const shuffled = cases.chain(([made, anyRule, rows]) =>
      fc.tuple(
        fc.constant(made),
        fc.constant(anyRule),
        fc.constant(rows),
        fc.shuffledSubarray([...rows], { minLength: rows.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([made, anyRule, rows, other]) => {
        expect(settle(made, anyRule, false, [...participants].reverse(), other)).toEqual(
          settle(made, anyRule, false, participants, rows),
        );
      }),
    );
  });

  it('never changes a score for a duplicate of the same opening that came later', () => {
    fc.assert(
      fc.property(cases, fc.nat(), fc.nat(5_000), ([made, anyRule, rows], pick, delay) => {
        fc.pre(rows.length > 1);
        const copied = rows[pick % rows.length] as RecordedResponse;
        const content = rows[(pick + 1) % rows.length] as RecordedResponse;
        const late = Math.max(...rows.map(({ receivedAt }) => receivedAt)) + 1 + delay;
        const duplicate = { ...copied, response: content.response, elapsedMs: content.elapsedMs, receivedAt: late };
        const before = settle(made, anyRule, false, participants, rows);
        expect(settle(made, anyRule, false, participants, [duplicate, ...rows])).toEqual(before);
        expect(settle(made, anyRule, false, participants, [...rows, copied, duplicate])).toEqual(before);
      }),
    );
  });
});
