import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SMALLEST_GROUP, suppressed } from './small-cells.js';

const cells = fc
  .array(fc.nat({ max: 12 }), { maxLength: 12 })
  .map((sizes) => sizes.map((size, index) => ({ id: `g${index}`, size })));

describe('small cells', () => {
  it('are left out, every one of them', () => {
    fc.assert(
      fc.property(cells, (groups) => {
        const hidden = suppressed(groups);
        const small = groups.filter(({ size }) => size > 0 && size < SMALLEST_GROUP);
        expect(small.filter(({ id }) => !hidden.has(id))).toEqual([]);
      }),
    );
  });

  it('cannot be told from the total: what is hidden is never one group beside shown ones, nor too few people', () => {
    fc.assert(
      fc.property(cells, (groups) => {
        const hidden = groups.filter(({ id }) => suppressed(groups).has(id));
        const shown = groups.filter(({ id, size }) => size > 0 && !suppressed(groups).has(id));
        const people = hidden.reduce((sum, { size }) => sum + size, 0);
        if (hidden.length > 0 && shown.length > 0) {
          expect(hidden.length).toBeGreaterThanOrEqual(2);
          expect(people).toBeGreaterThanOrEqual(SMALLEST_GROUP);
        }
      }),
    );
  });

  it('take nothing along where there are none, and do not depend on the order', () => {
    fc.assert(
      fc.property(cells, (groups) => {
        if (groups.every(({ size }) => size === 0 || size >= SMALLEST_GROUP)) expect(suppressed(groups).size).toBe(0);
        expect(suppressed(groups.toReversed())).toEqual(suppressed(groups));
      }),
    );
  });

  it.each([
    [
      [3, 5, 8],
      ['g0', 'g1'],
    ],
    [
      [4, 4, 8],
      ['g0', 'g1'],
    ],
    [
      [1, 1, 8, 9],
      ['g0', 'g1', 'g2'],
    ],
    [[3], ['g0']],
    [[0, 5, 6], []],
  ])('of groups of %j hides %j', (sizes, ids) => {
    const hidden = suppressed(sizes.map((size, index) => ({ id: `g${index}`, size })));
    expect([...hidden].sort()).toEqual(ids);
  });
});
