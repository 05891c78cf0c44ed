import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  correctResponseOf,
  itemArbitrary,
  responseArbitrary,
  ruleArbitrary,
} from '../../../test/support/arbitraries.js';
import type { MultiSelectMode } from '../scoring/types.js';
import { judge, type JudgingRule } from './judge.js';
import type { ChoiceItem, FillInItem, Item, MatchingItem, OrderingItem, TrueFalseItem } from './types.js';

const common = { id: 'i', stem: '示例', media: [], explanation: '', source: null, points: 1000, timeLimitMs: 20_000 };
const choices = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, text: id }));
const rule: JudgingRule = { multiSelectMode: 'half', fillInMode: 'per-blank' };
const multiple = (points: number, correct: readonly string[]): ChoiceItem => ({
  ...common,
  kind: 'choice',
  select: 'multiple',
  choices,
  correct,
  points,
});
const judgeChoices = (item: Item, multiSelectMode: MultiSelectMode, chosen: string) =>
  judge(item, { ...rule, multiSelectMode }, { choices: [...chosen] });

describe('true-false and single choice', () => {
  const trueFalse: TrueFalseItem = { ...common, kind: 'true-false', correct: false };
  const single: ChoiceItem = { ...common, kind: 'choice', select: 'single', choices, correct: ['b'] };

  it('are right or wrong', () => {
    expect(judge(trueFalse, rule, { value: false })).toEqual({ outcome: 'correct', points: 1000 });
    expect(judge(trueFalse, rule, { value: true })).toEqual({ outcome: 'incorrect', points: 0 });
    expect(judge(single, rule, { choices: ['b'] })).toEqual({ outcome: 'correct', points: 1000 });
    expect(judge(single, rule, { choices: ['a'] })).toEqual({ outcome: 'incorrect', points: 0 });
    expect(judge(single, rule, { choices: [] })).toEqual({ outcome: 'blank', points: 0 });
  });
});

describe('multiple choice', () => {
  // full points, mode, chosen of the key abc, points earned
  it.each<[number, MultiSelectMode, string, number]>([
    [1000, 'all-or-nothing', 'ab', 0],
    [1000, 'per-choice', 'a', 333],
    [1000, 'per-choice', 'cb', 666],
    [500, 'per-choice', 'ab', 332],
    [1000, 'half', 'a', 500],
    [1000, 'half', 'ab', 500],
    [500, 'half', 'a', 250],
    [300, 'half', 'a', 150],
    [250, 'half', 'a', 150],
    [100, 'half', 'a', 50],
    [50, 'half', 'a', 25],
    [30, 'half', 'a', 15],
    [1000, 'proportional', 'a', 330],
    [1000, 'proportional', 'ab', 670],
    [500, 'proportional', 'ab', 330],
    [10, 'proportional', 'ab', 6],
  ])('worth %i in mode %s: %s earns %i', (points, mode, chosen, earned) => {
    const outcome = earned === 0 ? 'incorrect' : 'partial';
    expect(judgeChoices(multiple(points, ['a', 'b', 'c']), mode, chosen)).toEqual({ outcome, points: earned });
  });

  it.each<MultiSelectMode>(['all-or-nothing', 'per-choice', 'half', 'proportional'])(
    'in mode %s: all right is full, any wrong choice is nothing',
    (mode) => {
      const item = multiple(1000, ['a', 'b', 'c']);
      expect(judgeChoices(item, mode, 'cab')).toEqual({ outcome: 'correct', points: 1000 });
      expect(judgeChoices(item, mode, 'abd')).toEqual({ outcome: 'incorrect', points: 0 });
      expect(judgeChoices(item, mode, 'abcde')).toEqual({ outcome: 'incorrect', points: 0 });
      expect(judgeChoices(item, mode, '')).toEqual({ outcome: 'blank', points: 0 });
    },
  );
});

