/** Times of day of the organisation (UTC+8), as a time field holds them. */
const OFFSET_MS = 8 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** 'HH:MM'; '' for null. */
export const timeOf = (at: number | null): string =>
  at === null ? '' : new Date(at + OFFSET_MS).toISOString().slice(11, 16);

/** YYYY-MM-DD */
export const dayAt = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(0, 10);

/** Null for what is no time. */
export function instantOf(day: string, time: string): number | null {
  const at = /^\d\d:\d\d$/.test(time) ? Date.parse(`${day}T${time}:00+08:00`) : NaN;
  return Number.isNaN(at) ? null : at;
}

/** The same time on another day. */
export function movedTo(at: number | null, from: string, to: string): number | null {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
  return at === null || Number.isNaN(days) ? at : at + days * DAY_MS;
}

/** Whole minutes; null unless both are there in their order. */
export function minutesBetween(startsAt: number | null, endsAt: number | null): number | null {
  return startsAt === null || endsAt === null || endsAt <= startsAt ? null : Math.round((endsAt - startsAt) / 60_000);
}
