import { BLANK } from './item-draft.js';

/** Stands for a place to write until the whole stem is known; for private use, so that no author writes it. */
export const PLACE = '\uE000';

const LINE = /[_＿]{2,}/gu;
const LINE_OR_BRACKETS = /[_＿]{2,}|（\s*）|\(\s+\)/gu;

/**
 * The stem with a blank for each of the places to write. Some authors draw the blanks in the text and put the places
 * below it: where they drew `count` of them, as many as there are places, those are meant.
 */
export function withBlanks(stem: string, count: number): string {
  const places = new RegExp(PLACE, 'gu');
  const apart = stem.split('\n').every((line) => !line.includes(PLACE) || line.replace(places, '').trim() === '');
  const drawn = apart ? LINE_OR_BRACKETS : LINE;
  if (count === 0 || stem.match(drawn)?.length !== count) return stem.replace(places, BLANK);
  return stem
    .replace(places, '')
    .replace(drawn, BLANK)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
