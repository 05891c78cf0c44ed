import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { spansIn, type Almanac, type CalendarRule } from './calendar-rule.js';
import { daysBetween, daysInMonth, partsOf, weekdayOf } from './day.js';

/** The lunar part has its own specs, where the library is. */
const NONE: Almanac = { lunarDay: () => null, lunarMonthDays: () => null, solarTerm: (year) => `${year}-04-05` };
const of = (rule: CalendarRule, year: number) => spansIn(rule, year, NONE);
const years = fc.integer({ min: 1950, max: 2150 });
const months = fc.integer({ min: 1, max: 12 });
const weekdays = fc.integer({ min: 1, max: 7 });

describe('rules of the calendar', () => {
  it('find the 全国助残日, third Sunday of May', () => {
    const rule: CalendarRule = { kind: 'weekday', month: 5, nth: 3, weekday: 7, days: 1 };
    expect([2026, 2027, 2028, 2029].map((year) => of(rule, year)[0]?.from)).toEqual([
      '2026-05-17',
      '2027-05-16',
      '2028-05-21',
      '2029-05-20',
    ]);
  });

  it('find the 国际聋人日 on the fourth Sunday of September, which need not be the last', () => {
    const nth = (which: number): CalendarRule => ({ kind: 'weekday', month: 9, nth: which, weekday: 7, days: 1 });
    expect(of(nth(4), 2026)).toEqual([{ from: '2026-09-27', to: '2026-09-27' }]);
    expect([of(nth(4), 2029)[0]?.from, of(nth(-1), 2029)[0]?.from]).toEqual(['2029-09-23', '2029-09-30']);
  });

  it('find the 全民阅读活动周 in the fourth week of April, Monday to Sunday', () => {
    const week = (first: 'holding' | 'whole'): CalendarRule => ({ kind: 'week', month: 4, nth: 4, weeks: 1, first });
    expect(of(week('holding'), 2026)).toEqual([{ from: '2026-04-20', to: '2026-04-26' }]);
    expect(of(week('whole'), 2026)).toEqual([{ from: '2026-04-27', to: '2026-05-03' }]);
  });

  it('give the nth weekday of a month, within it, that many weeks after the first', () => {
    fc.assert(
      fc.property(years, months, fc.integer({ min: 1, max: 5 }), weekdays, (year, month, nth, weekday) => {
        const [span] = of({ kind: 'weekday', month, nth, weekday, days: 1 }, year);
        if (!span) return expect(nth).toBe(5);
        expect(weekdayOf(span.from)).toBe(weekday);
        const { day, month: found } = partsOf(span.from) ?? { day: 0, month: 0 };
        expect(found).toBe(month);
        expect(Math.ceil(day / 7)).toBe(nth);
      }),
    );
  });

  it('give the last weekday of a month within its last seven days', () => {
    fc.assert(
      fc.property(years, months, weekdays, (year, month, weekday) => {
        const [span] = of({ kind: 'weekday', month, nth: -1, weekday, days: 1 }, year);
        expect(partsOf(span?.from ?? '')?.day).toBeGreaterThan(daysInMonth(year, month) - 7);
        expect(weekdayOf(span?.from ?? '')).toBe(weekday);
      }),
    );
  });

  it('give weeks from Monday to Sunday; the first one holds the 1st or lies whole in the month', () => {
    fc.assert(
      fc.property(years, months, (year, month) => {
        const first = `${year}-${String(month).padStart(2, '0')}-01`;
        const [holding] = of({ kind: 'week', month, nth: 1, weeks: 1, first: 'holding' }, year);
        const [whole] = of({ kind: 'week', month, nth: 1, weeks: 1, first: 'whole' }, year);
        for (const span of [holding, whole]) {
          expect(weekdayOf(span?.from ?? '')).toBe(1);
          expect(daysBetween(span?.from ?? '', span?.to ?? '')).toBe(6);
        }
        expect((holding?.from ?? '') <= first && first <= (holding?.to ?? '')).toBe(true);
        expect(partsOf(whole?.from ?? '')?.month).toBe(month);
        expect(partsOf(whole?.from ?? '')?.day).toBeLessThanOrEqual(7);
      }),
    );
  });

  it('make spans of days, of months and of weeks', () => {
    expect(of({ kind: 'fixed', month: 12, day: 1, days: 7 }, 2026)).toEqual([{ from: '2026-12-01', to: '2026-12-07' }]);
    expect(of({ kind: 'month', month: 2 }, 2028)).toEqual([{ from: '2028-02-01', to: '2028-02-29' }]);
    expect(of({ kind: 'week', month: 3, nth: 3, weeks: 2, first: 'holding' }, 2026)).toEqual([
      { from: '2026-03-09', to: '2026-03-22' },
    ]);
    expect(of({ kind: 'term', term: '清明', days: 1 }, 2026)[0]?.from).toBe('2026-04-05');
  });

  it('skip what a year does not have', () => {
    expect(of({ kind: 'fixed', month: 2, day: 29, days: 1 }, 2026)).toEqual([]);
    expect(of({ kind: 'weekday', month: 2, nth: 5, weekday: 7, days: 1 }, 2026)).toEqual([]);
    expect(of({ kind: 'lunar', month: 6, day: 30, leap: true, days: 1 }, 2026)).toEqual([]);
  });
});
