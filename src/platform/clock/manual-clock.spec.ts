import { describe, expect, it } from '@jest/globals';

import { ManualClock } from '../../../test/support/manual-clock.js';

const DAY_MS = 24 * 60 * 60_000;

describe('the clock that tests move', () => {
  it('passes many days with a timer that arms itself again, and keeps its pace', () => {
    const clock = new ManualClock(0);
    const turns: number[] = [];
    const arm = () => {
      clock.after(5000, () => {
        turns.push(clock.now());
        arm();
      });
    };
    arm();
    clock.advance(400 * DAY_MS);
    expect(turns.length).toBeLessThan(10_100);
    expect(turns.slice(0, 2)).toEqual([5000, 10_000]);
    expect(turns.at(-1)).toBe(400 * DAY_MS);
    clock.advance(12_000);
    expect(turns.slice(-2)).toEqual([400 * DAY_MS + 5000, 400 * DAY_MS + 10_000]);
  });

  it('calls back in the order of time whoever waits beside it, each once', () => {
    const clock = new ManualClock(0);
    const called: string[] = [];
    const arm = () => {
      clock.after(1000, arm);
    };
    arm();
    clock.after(30 * DAY_MS, () => called.push('late'));
    const cancel = clock.after(10 * DAY_MS, () => called.push('never'));
    clock.after(20 * DAY_MS, () => called.push('early'));
    cancel();
    clock.advance(400 * DAY_MS);
    expect(called).toEqual(['early', 'late']);
  });
});
