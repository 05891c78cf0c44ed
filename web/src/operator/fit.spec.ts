import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { largestFit, pageStarts, STEM_STEPS } from './fit.js';

describe('largestFit', () => {
  it('takes the largest size that fits', () => {
    expect(largestFit([80, 64, 48], (size) => size <= 70)).toEqual({ size: 64, fits: true });
  });

  it('stays at the floor where nothing fits', () => {
    expect(largestFit([80, 64, 48], () => false)).toEqual({ size: 48, fits: false });
  });

  it('never goes under 48 px on a 1080p stage', () => {
    expect(Math.min(...STEM_STEPS) * 1080).toBeGreaterThanOrEqual(48);
  });
});

describe('pageStarts', () => {
  it('needs one page for what fits', () => {
    expect(
      pageStarts(
        [
          { top: 0, bottom: 40 },
          { top: 40, bottom: 100 },
        ],
        100,
      ),
    ).toEqual([0]);
  });

  it('starts a page with the block that no longer fits', () => {
    expect(
      pageStarts(
        [
          { top: 0, bottom: 60 },
          { top: 60, bottom: 110 },
          { top: 110, bottom: 150 },
        ],
        100,
      ),
    ).toEqual([0, 60]);
  });

  it('cuts a block that is higher than a page', () => {
    expect(pageStarts([{ top: 0, bottom: 250 }], 100)).toEqual([0, 100, 200]);
  });

  it('loses nothing and tears no block that could stay whole', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(heights, fc.integer({ min: 1, max: 200 }), (list, height) => {
        let top = 0;
        const blocks = list.map((size) => ({ top, bottom: (top += size) }));
        const starts = pageStarts(blocks, height);
        const end = (index: number): number => starts[index + 1] ?? top;
        for (const [index, start] of starts.entries()) expect(end(index) - start).toBeLessThanOrEqual(height);
        for (const { top: from, bottom } of blocks) {
          const torn = starts.some((start) => start > from && start < bottom);
          expect(torn).toBe(bottom - from > height);
        }
      }),
    );
  });
});
