import type { AttendanceFields } from '@protocol/study.js';
import { dayOf } from '../calendar/day-words.js';

/** 已于1月8日（周四）补学：送学上门，大字材料; null where nobody has caught up. */
export function makeUpWords(
  row: Pick<AttendanceFields, 'madeUpOn' | 'madeUpChannel' | 'madeUpForm'> | undefined,
  t: (key: string, values?: Record<string, unknown>) => string,
  locale: string,
): string | null {
  if (!row?.madeUpOn) return null;
  const channel = row.madeUpChannel === null ? '' : t(`entries.channels.${row.madeUpChannel}`);
  const form = row.madeUpForm === null ? '' : t(`entries.makeUpForms.${row.madeUpForm}`);
  return t('entries.makeUp.done', { day: dayOf(row.madeUpOn, locale), channel, form });
}
