/** A place in a file as people look for it: 工作表“单选”，单元格 B12. */
import type { ImportPlace } from '@protocol/question-bank.js';

const PARTS = ['file', 'sheet', 'cell', 'line', 'item'] as const;

type Translate = (key: string, values?: Record<string, unknown>) => string;

export function placeText(place: ImportPlace, t: Translate): string {
  const parts = PARTS.flatMap((part) => {
    const value = place[part];
    return value === undefined ? [] : [t(`bank.place.${part}`, { [part]: value })];
  });
  return parts.length === 0 ? t('bank.place.none') : parts.join(t('bank.placeSeparator'));
}

/** Where the item is that another one meets: in the bank under its key, or further up in the same file (null). */
export const whereText = (itemKey: string | null, t: Translate): string =>
  itemKey === null ? t('bank.load.report.similarFile') : t('bank.load.report.similarKey', { key: itemKey });
