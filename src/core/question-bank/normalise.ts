import { inOneWidth } from './one-width.js';

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/gu;
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{N}]/gu;

/** What two stems share when they differ only in width, punctuation, brackets, blanks or spaces. */
export function normaliseStem(stem: string): string {
  return stem.normalize('NFKC').replace(INVISIBLE, '').replace(NEITHER_LETTER_NOR_DIGIT, '').toLowerCase();
}

/** 《民法典》 on a keyboard without such brackets. */
const ANGLE_QUOTES = /<(\p{Script=Han}(?:[^<>]*\p{Script=Han})?)>/gu;
const DASH = /[\u2010-\u2015\u2212~\u301C]/gu;
/** Letters, figures and signs that say how much. Dashes in a row are a blank or a pause, 1,000 is 1000. */
const TELLING = [
  /[\p{L}\p{N}%‰]/u,
  /(?!\|)\p{Sm}/u,
  /(?<=\d)[.:/*^](?=\d)/u,
  /(?<=\d),(?=\d)(?!\d{3}(?!\d))/u,
  /(?<!-)-(?=[\p{N}A-Za-z√])/u,
  /(?<=[\p{N}A-Za-z])-(?!-)/u,
];
const EACH_TELLING = new RegExp(TELLING.map(({ source }) => source).join('|'), 'gu');

/**
 * What two texts share that differ only in width, punctuation, brackets, blanks or spaces. Unlike in `normaliseStem` signs
 * of reckoning and comparing count, and what stands between figures: -5 is not 5, 1:8 not 18, 10² not 102.
 */
export function wordingOf(text: string): string {
  const plain = inOneWidth(text)
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, '')
    .replace(ANGLE_QUOTES, '$1')
    .replace(DASH, '-')
    .replaceAll('∶', ':')
    .replaceAll('、', ',');
  return (plain.match(EACH_TELLING) ?? []).join('').toLowerCase();
}

/** The character pairs of a stem, normalised; computed once where a stem is compared with many. */
export function stemPairs(stem: string): ReadonlySet<string> {
  const characters = [...normaliseStem(stem)];
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`));
}

/** Share of character pairs that two stems have in common (Jaccard), 0..1. */
export function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const pair of one) if (other.has(pair)) common += 1;
  const all = one.size + other.size - common;
  return all === 0 ? 1 : common / all;
}
