/** The places of the operators' navigation, in their order. */
export const NAV_PLACES = [
  '/host',
  '/host/contests/new',
  '/host/banks',
  '/ledger/entries',
  '/ledger/hours',
  '/ledger/figures',
  '/admin/organisation',
  '/ledger/reading',
  '/ledger/calendar',
  '/ledger/modes',
  '/admin',
  '/check',
  '/account',
] as const;
export type NavPlace = (typeof NAV_PLACES)[number];

/**
 * What `aria-current` says of a place while a page is open: `page` for the page itself, `true` for the one place that
 * the page belongs to (题库 on the pages of a bank), else nothing.
 */
export function currentOf(place: NavPlace, path: string): 'page' | 'true' | undefined {
  if (path === place) return 'page';
  const above = NAV_PLACES.filter((one) => path === one || path.startsWith(`${one}/`));
  const nearest = above.reduce<string>((best, one) => (one.length > best.length ? one : best), '');
  return nearest === place ? 'true' : undefined;
}
