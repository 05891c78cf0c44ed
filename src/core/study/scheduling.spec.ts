import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays } from './day.js';
import { clashes, schedulingWarnings, type Holiday, type Schedule } from './scheduling.js';

const HOLIDAYS: readonly Holiday[] = [
  { date: '2026-09-20', kind: 'work', name: '国庆节' },
  { date: '2026-09-25', kind: 'off', name: '中秋节' },
  { date: '2026-09-26', kind: 'off', name: '中秋节' },
  { date: '2026-09-27', kind: 'off', name: '中秋节' },
  { date: '2026-10-01', kind: 'off', name: '国庆节' },
  { date: '2026-10-02', kind: 'off', name: '国庆节' },
];
const KNOWN = new Set([2026]);
const FAULTLESS: Schedule = {
  form: 'window',
  startsOn: '2026-11-02',
  endsOn: '2026-11-13',
  deadlineMinute: 18 * 60,
  announcedOn: '2026-10-12',
  practiceOn: '2026-10-26',
};
const codes = (change: Partial<Schedule>, known = KNOWN) =>
  schedulingWarnings({ ...FAULTLESS, ...change }, HOLIDAYS, known).map(({ code }) => code);

describe('scheduling', () => {
  it('says nothing where all is well', () => expect(codes({})).toEqual([]));

  it('says nothing else where the end is before the start', () => {
    expect(codes({ endsOn: '2026-11-01', announcedOn: null })).toEqual(['ends-before-start']);
  });

  it('joins days off of one holiday, and names a weekend day that is worked', () => {
    expect(clashes('2026-09-18', '2026-10-02', HOLIDAYS)).toEqual([
      { code: 'make-up-workday', name: '国庆节', date: '2026-09-20' },
      { code: 'holiday', name: '中秋节', from: '2026-09-25', to: '2026-09-27' },
      { code: 'holiday', name: '国庆节', from: '2026-10-01', to: '2026-10-02' },
    ]);
    expect(clashes('2026-09-28', '2026-09-30', HOLIDAYS)).toEqual([]);
  });

  it('does not pass an unknown year off as one without holidays', () => {
    const next = { startsOn: '2026-12-28', endsOn: '2027-01-08' };
    expect(schedulingWarnings({ ...FAULTLESS, ...next }, HOLIDAYS, KNOWN)).toEqual([
      { code: 'holidays-unknown', year: 2027 },
    ]);
    expect(codes(next, new Set([2026, 2027]))).toEqual([]);
  });

  it('minds weekends for a hall alone, and not those that are worked', () => {
    const hall = { form: 'live', announcedOn: '2026-08-01', practiceOn: '2026-08-01' } as const;
    expect(codes({ ...hall, startsOn: '2026-11-07', endsOn: '2026-11-07' })).toEqual(['weekend']);
    expect(codes({ ...hall, startsOn: '2026-09-20', endsOn: '2026-09-20' })).toEqual(['make-up-workday']);
    expect(codes({ ...hall, startsOn: '2026-11-03', endsOn: '2026-11-03' })).toEqual([]);
  });

  it('warns of a window under seven days, and not of seven', () => {
    expect(codes({ endsOn: '2026-11-07' })).toEqual(['window-short']);
    expect(codes({ endsOn: '2026-11-08' })).toEqual([]);
  });

  it('warns of less than fifteen days for requests, and of none', () => {
    expect(codes({ announcedOn: '2026-10-19' })).toEqual(['notice-short']);
    expect(codes({ announcedOn: '2026-10-18' })).toEqual([]);
    expect(codes({ announcedOn: null })).toEqual(['notice-missing']);
  });

  it('warns of a deadline at night on either side of midnight', () => {
    expect([22 * 60, 23 * 60 + 59, 0, 8 * 60 - 1].map((deadlineMinute) => codes({ deadlineMinute }))).toEqual(
      Array.from({ length: 4 }, () => ['deadline-at-night']),
    );
    expect([8 * 60, 22 * 60 - 1, null].flatMap((deadlineMinute) => codes({ deadlineMinute }))).toEqual([]);
  });

  it('warns of practice that opens less than a week before, and of none', () => {
    expect(codes({ practiceOn: '2026-10-27' })).toEqual(['practice-short']);
    expect(codes({ practiceOn: null })).toEqual(['practice-missing']);
  });

  it('finds every recorded day off within the days, whatever they are', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-09-01', days));
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const found = clashes(from, to, HOLIDAYS);
        for (const { date, kind } of HOLIDAYS) {
          const named = found.some((warning) =>
            warning.code === 'holiday'
              ? warning.from <= date && date <= warning.to
              : warning.code === 'make-up-workday' && warning.date === date,
          );
          expect([date, named]).toEqual([date, date >= from && date <= to]);
          expect(kind).toBeDefined();
        }
      }),
    );
  });
});
