/**
 * Days of the organisation's calendar as text, 'YYYY-MM-DD': whole days, without a clock. China has one time, eight hours
 * before UTC, without summer time since 1991.
 */
export type Day = string;

const OFFSET_MS = 8 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Days of 400 years, after which the Gregorian calendar repeats. */
const ERA_DAYS = 146_097;
/** From 1 March of the year 0 to 1 January 1970. */
const EPOCH_SHIFT = 719_468;

/** Before everything; what came with the program has been in force since. */
export const FIRST_DAY = '1970-01-01';
const LAST_DAY = '2199-12-31';

const leapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && leapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

const digits = (value: number, length: number): string => String(value).padStart(length, '0');
/** Of a month that has it. */
export const dayFrom = (year: number, month: number, day: number): Day =>
  `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;

/** Null where the text is no day of the calendar. */
export function partsOf(text: string): { readonly year: number; readonly month: number; readonly day: number } | null {
  const [, year = 0, month = 0, day = 0] = (SHAPE.exec(text) ?? []).map(Number);
  return day >= 1 && day <= daysInMonth(year, month) ? { year, month, day } : null;
}

/** A day that exists, from 1970 to 2199. */
export const isDay = (text: unknown): text is Day =>
  typeof text === 'string' && partsOf(text) !== null && text >= FIRST_DAY && text <= LAST_DAY;

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

/**
 * Days since 1970-01-01 of a day of the proleptic Gregorian calendar, and back: years begin in March, so that the leap
 * day is their last (Howard Hinnant, chrono-compatible low-level date algorithms).
 */
function numberOf(text: Day): number {
  const parts = partsOf(text);
  if (!parts) throw new RangeError(`no day of the calendar: ${text}`);
  const shifted = parts.month <= 2 ? parts.year - 1 : parts.year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((parts.month + 9) % 12) + 2) / 5) + parts.day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - EPOCH_SHIFT;
}

function textOf(number: number): Day {
  const shifted = number + EPOCH_SHIFT;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return dayFrom(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** @param at epoch milliseconds */
export const dayOf = (at: number): Day => textOf(Math.floor((at + OFFSET_MS) / DAY_MS));

/** The first instant of a day, in epoch milliseconds. */
export const startOf = (day: Day): number => numberOf(day) * DAY_MS - OFFSET_MS;

/** The first instant of the next day. */
export const endOf = (day: Day): number => startOf(day) + DAY_MS;

export const addDays = (day: Day, days: number): Day => textOf(numberOf(day) + days);

/** Whole days from one to the other; negative where `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: Day): number => ((((numberOf(day) + 3) % 7) + 7) % 7) + 1;

/** Every day from the first to the last, both included. */
export const eachDay = (from: Day, to: Day): readonly Day[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
