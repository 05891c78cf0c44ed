import { describe, expect, it } from '@jest/globals';
import { FILL_IN, MULTIPLE, TRUE_FALSE } from '../../../test/support/contest-plans.js';
import type { Outcome, Response } from '../item/types.js';
import { distributionOf } from './distribution.js';

const unasked = (): Outcome => {
  throw new Error('judging is not needed for this kind');
};

describe('distributionOf', () => {
  it('counts each choice in the order of the item, a multiple response for each choice it names', () => {
    const responses: Response[] = [{ choices: ['a2-x', 'a2-z'] }, { choices: ['a2-x'] }, { choices: [] }];
    expect(distributionOf(MULTIPLE, responses, unasked)).toEqual([
      { key: 'a2-x', count: 2 },
      { key: 'a2-y', count: 0 },
      { key: 'a2-z', count: 1 },
    ]);
  });

  it('counts one response once for a choice that it names twice', () => {
    expect(distributionOf(MULTIPLE, [{ choices: ['a2-y', 'a2-y'] }], unasked)[1]).toEqual({ key: 'a2-y', count: 1 });
  });

  it('counts true and false', () => {
    expect(distributionOf(TRUE_FALSE, [{ value: true }, { value: false }, { value: true }], unasked)).toEqual([
      { key: 'true', count: 2 },
      { key: 'false', count: 1 },
    ]);
  });

  it('counts correct against everything else where there are no fixed choices', () => {
    const outcomes: Record<string, Outcome> = { a: 'correct', b: 'partial', c: 'incorrect', d: 'blank' };
    const responses = Object.keys(outcomes).map((text): Response => ({ texts: [text] }));
    const outcomeOf = (response: Response) => outcomes[(response as { texts: string[] }).texts[0]!]!;
    expect(distributionOf(FILL_IN, responses, outcomeOf)).toEqual([
      { key: 'correct', count: 1 },
      { key: 'incorrect', count: 3 },
    ]);
  });

  it('is all zeros where nobody responded', () => {
    expect(distributionOf(FILL_IN, [], unasked).map(({ count }) => count)).toEqual([0, 0]);
    expect(distributionOf(MULTIPLE, [], unasked).map(({ count }) => count)).toEqual([0, 0, 0]);
  });
});
