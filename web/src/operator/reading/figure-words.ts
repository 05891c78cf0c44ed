/** Figures of a campaign as people read them. */
import type { FiguresInfo } from '@protocol/reading.js';

const shareOf = (part: number, whole: number, digits: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10 ** digits) / 10 ** digits;

/** 41.7%; null where nobody is on the roster. */
export function rateOf({ participants, roster }: FiguresInfo): string | null {
  const share = shareOf(participants * 100, roster, 1);
  return share === null ? null : `${share}%`;
}
/** Books read to the end, of everybody on the roster. */
export const booksAHead = ({ finishedAll, roster }: FiguresInfo): number | null => shareOf(finishedAll, roster, 2);
/** Declared, of those who declared any. */
export const minutesAHead = ({ minutes, withMinutes }: FiguresInfo): number | null => shareOf(minutes, withMinutes, 0);
export const byFormat = ({ finished }: FiguresInfo): string =>
  [finished.print, finished['e-book'], finished.audio, finished.braille].join('/');
