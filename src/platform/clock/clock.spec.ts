import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { SystemClock } from './clock.js';

describe('the system clock', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is not moved by a step of the wall clock', () => {
    const wall = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
    const monotonic = jest.spyOn(performance, 'now').mockReturnValue(50);
    const clock = new SystemClock();
    expect(clock.now()).toBe(1_000_000);
    wall.mockReturnValue(1_000_000 + 3_600_000);
    monotonic.mockReturnValue(60.4);
    expect(clock.now()).toBe(1_000_010);
    wall.mockReturnValue(0);
    expect(clock.now()).toBe(1_000_010);
  });
});
