const OFFSET_MS = 8 * 60 * 60_000;

/** The year and the month (1 to 12) of the organisation, which is at UTC+8, whatever zone the device is set to. */
export function calendarNow(now = Date.now()): { readonly year: number; readonly month: number } {
  const there = new Date(now + OFFSET_MS);
  return { year: there.getUTCFullYear(), month: there.getUTCMonth() + 1 };
}
