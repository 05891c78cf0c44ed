import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { seededRandom, shuffled } from './random.js';

const take = (seed: string, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

describe('seededRandom', () => {
  it('gives for a published seed the numbers it has always given', () => {
    // From the reference implementations of xmur3 and sfc32: a change here would falsify every published draw.
    expect(take('2026-示例', 3).map((value) => value * 2 ** 32)).toEqual([1318337034, 2057478678, 1059363699]);
  });

  it('stays in [0, 1), repeats with the seed and differs between seeds', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const values = take(one, 50);
        expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
        expect(take(one, 50)).toEqual(values);
        if (one !== other) expect(take(other, 50)).not.toEqual(values);
      }),
    );
  });

  it('is even enough to draw with', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const value of take('示例', 100_000))
      tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
    // Six standard deviations of a binomial (n = 100,000, p = 0.1) are 570.
    expect(tenths.every((count) => Math.abs(count - 10_000) < 570)).toBe(true);
  });
});

describe('shuffled', () => {
  it('keeps every element once and the argument as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (values, seed) => {
        const before = [...values];
        const result = shuffled(values, seededRandom(seed));
        expect(values).toEqual(before);
        expect([...result].sort()).toEqual([...values].sort());
      }),
    );
  });

  it('brings each element to each place about equally often', () => {
    const random = seededRandom('places');
    const counts = Array.from({ length: 4 }, () => new Array<number>(4).fill(0));
    for (let round = 0; round < 8000; round += 1) {
      shuffled([0, 1, 2, 3], random).forEach((value, place) => {
        const row = counts[value] as number[];
        row[place] = (row[place] as number) + 1;
      });
    }
    expect(counts.flat().every((count) => Math.abs(count - 2000) < 250)).toBe(true);
  });
});
