/** Here and not in the core, for it holds the days against the platform's own. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays, dayOf, startOf, daysBetween, daysInMonth, eachDay, isDay, weekdayOf } from '../../core/study/day.js';

const MS_A_DAY = 86_400_000;
const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });
const dates = instants.map((at) => new Date(at).toISOString().slice(0, 10));

describe('days of the calendar', () => {
  it('count on and back as the platform counts', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -90_000, max: 90_000 }), (date, days) => {
        const there = new Date(Date.parse(date) + days * MS_A_DAY).toISOString().slice(0, 10);
        expect(addDays(date, days)).toBe(there);
        expect(daysBetween(date, there)).toBe(days);
      }),
    );
  });

  it('have the weekday that the platform gives them, Monday first', () => {
    fc.assert(fc.property(dates, (date) => expect(weekdayOf(date)).toBe(new Date(date).getUTCDay() || 7)));
    expect(weekdayOf('2026-05-17')).toBe(7);
  });

  it('are those of China at an instant', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const day = dayOf(at);
        expect(day).toBe(new Date(at + 8 * 3_600_000).toISOString().slice(0, 10));
        expect(startOf(day)).toBeLessThanOrEqual(at);
        expect(startOf(day) + MS_A_DAY).toBeGreaterThan(at);
      }),
    );
    expect(dayOf(Date.UTC(2026, 11, 31, 16))).toBe('2027-01-01');
  });

  it('are told from what is none', () => {
    for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '', '2026-04-31', '２０２６-01-01']) {
      expect(isDay(text)).toBe(false);
    }
    for (const text of ['2028-02-29', '2026-12-31']) expect(isDay(text)).toBe(true);
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
    expect([daysInMonth(1900, 2), daysInMonth(2000, 2), daysInMonth(2028, 2)]).toEqual([28, 29, 29]);
  });

  it('are listed with both ends', () => {
    expect(eachDay('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(eachDay('2026-03-02', '2026-03-01')).toEqual([]);
  });
});