describe('fill-in', () => {
  const item: FillInItem = {
    ...common,
    kind: 'fill-in',
    blanks: [{ accepted: ['富强'] }, { accepted: ['民主'] }, { accepted: ['文明'] }],
  };

  it('earns the share of right blanks, or all or nothing', () => {
    const texts = ['富强', '', '文明'];
    expect(judge(item, rule, { texts })).toEqual({ outcome: 'partial', points: 666 });
    expect(judge(item, { ...rule, fillInMode: 'all-or-nothing' }, { texts })).toEqual({
      outcome: 'incorrect',
      points: 0,
    });
    expect(judge(item, rule, { texts: ['富强', '民主', '文明'] })).toEqual({ outcome: 'correct', points: 1000 });
    expect(judge(item, rule, { texts: ['民主', '文明', '富强'] })).toEqual({ outcome: 'incorrect', points: 0 });
    expect(judge(item, rule, { texts: ['', ' ', '\u3000'] })).toEqual({ outcome: 'blank', points: 0 });
  });
});

describe('ordering and matching', () => {
  const ordering: OrderingItem = { ...common, kind: 'ordering', choices, correct: ['e', 'd', 'c', 'b', 'a'] };
  const matching: MatchingItem = {
    ...common,
    points: 500,
    kind: 'matching',
    choices: choices.slice(0, 3),
    targets: choices.slice(3),
    correct: [['a', 'd'], ['b', 'd'], ['c', 'e']],
  }; // prettier-ignore

  it('an order is right as a whole', () => {
    expect(judge(ordering, rule, { order: [...'edcba'] })).toEqual({ outcome: 'correct', points: 1000 });
    expect(judge(ordering, rule, { order: [...'edcab'] })).toEqual({ outcome: 'incorrect', points: 0 });
    expect(judge(ordering, rule, { order: [] })).toEqual({ outcome: 'blank', points: 0 });
  });

  it('pairs earn their share, rounded down to 0.5', () => {
    const pairs = (...made: [string, string][]) => judge(matching, rule, { pairs: made });
    expect(pairs(['c', 'e'], ['a', 'd'], ['b', 'd'])).toEqual({ outcome: 'correct', points: 500 });
    expect(pairs(['a', 'd'], ['b', 'd'], ['c', 'd'])).toEqual({ outcome: 'partial', points: 300 });
    expect(pairs(['a', 'd'])).toEqual({ outcome: 'partial', points: 150 });
    expect(pairs(['a', 'e'])).toEqual({ outcome: 'incorrect', points: 0 });
    expect(pairs()).toEqual({ outcome: 'blank', points: 0 });
  });
});

describe('every kind', () => {
  const judged = itemArbitrary().chain((item) => fc.tuple(fc.constant(item), ruleArbitrary, responseArbitrary(item)));

  it('gives the correct response the full points', () => {
    fc.assert(
      fc.property(itemArbitrary(), ruleArbitrary, (item, anyRule) => {
        expect(judge(item, anyRule, correctResponseOf(item))).toEqual({ outcome: 'correct', points: item.points });
      }),
      { numRuns: 500 },
    );
  });

  it('keeps outcome and points together, in whole hundredths', () => {
    fc.assert(
      fc.property(judged, ([item, anyRule, response]) => {
        const { outcome, points } = judge(item, anyRule, response);
        expect(Number.isSafeInteger(points)).toBe(true);
        if (outcome === 'correct') expect(points).toBe(item.points);
        else if (outcome === 'partial') expect(points > 0 && points < item.points).toBe(true);
        else expect(points).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('finds a response of another kind incorrect', () => {
    fc.assert(
      fc.property(itemArbitrary(), itemArbitrary(), ruleArbitrary, (item, other, anyRule) => {
        fc.pre(item.kind !== other.kind);
        expect(judge(item, anyRule, correctResponseOf(other))).toEqual({ outcome: 'incorrect', points: 0 });
      }),
    );
  });
});
