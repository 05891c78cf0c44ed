import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { contestSums, measureOf, sumsOf, type MeasuredResponse } from './measure.js';

const times = (count: number, earned: number, rest: number): MeasuredResponse[] =>
  Array.from({ length: count }, () => ({ earned, rest }));

describe('the measure of an item', () => {
  it('is the share earned and the point-biserial with the rest score, as computed by hand', () => {
    // 20 right with a rest of 0.8, 10 right with 0.5, 10 wrong with 0.5, 10 wrong with 0.2.
    // Mean earned 30/50 = 0.6. Mean rest (16 + 5 + 5 + 2)/50 = 0.56, of the right (16 + 5)/30 = 0.7, of the wrong 0.35.
    // Variance of the rest: 0.4·0.24² + 0.4·0.06² + 0.2·0.36² = 0.0504; r = (0.7 - 0.35)·√(0.6·0.4)/√0.0504 = 0.76376.
    const responses = [...times(20, 1, 0.8), ...times(10, 1, 0.5), ...times(10, 0, 0.5), ...times(10, 0, 0.2)];
    const measure = measureOf([sumsOf(responses)]);
    expect(measure).toMatchObject({ contests: 1, responses: 50, difficulty: 0.6 });
    expect(measure.discrimination).toBeCloseTo(0.76376, 5);
  });

  it('counts part of the points as a part', () => {
    expect(measureOf([sumsOf([...times(15, 0.5, 0), ...times(15, 1, 0)])]).difficulty).toBe(0.75);
  });

  it('says nothing below thirty responses, over all contests', () => {
    const one = sumsOf([...times(10, 1, 0.9), ...times(4, 0, 0.1)]);
    expect(measureOf([one, one])).toEqual({ contests: 2, responses: 28, difficulty: null, discrimination: null });
    expect(measureOf([one, one, one])).toMatchObject({ contests: 3, responses: 42, discrimination: 1 });
    expect(measureOf([])).toEqual({ contests: 0, responses: 0, difficulty: null, discrimination: null });
  });

  it('does not tell apart where all earned the same or nobody had a rest score', () => {
    expect(measureOf([sumsOf([...times(20, 1, 0.9), ...times(20, 1, 0.1)])]).discrimination).toBeNull();
    expect(measureOf([sumsOf([...times(20, 1, 0), ...times(20, 0, 0)])]).discrimination).toBeNull();
  });

  it('does not take an easier contest for an item that tells people apart', () => {
    // Within each contest right and wrong have the same rest scores.
    const easy = sumsOf([...times(30, 1, 0.8), ...times(30, 1, 1), ...times(1, 0, 0.8), ...times(1, 0, 1)]);
    const hard = sumsOf([...times(1, 1, 0), ...times(1, 1, 0.2), ...times(30, 0, 0), ...times(30, 0, 0.2)]);
    expect(measureOf([easy, hard]).discrimination).toBeCloseTo(0, 10);
  });

  it('stays within -1 and 1, and turns round with the item', () => {
    const share = fc.integer({ min: 0, max: 10_000 }).map((part) => part / 10_000);
    const list = fc.array(fc.record({ earned: share, rest: share }), { minLength: 30, maxLength: 60 });
    fc.assert(
      fc.property(list, (responses) => {
        const { difficulty, discrimination } = measureOf([sumsOf(responses)]);
        const turned = measureOf([sumsOf(responses.map(({ earned, rest }) => ({ earned: 1 - earned, rest })))]);
        expect(Math.abs(discrimination ?? 0)).toBeLessThanOrEqual(1);
        expect(turned.discrimination ?? 0).toBeCloseTo(-(discrimination ?? 0), 2);
        expect((turned.difficulty ?? 0) + (difficulty ?? 0)).toBeCloseTo(1, 3);
      }),
    );
  });
});

describe('the sums of a contest', () => {
  it('compare each response with the other items of the same participant', () => {
    // 甲 was there for both items, 乙 came for the second only, 丙 did not respond to the first.
    const sums = contestSums([
      {
        id: 'one',
        points: 1000,
        scores: new Map([
          ['甲', 1000],
          ['丙', null],
        ]),
      },
      {
        id: 'two',
        points: 500,
        scores: new Map([
          ['甲', 0],
          ['乙', 500],
          ['丙', 250],
        ]),
      },
    ]);
    expect(sums.get('one')).toEqual({
      responses: 1,
      sumEarned: 10_000,
      sumEarnedSquared: 100_000_000,
      sumRest: 0,
      sumRestSquared: 0,
      sumProduct: 0,
    });
    // 甲: earned 0, rest 1000/1000; 乙: earned 1, no other item; 丙: earned a half, rest 0 of 1000.
    expect(sums.get('two')).toEqual({
      responses: 3,
      sumEarned: 15_000,
      sumEarnedSquared: 125_000_000,
      sumRest: 10_000,
      sumRestSquared: 100_000_000,
      sumProduct: 0,
    });
  });
});
