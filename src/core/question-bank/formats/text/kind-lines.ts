/** Whether this file writes 题型：… before its items or after them. */
import type { Shape } from './shapes.js';

export type KindPlace = 'before' | 'after' | 'undecided';

const isSign = ({ number, choice, labels }: Shape): boolean =>
  number !== undefined || choice !== undefined || labels.some(({ field }) => field === 'key' || field === 'stem');

/**
 * Nothing of an item before the first such line: they stand before; nothing behind the last: after. Else the empty lines
 * around them say it. Lines between a stem and its choices or its key say nothing.
 */
export function kindPlace(shapes: readonly Shape[]): KindPlace {
  const words = shapes.filter(({ noise }) => !noise);
  const next = (at: number) =>
    words.slice(at + 1, at + 5).find(({ line, labels }) => !line.blank && labels.length === 0);
  const at = words.flatMap(({ labels }, index) => (labels[0]?.field === 'kind' ? [index] : []));
  const lines = at.filter((index) => next(index)?.choice === undefined);
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return 'before';
  const leading = !words.slice(0, first).some(isSign);
  const trailing = !words.slice(last + 1).some(isSign);
  if (leading !== trailing) return leading ? 'before' : 'after';
  const blank = (index: number) => words[index]?.line.blank ?? true;
  const before = lines.filter((index) => blank(index - 1) && !blank(index + 1)).length;
  const after = lines.filter((index) => !blank(index - 1) && blank(index + 1)).length;
  if (before > 0 !== after > 0) return before > 0 ? 'before' : 'after';
  return 'undecided';
}
