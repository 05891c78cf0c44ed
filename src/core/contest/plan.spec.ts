import { describe, expect, it } from '@jest/globals';
import { playAll, samplePlan, TO_CLOSED, TO_OPEN, TO_PRESENTING } from '../../../test/support/contest-plans.js';
import { initialState } from './evolve.js';
import { countingItems, findItem, nextPendingItem, placedItems, progressOf, runningOpening } from './plan.js';

const plan = samplePlan();

describe('plan', () => {
  it('numbers items over all rounds, warm-up items with 0', () => {
    expect(placedItems(plan).map(({ item, round, number }) => [item.id, round.id, number])).toEqual([
      ['w1', 'warm-up', 0],
      ['a1', 'first', 1],
      ['a2', 'first', 2],
      ['b1', 'second', 3],
      ['b2', 'second', 4],
      ['b3', 'second', 5],
    ]);
    expect(countingItems(plan)).toBe(5);
  });

  it.each(['no-such-item', '__proto__', 'constructor'])('has no item %s', (id) => {
    expect(findItem(plan, id)).toBeNull();
    expect(progressOf(initialState(plan), id)).toEqual({
      status: 'pending',
      voided: false,
      corrections: [],
      openings: [],
    });
  });

  it('has no next item before the first round', () => {
    expect(nextPendingItem(plan, initialState(plan))).toBeNull();
    expect(nextPendingItem(plan, playAll(plan, TO_PRESENTING))!.id).toBe('a2');
  });

  it('has a running opening only while an item is open', () => {
    expect(runningOpening(playAll(plan, TO_PRESENTING))).toBeNull();
    expect(runningOpening(playAll(plan, TO_OPEN))!.number).toBe(1);
    expect(runningOpening(playAll(plan, TO_CLOSED))).toBeNull();
  });
});
