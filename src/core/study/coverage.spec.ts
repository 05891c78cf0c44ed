import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { coverageOf, monthSeries, monthsOf, type ModeCounts } from './coverage.js';

const MODES = ['lead', 'branch', 'guide', 'self', 'apply'];
const counts = (given: Record<string, number>): ModeCounts => new Map(Object.entries(given));

describe('the coverage of the modes', () => {
  it('of one branch is how many of the enabled modes have an entry', () => {
    expect(coverageOf(MODES, [counts({ lead: 2, branch: 12, self: 1, archived: 4 })])).toEqual({
      cells: [
        { modeId: 'lead', entries: 2, covering: 1 },
        { modeId: 'branch', entries: 12, covering: 1 },
        { modeId: 'guide', entries: 0, covering: 0 },
        { modeId: 'self', entries: 1, covering: 1 },
        { modeId: 'apply', entries: 0, covering: 0 },
      ],
      covered: 3,
      of: 5,
    });
  });

  it('of several counts each branch for itself: many entries of one make up for none of another', () => {
    const { cells, covered, of } = coverageOf(MODES, [counts({ lead: 9 }), counts({ lead: 1, self: 1 }), counts({})]);
    expect(cells.map(({ covering }) => covering)).toEqual([2, 0, 0, 1, 0]);
    expect([covered, of]).toEqual([3, 15]);
  });

  it('of nobody and of no mode is nothing of nothing', () => {
    expect(coverageOf(MODES, [])).toMatchObject({ covered: 0, of: 0 });
    expect(coverageOf([], [counts({ lead: 1 })])).toEqual({ cells: [], covered: 0, of: 0 });
  });

  it('never passes its denominator, and is the sum of its parts', () => {
    const one = fc.dictionary(fc.constantFrom(...MODES, 'archived'), fc.nat(3)).map(counts);
    fc.assert(
      fc.property(fc.array(one), fc.array(one), (some, others) => {
        const [a, b, all] = [some, others, [...some, ...others]].map((each) => coverageOf(MODES, each));
        expect(all?.covered).toBe((a?.covered ?? 0) + (b?.covered ?? 0));
        expect(all?.of).toBe((a?.of ?? 0) + (b?.of ?? 0));
        expect(all?.covered).toBeLessThanOrEqual(all?.of ?? -1);
      }),
    );
  });
});

describe('the months of a period', () => {
  it.each([
    ['2026-01-01', '2026-03-31', ['2026-01', '2026-02', '2026-03']],
    ['2025-11-30', '2026-01-01', ['2025-11', '2025-12', '2026-01']],
    ['2026-05-04', '2026-05-04', ['2026-05']],
    ['2026-05-04', '2026-04-04', []],
  ])('from %s to %s are %j', (from, to, months) => {
    expect(monthsOf(from, to)).toEqual(months);
  });

  it('stand in a series each, also those without anything', () => {
    const byMode = new Map([
      ['lead', { entries: 3, covering: 2 }],
      ['archived', { entries: 1, covering: 1 }],
    ]);
    const sums = [{ month: '2026-02', entries: 4, expected: 20, present: 18, byMode }];
    expect(monthSeries(['2026-01', '2026-02'], ['lead', 'self'], sums, 3)).toEqual([
      { month: '2026-01', entries: 0, expected: 0, present: 0, byMode: [0, 0], covered: 0, of: 6 },
      { month: '2026-02', entries: 4, expected: 20, present: 18, byMode: [3, 0], covered: 2, of: 6 },
    ]);
  });
});
