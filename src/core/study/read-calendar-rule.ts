import { SOLAR_TERMS, type CalendarRule, type SolarTerm } from './calendar-rule.js';
import { daysInMonth } from './day.js';

/** Longer is a season, not a node. */
const LONGEST_DAYS = 60;
const MOST_WEEKS = 8;
/** February has its 29th in some years. */
const LEAP_YEAR = 2028;

type Fields = Readonly<Record<string, unknown>>;

const whole = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
const isMonth = (value: unknown): value is number => whole(value, 1, 12);
const isDays = (value: unknown): value is number => whole(value, 1, LONGEST_DAYS);
const isTerm = (value: unknown): value is SolarTerm => (SOLAR_TERMS as readonly unknown[]).includes(value);

/** A rule as it came from outside; null where it is none. What is not of its kind is left out. */
export function readCalendarRule(value: unknown): CalendarRule | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, month, day, days, nth, weekday, weeks, leap, term, first } = value as Fields;
  switch (kind) {
    case 'fixed':
      return isMonth(month) && whole(day, 1, daysInMonth(LEAP_YEAR, month)) && isDays(days)
        ? { kind, month, day, days }
        : null;
    case 'weekday':
      return isMonth(month) && (nth === -1 || whole(nth, 1, 5)) && whole(weekday, 1, 7) && isDays(days)
        ? { kind, month, nth, weekday, days }
        : null;
    case 'lunar':
      return isMonth(month) && whole(day, 0, 30) && typeof leap === 'boolean' && isDays(days)
        ? { kind, month, day, leap, days }
        : null;
    case 'term':
      return isTerm(term) && isDays(days) ? { kind, term, days } : null;
    case 'month':
      return isMonth(month) ? { kind, month } : null;
    case 'week':
      return isMonth(month) &&
        whole(nth, 1, 5) &&
        whole(weeks, 1, MOST_WEEKS) &&
        (first === 'holding' || first === 'whole')
        ? { kind, month, nth, weeks, first }
        : null;
    default:
      return null;
  }
}
