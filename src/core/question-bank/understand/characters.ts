import { inOneWidth } from '../one-width.js';

/** What keyboards, scanners and word processors put in the place of plain characters. Only for labels and keys. */

/** Not seen on a page, but in the way of every comparison. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/gu;
const OUTER = /[\s\u200B-\u200F\u2060\uFEFF]/u;

/** Cyrillic and Greek letters that look like Latin capitals (and their small ones). */
const LOOK_ALIKE = new Map(
  Object.entries({
    A: 'АаΑα',
    B: 'ВвΒβ',
    C: 'СсϹϲ',
    E: 'ЕеΕε',
    H: 'НнΗη',
    I: 'ІіΙι',
    J: 'Јј',
    K: 'КкΚκ',
    M: 'МмΜμ',
    O: 'ОоΟο',
    P: 'РрΡρ',
    S: 'Ѕѕ',
    T: 'ТтΤτ',
    X: 'ХхΧχ',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);

/** The Latin capital that a Cyrillic or Greek letter looks like. */
export const lookAlike = (character: string): string | undefined => LOOK_ALIKE.get(character);

/**
 * The text without the characters at its end that are in `set`. A pattern like /x+$/ looks at a long run again from each
 * of its characters.
 */
export function withoutTail(text: string, set: RegExp): string {
  let end = text.length;
  while (end > 0 && set.test(text[end - 1] as string)) end -= 1;
  return text.slice(0, end);
}

/** Without outer white space of any kind; the words themselves stay as written. */
export function tidy(text: string): string {
  const kept = withoutTail(text, OUTER);
  let start = 0;
  while (start < kept.length && OUTER.test(kept[start] as string)) start += 1;
  return kept.slice(start);
}

/** One width, no invisible characters. */
export const narrow = (text: string): string => tidy(text.normalize('NFKC').replace(INVISIBLE, ''));

/** As `narrow`, in Latin capitals where it looks like them. */
export const latin = (text: string): string =>
  [...narrow(text)]
    .map((character) => LOOK_ALIKE.get(character) ?? character)
    .join('')
    .toUpperCase();

/** What two texts share that look the same to a reader: no spaces, one width, no full stop at the end. 10² is not 102. */
export const appearance = (text: string): string =>
  withoutTail(inOneWidth(text).replace(INVISIBLE, '').replace(/\s+/gu, ''), /[。.;；]/u).toLowerCase();
