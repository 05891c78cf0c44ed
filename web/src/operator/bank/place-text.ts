/** A place in a file as people look for it: 工作表“单选”，单元格 B12. */
import type { ImportPlace } from '@protocol/question-bank.js';

const PARTS = ['file', 'sheet', 'cell', 'line', 'item'] as const;

export function placeText(place: ImportPlace, t: (key: string, values?: Record<string, unknown>) => string): string {
  const parts = PARTS.flatMap((part) => {
    const value = place[part];
    return value === undefined ? [] : [t(`bank.place.${part}`, { [part]: value })];
  });
  return parts.length === 0 ? t('bank.place.none') : parts.join(t('bank.placeSeparator'));
}
