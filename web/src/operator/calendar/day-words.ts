/** A day 'YYYY-MM-DD' as people say it: 5月17日（周日）. Noon in UTC is the same day wherever the page is open. */
export function dayOf(date: string, locale: string): string {
  const at = new Date(`${date}T12:00:00Z`);
  const day = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(at);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(at);
  return locale.startsWith('zh') ? `${day}（${weekday}）` : `${weekday} ${day}`;
}

/** With its year: 2026年5月17日（周日）. */
export function longDayOf(date: string, locale: string): string {
  const year = date.slice(0, 4);
  return locale.startsWith('zh') ? `${year}年${dayOf(date, locale)}` : `${dayOf(date, locale)}, ${year}`;
}
