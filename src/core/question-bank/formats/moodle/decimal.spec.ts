import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { centreOf, numberOf, rangeAround } from './decimal.js';

describe('decimals', () => {
  it.each([
    ['3.14', '0.005', { min: 3.135, max: 3.145 }],
    ['0.3', '0.1', { min: 0.2, max: 0.4 }],
    ['-7', '0', { min: -7, max: -7 }],
    ['.5', '-0.25', { min: 0.25, max: 0.75 }],
    ['6.02e23', '1e21', { min: 6.01e23, max: 6.03e23 }],
    ['\u22125', '1', { min: -6, max: -4 }],
    [' 1 ', '0', { min: 1, max: 1 }],
  ])('%s with %s', (value, tolerance, range) => {
    expect(rangeAround(value, tolerance)).toEqual(range);
  });

  it.each(['', '.', '1,5', '五', '1e999', '1e9999999', '0x10', 'Infinity', '1 2', `${'9'.repeat(39)}e300`])(
    '%j is no number',
    (text) => {
      expect(numberOf(text)).toBeUndefined();
      expect(rangeAround(text, '0')).toBeUndefined();
    },
  );

  it('centre and tolerance say the range again', () => {
    const number = fc
      .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(1, 10, 100, 1e4, 1e6))
      .map(([figures, divisor]) => figures / divisor);
    fc.assert(
      fc.property(number, number, (one, other) => {
        const range = { min: Math.min(one, other), max: Math.max(one, other) };
        const centre = centreOf(range);
        expect(centre && rangeAround(centre.value, centre.tolerance)).toEqual(range);
      }),
    );
  });
});
