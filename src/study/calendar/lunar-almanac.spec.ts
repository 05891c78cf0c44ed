/**
 * Against published dates: the Gregorian-lunar conversion tables of the Hong Kong Observatory for 2020 to 2035, which follow
 * GB/T 33661 as the almanac of the Purple Mountain Observatory does. Read against a second table in November 2026, that of
 * holidays/calendars/chinese.py (vacanza/holidays): 春节, 端午, 中秋 and 重阳 are the same in every year, and 2030 has the official
 * 3 February, not the day of folk calendars. 清明 was reckoned again from the longitude of the sun (Meeus, 25): the nearest
 * to midnight, 2034, is an hour away from it.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SOLAR_TERMS, spansIn, type CalendarRule } from '../../core/study/calendar-rule.js';
import { addDays, daysBetween } from '../../core/study/day.js';
import { LUNAR_ALMANAC } from './lunar-almanac.js';

/** 春节, 端午, 中秋, 清明, 重阳 of each year. */
const PUBLISHED: Readonly<Record<number, readonly [string, string, string, string, string]>> = {
  2020: ['01-25', '06-25', '10-01', '04-04', '10-25'],
  2021: ['02-12', '06-14', '09-21', '04-04', '10-14'],
  2022: ['02-01', '06-03', '09-10', '04-05', '10-04'],
  2023: ['01-22', '06-22', '09-29', '04-05', '10-23'],
  2024: ['02-10', '06-10', '09-17', '04-04', '10-11'],
  2025: ['01-29', '05-31', '10-06', '04-04', '10-29'],
  2026: ['02-17', '06-19', '09-25', '04-05', '10-18'],
  2027: ['02-06', '06-09', '09-15', '04-05', '10-08'],
  2028: ['01-26', '05-28', '10-03', '04-04', '10-26'],
  2029: ['02-13', '06-16', '09-22', '04-04', '10-16'],
  2030: ['02-03', '06-05', '09-12', '04-05', '10-05'],
  2031: ['01-23', '06-24', '10-01', '04-05', '10-24'],
  2032: ['02-11', '06-12', '09-19', '04-04', '10-12'],
  2033: ['01-31', '06-01', '09-08', '04-04', '10-01'],
  2034: ['02-19', '06-20', '09-27', '04-05', '10-20'],
  2035: ['02-08', '06-10', '09-16', '04-05', '10-09'],
};
/** lunar year: its leap month. */
const LEAP_MONTHS: Readonly<Record<number, number>> = { 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11 };

const lunar = (month: number, day: number, leap = false): CalendarRule => ({
  kind: 'lunar',
  month,
  day,
  leap,
  days: 1,
});
const of = (rule: CalendarRule, year: number) => spansIn(rule, year, LUNAR_ALMANAC).map(({ from }) => from);
const years = fc.integer({ min: 2020, max: 2035 });

describe('the lunar calendar', () => {
  it.each(Object.entries(PUBLISHED))('has the published festivals of %s', (text, dates) => {
    const year = Number(text);
    const found = [
      lunar(1, 1),
      lunar(5, 5),
      lunar(8, 15),
      { kind: 'term', term: '清明', days: 1 } as const,
      lunar(9, 9),
    ];
    expect(found.flatMap((rule) => of(rule, year))).toEqual(dates.map((date) => `${year}-${date}`));
  });

  it('has the published leap months and no others', () => {
    for (let year = 2020; year <= 2035; year++) {
      const leaps = Array.from({ length: 12 }, (_, index) => index + 1).filter(
        (month) => LUNAR_ALMANAC.lunarMonthDays(year, month, true) !== null,
      );
      expect([year, leaps]).toEqual([year, LEAP_MONTHS[year] === undefined ? [] : [LEAP_MONTHS[year]]]);
    }
    expect(of(lunar(6, 1, true), 2025)).toEqual(['2025-07-25']);
    expect(of(lunar(6, 1, true), 2026)).toEqual([]);
  });

  it('puts 除夕 on the day before the new year, be it the 29th or the 30th of the last month', () => {
    fc.assert(
      fc.property(years, (year) => {
        const [newYear = ''] = of(lunar(1, 1), year);
        expect(of(lunar(12, 0), year)).toEqual([addDays(newYear, -1)]);
      }),
    );
    expect(of(lunar(12, 0), 2026)).toEqual(['2026-02-16']);
    expect(of(lunar(12, 30), 2026)).toEqual([]);
  });

  it('names no day twice and leaves none out: the months of a year follow one another', () => {
    fc.assert(
      fc.property(years, (year) => {
        let next = LUNAR_ALMANAC.lunarDay(year, 1, 1, false) ?? '';
        for (let month = 1; month <= 12; month++) {
          for (const leap of [false, true]) {
            const days = LUNAR_ALMANAC.lunarMonthDays(year, month, leap);
            if (days === null) continue;
            expect([29, 30]).toContain(days);
            expect(LUNAR_ALMANAC.lunarDay(year, month, 1, leap)).toBe(next);
            expect(LUNAR_ALMANAC.lunarDay(year, month, days + 1, leap)).toBeNull();
            next = addDays(next, days);
          }
        }
        expect(LUNAR_ALMANAC.lunarDay(year + 1, 1, 1, false)).toBe(next);
      }),
    );
  });

  it('finds a day of the last month in the civil year that it falls in, though that be twice or never', () => {
    const rule = lunar(12, 8);
    expect(of(rule, 2025)).toEqual(['2025-01-07']);
    const found = Array.from({ length: 16 }, (_, index) => of(rule, 2020 + index));
    expect(found.every((list) => list.length <= 2)).toBe(true);
    expect(new Set(found.flat()).size).toBe(found.flat().length);
  });

  it('has the solar terms in their order, two weeks or so apart', () => {
    fc.assert(
      fc.property(years, (year) => {
        const days = SOLAR_TERMS.map((term) => LUNAR_ALMANAC.solarTerm(year, term));
        expect(days.map((day) => day.slice(0, 4))).toEqual(days.map(() => String(year)));
        days.slice(1).forEach((day, index) => {
          const apart = daysBetween(days[index] ?? '', day);
          expect(apart).toBeGreaterThanOrEqual(14);
          expect(apart).toBeLessThanOrEqual(16);
        });
      }),
    );
    expect(of({ kind: 'term', term: '冬至', days: 1 }, 2026)).toEqual(['2026-12-22']);
  });
});
