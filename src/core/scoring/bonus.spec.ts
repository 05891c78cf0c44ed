import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { speedBonus } from './bonus.js';

const MULTIPLIERS = [1, 1.3, 1.5, 2, 3];

describe('speedBonus', () => {
  // 10 points, 20 %: B = 2 points; T = 30 s, grace 6 s, a step of 0.2 every 4.8 s.
  it.each([
    [0, 200],
    [6_000, 200],
    [6_001, 160],
    [10_800, 160],
    [10_801, 120],
    [15_600, 120],
    [20_400, 80],
    [25_200, 40],
    [25_201, 0],
    [30_000, 0],
    [31_000, 0],
    [-5, 200],
  ])('after %i ms of 30 s earns %i', (elapsed, bonus) => {
    expect(speedBonus(1000, 20, 30_000, elapsed)).toBe(bonus);
  });

  it('is nothing where speed does not count', () => {
    expect(speedBonus(1000, 0, 30_000, 0)).toBe(0);
    expect(speedBonus(1000, 20, 0, 0)).toBe(0);
  });

  it('earns equal points for equal fractions of one’s own time at every multiplier', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 5, max: 300 }),
        fc.integer({ min: 0, max: 110 }),
        (points, percent, seconds, hundredths) => {
          const earned = MULTIPLIERS.map((multiplier) => {
            const limit = seconds * 1000 * multiplier;
            return speedBonus(points, percent, limit, (limit * hundredths) / 100);
          });
          expect(new Set(earned).size).toBe(1);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('never grows with time and never exceeds its share of the points', () => {
    const times = fc.tuple(fc.nat(90_000), fc.nat(90_000));
    fc.assert(
      fc.property(
        fc.nat(3000),
        fc.nat(20),
        fc.integer({ min: 1, max: 90_000 }),
        times,
        (points, percent, limit, pair) => {
          const [early, late] = [Math.min(...pair), Math.max(...pair)];
          const first = speedBonus(points, percent, limit, early);
          expect(first).toBeGreaterThanOrEqual(speedBonus(points, percent, limit, late));
          expect(first).toBeLessThanOrEqual((points * percent) / 100);
        },
      ),
    );
  });
});
