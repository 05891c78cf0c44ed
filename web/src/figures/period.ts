/** The periods that a page of figures offers: a calendar year or a part of it. */
export const PARTS = ['year', 'h1', 'h2', 'q1', 'q2', 'q3', 'q4', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const; // prettier-ignore
export type Part = (typeof PARTS)[number];

/** Months of a part, first and last. */
function monthsOf(part: Part): readonly [number, number] {
  if (part === 'year') return [1, 12];
  const number = Number(part.replace(/^[hq]/u, ''));
  if (part.startsWith('h')) return [number * 6 - 5, number * 6];
  return part.startsWith('q') ? [number * 3 - 2, number * 3] : [number, number];
}

const two = (value: number): string => String(value).padStart(2, '0');

/** 'YYYY-MM-DD' of the first and the last day. */
export function spanOf(year: number, part: Part): { readonly from: string; readonly to: string } {
  const [first, last] = monthsOf(part);
  // The day before the first of the next month; noon in UTC is that day wherever the page is open.
  const end = new Date(Date.UTC(year, last, 0, 12)).getUTCDate();
  return { from: `${year}-${two(first)}-01`, to: `${year}-${two(last)}-${two(end)}` };
}

/** A day as people write it: 2026年11月23日. */
export const fullDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );

/** 'YYYY-MM' as people write it: 2026年11月. */
export const fullMonth = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
