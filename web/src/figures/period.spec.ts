import { describe, expect, it } from '@jest/globals';
import { fullDay, fullMonth, spanOf, type Part } from './period.js';

describe('a period', () => {
  it.each<[number, Part, string, string]>([
    [2026, 'year', '2026-01-01', '2026-12-31'],
    [2026, 'h2', '2026-07-01', '2026-12-31'],
    [2026, 'q1', '2026-01-01', '2026-03-31'],
    [2028, '2', '2028-02-01', '2028-02-29'],
    [2026, '11', '2026-11-01', '2026-11-30'],
  ])('of %i, %s, is from %s to %s', (year, part, from, to) => {
    expect(spanOf(year, part)).toEqual({ from, to });
  });

  it('is said in days and months as people write them', () => {
    expect(fullDay('2026-01-05', 'zh-CN')).toBe('2026年1月5日');
    expect(fullMonth('2026-11', 'zh-CN')).toBe('2026年11月');
  });
});
