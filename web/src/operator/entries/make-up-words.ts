import type { AttendanceFields } from '@protocol/study.js';
import { dayOf } from '../calendar/day-words.js';
import { dayAt } from './clock-text.js';

/** 已于1月8日（周四）补学：送学上门，大字材料; null where nobody has caught up. */
export function makeUpWords(
  row: Pick<AttendanceFields, 'madeUpOn' | 'madeUpChannel' | 'madeUpForm'> | undefined,
  t: (key: string, values?: Record<string, unknown>) => string,
  locale: string,
): string | null {
  if (!row?.madeUpOn) return null;
  // How, is for the branch alone.
  if (row.madeUpForm === null) return t('entries.makeUp.doneOn', { day: dayOf(row.madeUpOn, locale) });
  const channel = row.madeUpChannel === null ? '' : t(`entries.channels.${row.madeUpChannel}`);
  const form = t(`entries.makeUpForms.${row.madeUpForm}`);
  return t('entries.makeUp.done', { day: dayOf(row.madeUpOn, locale), channel, form });
}

/** The words of what is wrong with a day of catching up. */
export type MakeUpDayFault = 'dayRequired' | 'dayToCome';

/**
 * Not before the meeting, and not after today: the server's day, or the device's where the page has been open since
 * yesterday. The server refuses what a device that runs ahead lets through.
 */
export function makeUpDayFault(
  day: string,
  { onDate, today, now }: { readonly onDate: string; readonly today: string; readonly now: number },
): MakeUpDayFault | null {
  if (day === '' || day < onDate) return 'dayRequired';
  return day > today && day > dayAt(now) ? 'dayToCome' : null;
}
