/** Days of the organisation's calendar: China has one time, eight hours before UTC, without summer time since 1991. */
const OFFSET_MS = 8 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Days of 400 years, after which the Gregorian calendar repeats. */
const ERA_DAYS = 146_097;
/** From 1 March of the year 0 to 1 January 1970. */
const EPOCH_SHIFT = 719_468;

/** Before everything; what came with the program has been in force since. */
export const FIRST_DAY = '1970-01-01';
const LAST_DAY = '2199-12-31';

/**
 * Days since 1970-01-01 of a date of the proleptic Gregorian calendar, and back: years begin in March, so that the leap
 * day is their last (Howard Hinnant, chrono-compatible low-level date algorithms).
 */
function daysFrom(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - EPOCH_SHIFT;
}

function textOf(days: number): string {
  const shifted = days + EPOCH_SHIFT;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** Of a day that `isDay` has let through. */
function daysOf(day: string): number {
  const [, year, month, date] = SHAPE.exec(day) ?? [];
  return daysFrom(Number(year), Number(month), Number(date));
}

/** @param at epoch milliseconds */
export const dayOf = (at: number): string => textOf(Math.floor((at + OFFSET_MS) / DAY_MS));

/** A day that exists, from 1970 to 2199. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !SHAPE.test(text) || text < FIRST_DAY || text > LAST_DAY) return false;
  // What does not exist comes back as another.
  return textOf(daysOf(text)) === text;
}

/** The first instant of a day, in epoch milliseconds. */
export const startOf = (day: string): number => daysOf(day) * DAY_MS - OFFSET_MS;

/** The first instant of the next day. */
export const endOf = (day: string): number => startOf(day) + DAY_MS;

export const addDays = (day: string, days: number): string => textOf(daysOf(day) + days);

/** Whole days from one to the other; negative where `to` comes first. */
export const daysBetween = (from: string, to: string): number => daysOf(to) - daysOf(from);
