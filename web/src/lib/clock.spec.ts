import { describe, expect, it } from '@jest/globals';
import { clockOffsetOf, roundTrip } from './clock.js';

describe('clock offset', () => {
  it('takes the answer as made half-way', () => {
    expect(roundTrip(1000, 6050, 1100)).toEqual({ offset: 5000, roundTripMs: 100 });
  });

  it('trusts quick round trips over slow, lopsided ones', () => {
    const samples = [roundTrip(0, 5010, 20), roundTrip(100, 5110, 120), roundTrip(200, 8200, 3200)];
    expect(clockOffsetOf(samples)).toBe(5000);
  });

  it('is nothing without samples', () => {
    expect(clockOffsetOf([])).toBe(0);
  });
});
