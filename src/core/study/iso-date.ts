/** Days of the civil calendar as text, 'YYYY-MM-DD'. Whole days only: no clock, no zone. */
export type IsoDate = string;

const CALENDAR_CYCLE_DAYS = 146_097;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

const leapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && leapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

const two = (value: number): string => String(value).padStart(2, '0');
export const isoDate = (year: number, month: number, day: number): IsoDate =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

/** Null where the text is no day of the calendar. */
export function partsOf(date: string): { readonly year: number; readonly month: number; readonly day: number } | null {
  const [, year = 0, month = 0, day = 0] = (SHAPE.exec(date) ?? []).map(Number);
  return day >= 1 && day <= daysInMonth(year, month) ? { year, month, day } : null;
}

export const isDate = (text: string): boolean => partsOf(text) !== null;
export const yearOf = (date: IsoDate): number => Number(date.slice(0, 4));

/** Days since 1 March of the year 0, by Howard Hinnant's arithmetic of the civil calendar. */
function dayNumber(date: IsoDate): number {
  const parts = partsOf(date);
  if (!parts) throw new RangeError(`no day of the calendar: ${date}`);
  const year = parts.month <= 2 ? parts.year - 1 : parts.year;
  const cycle = Math.floor(year / 400);
  const inCycle = year - cycle * 400;
  const inYear = Math.floor((153 * ((parts.month + 9) % 12) + 2) / 5) + parts.day - 1;
  return cycle * CALENDAR_CYCLE_DAYS + inCycle * 365 + Math.floor(inCycle / 4) - Math.floor(inCycle / 100) + inYear;
}

function dateOfNumber(number: number): IsoDate {
  const cycle = Math.floor(number / CALENDAR_CYCLE_DAYS);
  const rest = number - cycle * CALENDAR_CYCLE_DAYS;
  const inCycle = Math.floor(
    (rest - Math.floor(rest / 1460) + Math.floor(rest / 36_524) - Math.floor(rest / 146_096)) / 365,
  );
  const inYear = rest - (365 * inCycle + Math.floor(inCycle / 4) - Math.floor(inCycle / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return isoDate(cycle * 400 + inCycle + (month <= 2 ? 1 : 0), month, day);
}

export const addDays = (date: IsoDate, days: number): IsoDate => dateOfNumber(dayNumber(date) + days);

/** Whole days from one to the other; negative where the other is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => dayNumber(to) - dayNumber(from);

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (date: IsoDate): number => ((dayNumber(date) + 2) % 7) + 1;

/** Every day from the first to the last, both included. */
export function daysOf(from: IsoDate, to: IsoDate): readonly IsoDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
}

const MS_A_DAY = 86_400_000;
/** China has one time, UTC+8, without summer time since 1992. */
const CHINA_MS = 8 * 3_600_000;
/** 1 January 1970 in the counting of this file. */
const EPOCH_DAY = 719_468;

/** The day in China at an instant. @param at epoch milliseconds */
export const chinaDateOf = (at: number): IsoDate => dateOfNumber(Math.floor((at + CHINA_MS) / MS_A_DAY) + EPOCH_DAY);

/** When a day begins in China, as epoch milliseconds. */
export const chinaDayStart = (date: IsoDate): number => (dayNumber(date) - EPOCH_DAY) * MS_A_DAY - CHINA_MS;
