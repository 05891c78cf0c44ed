/** What stands in a stem beside the words: its number and its kind. */
import { tidy } from '../../understand/characters.js';
import { namedKind } from '../../understand/kind-names.js';
import { isKindTag } from '../text/headings.js';

/** 12、 12. （12） 第12题, and a figure followed by space; a point before a figure is that of a decimal as a rule. */
const NUMBER =
  /^[★☆*]*\s*(?:第\s*(\d{1,5})\s*题\s*[、.．:：)）]?|[（(【[]\s*(\d{1,5})\s*[)）】\]]\s*[、.．]?|(\d{1,5})\s*[、．)）:：]|(\d{1,5})\s*\.(\d)?|(\d{1,5})[\s\u3000]+(?=[^\d\s]))\s*/u;

export interface NumberedStem {
  readonly number: number;
  readonly rest: string;
  /** 12.125系列: number 12, or 12.125. */
  readonly doubtful: boolean;
}

export function numberedStem(stem: string): NumberedStem | undefined {
  const match = NUMBER.exec(stem);
  if (match === null) return undefined;
  const [whole, named, bracketed, signed, pointed, decimal, spaced] = match;
  const figures = named ?? bracketed ?? signed ?? pointed ?? spaced ?? '';
  const end = decimal === undefined ? whole.length : whole.lastIndexOf(decimal);
  const rest = tidy(stem.slice(end));
  return rest === '' ? undefined : { number: Number(figures), rest, doubtful: decimal !== undefined || spaced !== undefined };
} // prettier-ignore

/** Most stems of a sheet begin with a number: all that can be one are taken away. */
const MOST = 0.6;

/** By stem: its number and the words without it. In a sheet whose stems are not numbered nothing is taken away. */
export function withoutNumbers(stems: readonly string[]): readonly { readonly text: string; readonly number?: string }[] {
  const numbered = stems.map(numberedStem);
  const sure = numbered.filter((stem) => stem !== undefined && !stem.doubtful).length;
  if (sure < Math.max(1, stems.length * MOST) || !ascending(numbered)) return stems.map((text) => ({ text }));
  let last = 0;
  return stems.map((text, index) => {
    const stem = numbered[index];
    if (stem === undefined || (stem.doubtful && stem.number !== last + 1)) return { text };
    last = stem.number;
    return { text: stem.rest, number: String(stem.number) };
  });
} // prettier-ignore

/** Numbers of items go up, or begin again at 1 with a new part; a few may be out of order. */
function ascending(numbered: readonly (NumberedStem | undefined)[]): boolean {
  const numbers = numbered.flatMap((stem) => (stem === undefined || stem.doubtful ? [] : [stem.number]));
  const steps = numbers.slice(1).filter((number, index) => number > (numbers[index] ?? 0) || number === 1).length;
  return numbers.length < 3 || steps >= (numbers.length - 1) * 0.7;
}

const OPENING_TAG = /^[（(【[]\s*([^（()）【】[\]]{2,8})\s*[)）】\]]\s*/u;
const CLOSING_TAG = /\s*[（(【[]\s*([^（()）【】[\]]{2,8})\s*[)）】\]]\s*$/u;

/** [填空1], as 雨课堂 writes the places to fill. */
export const withBlanks = (stem: string): string => stem.replace(/[[【（(]\s*填空\s*\d{0,2}\s*[\]】）)]/gu, '____');

/** [单选题] before or after the words. */
export function kindInStem(stem: string): { readonly kind: string; readonly rest: string } | undefined {
  for (const pattern of [OPENING_TAG, CLOSING_TAG]) {
    const match = pattern.exec(stem);
    const words = match?.[1] ?? '';
    if (match === null || !isKindTag(words) || namedKind(words) === undefined) continue;
    const rest = tidy(stem.slice(0, match.index) + stem.slice(match.index + match[0].length));
    if (rest !== '') return { kind: words, rest };
  }
  return undefined;
}
