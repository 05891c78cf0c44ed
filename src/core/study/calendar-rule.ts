/** When a node of the calendar falls: rules, not dates, so that next year needs no work. */
import { assertNever } from '../result.js';
import { addDays, daysInMonth, dayFrom, weekdayOf, yearOf, type Day } from './day.js';

export const SOLAR_TERMS = [
  '小寒', '大寒', '立春', '雨水', '惊蛰', '春分', '清明', '谷雨', '立夏', '小满', '芒种', '夏至',
  '小暑', '大暑', '立秋', '处暑', '白露', '秋分', '寒露', '霜降', '立冬', '小雪', '大雪', '冬至',
] as const; // prettier-ignore
export type SolarTerm = (typeof SOLAR_TERMS)[number];

/** `days` above 1 makes a span that begins on the day. Weekdays: 1 Monday … 7 Sunday. */
export type CalendarRule =
  | { readonly kind: 'fixed'; readonly month: number; readonly day: number; readonly days: number }
  /** `nth` −1: the last of the month. */
  | {
      readonly kind: 'weekday';
      readonly month: number;
      readonly nth: number;
      readonly weekday: number;
      readonly days: number;
    }
  /**
   * `day` 0: the last of the lunar month, which 12月 makes 除夕. `leap`: in the leap month alone, and only in the years that
   * have it; a festival is kept in the ordinary one.
   */
  | {
      readonly kind: 'lunar';
      readonly month: number;
      readonly day: number;
      readonly leap: boolean;
      readonly days: number;
    }
  | { readonly kind: 'term'; readonly term: SolarTerm; readonly days: number }
  | { readonly kind: 'month'; readonly month: number }
  /**
   * Monday to Sunday, `weeks` of them. The first week is the one with the 1st in it (`holding`), or the first that lies whole in
   * the month (`whole`): of “四月第四周” the notice of the year decides which was meant.
   */
  | {
      readonly kind: 'week';
      readonly month: number;
      readonly nth: number;
      readonly weeks: number;
      readonly first: 'holding' | 'whole';
    };

/** What the lunar part asks of a library. */
export interface Almanac {
  /** The civil day of a lunar one; null where that month has no such day, or that year no such month. */
  lunarDay(lunarYear: number, month: number, day: number, leap: boolean): Day | null;
  /** How many days that lunar month has; null where the year has no such month. */
  lunarMonthDays(lunarYear: number, month: number, leap: boolean): number | null;
  solarTerm(year: number, term: SolarTerm): Day;
}

export interface Span {
  readonly from: Day;
  readonly to: Day;
}

const DAYS_A_WEEK = 7;
const lasting = (from: Day, days: number): Span => ({ from, to: addDays(from, days - 1) });

/**
 * Every time that the rule falls in a civil year, in order; the beginning counts. Mostly one. None: the year has no such day
 * (29 February, a fifth Sunday, a leap month). Two: a lunar day may come in January and again in December.
 */
export function spansIn(rule: CalendarRule, year: number, almanac: Almanac): readonly Span[] {
  switch (rule.kind) {
    case 'fixed':
      return rule.day <= daysInMonth(year, rule.month) ? [lasting(dayFrom(year, rule.month, rule.day), rule.days)] : [];
    case 'weekday': {
      const day = nthWeekday(year, rule.month, rule.nth, rule.weekday);
      return day === null ? [] : [lasting(day, rule.days)];
    }
    case 'lunar':
      return [year - 1, year].flatMap((lunarYear) => {
        const day = lunarDay(rule, lunarYear, almanac);
        return day !== null && yearOf(day) === year ? [lasting(day, rule.days)] : [];
      });
    case 'term':
      return [lasting(almanac.solarTerm(year, rule.term), rule.days)];
    case 'month':
      return [lasting(dayFrom(year, rule.month, 1), daysInMonth(year, rule.month))];
    case 'week':
      return [lasting(mondayOf(year, rule.month, rule.nth, rule.first), rule.weeks * DAYS_A_WEEK)];
    default:
      return assertNever(rule);
  }
}

function nthWeekday(year: number, month: number, nth: number, weekday: number): Day | null {
  const length = daysInMonth(year, month);
  const first = 1 + ((weekday - weekdayOf(dayFrom(year, month, 1)) + DAYS_A_WEEK) % DAYS_A_WEEK);
  const last = first + DAYS_A_WEEK * Math.floor((length - first) / DAYS_A_WEEK);
  const day = nth === -1 ? last : first + DAYS_A_WEEK * (nth - 1);
  return day <= length ? dayFrom(year, month, day) : null;
}

/** A first week that holds the 1st may begin in the month before. */
function mondayOf(year: number, month: number, nth: number, first: 'holding' | 'whole'): Day {
  const begin = dayFrom(year, month, 1);
  const back = 1 - weekdayOf(begin);
  const monday = addDays(begin, first === 'whole' && back < 0 ? back + DAYS_A_WEEK : back);
  return addDays(monday, DAYS_A_WEEK * (nth - 1));
}

function lunarDay(
  { month, day, leap }: Extract<CalendarRule, { readonly kind: 'lunar' }>,
  lunarYear: number,
  almanac: Almanac,
): Day | null {
  if (day > 0) return almanac.lunarDay(lunarYear, month, day, leap);
  // 除夕 is the day before the new year, whatever the month before it is.
  const newYear = month === 12 && !leap ? almanac.lunarDay(lunarYear + 1, 1, 1, false) : null;
  if (newYear !== null) return addDays(newYear, -1);
  const days = almanac.lunarMonthDays(lunarYear, month, leap);
  return days === null ? null : almanac.lunarDay(lunarYear, month, days, leap);
}
