import { describe, expect, it } from '@jest/globals';

import { weekdayOf, yearOf } from './day.js';
import { SHIPPED_HOLIDAYS } from './public-holidays.js';

describe.each(SHIPPED_HOLIDAYS)('the arrangement of $year', ({ year, source, days }) => {
  it('names its notice, and its days lie in the year, each once', () => {
    expect(source).toContain(`${year}年`);
    expect(days.every(({ date }) => yearOf(date) === year)).toBe(true);
    expect(new Set(days.map(({ date }) => date)).size).toBe(days.length);
  });

  it('works on weekends alone, as many days as it gives off on workdays beyond the statutory ones', () => {
    const worked = days.filter(({ kind }) => kind === 'work');
    expect(worked.every(({ date }) => weekdayOf(date) > 5)).toBe(true);
    const offOnWorkdays = days.filter(({ kind, date }) => kind === 'off' && weekdayOf(date) <= 5).length;
    // 《全国年节及纪念日放假办法》 of 2025: 13 days; those that fall on a weekend are made up for on a workday.
    expect(offOnWorkdays - worked.length).toBe(13);
  });
});
