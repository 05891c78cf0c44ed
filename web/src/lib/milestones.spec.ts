import { describe, expect, it } from '@jest/globals';
import { crossed, milestonesOf } from './milestones.js';

/** Remaining milliseconds spoken while a clock of `ownMs` runs down in steps. */
function spoken(ownMs: number, stepMs = 200, from = ownMs): number[] {
  const list = milestonesOf(ownMs);
  const said: number[] = [];
  for (let before = from; before > 0; before -= stepMs) {
    const due = crossed(list, before, Math.max(0, before - stepMs));
    if (due) said.push(due.atMs);
  }
  return said;
}

describe('milestones', () => {
  it.each([
    [60_000, [30_000, 10_000, 5000, 0]],
    [120_000, [60_000, 30_000, 10_000, 5000, 0]],
    [30_000, [15_000, 10_000, 5000, 0]],
    [20_000, [10_000, 5000, 0]],
    [8000, [0]],
  ])('of %d ms are each spoken once, in order', (ownMs, expected) => {
    expect(spoken(ownMs)).toEqual(expected);
  });

  it('skip what lies above half of the own time', () => {
    expect(milestonesOf(40_000).map(({ atMs }) => atMs)).toEqual([20_000, 10_000, 5000, 0]);
    expect(milestonesOf(15_000).map(({ atMs }) => atMs)).toEqual([5000, 0]);
  });

  it('speak only the latest after a jump, and nothing that passed before a late entry', () => {
    expect(crossed(milestonesOf(60_000), 40_000, 7000)?.atMs).toBe(10_000);
    expect(spoken(60_000, 200, 9000)).toEqual([5000, 0]);
  });

  it('are urgent only at the end', () => {
    expect(
      milestonesOf(60_000)
        .filter(({ assertive }) => assertive)
        .map(({ atMs }) => atMs),
    ).toEqual([5000, 0]);
  });
});
