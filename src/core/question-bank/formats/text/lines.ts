import { lookAlike, tidy } from '../../understand/characters.js';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** `text` for the eyes of patterns: character by character the same length, one width, plain letters and spaces. */
  readonly shade: string;
  readonly blank: boolean;
  /** Columns on a page: a Chinese character has two. */
  readonly width: number;
  /** Columns of white space before the text. */
  readonly indent: number;
}

/** Parts of characters that text copied from a PDF has in the place of the characters themselves. */
const RADICALS = new Map([...'⺠民⻚页⻓长⻔门⻛风⻅见⻢马⻋车⻝食⻬齐⻩黄⻘青⻤鬼⻥鱼⻦鸟⻰龙'.matchAll(/(.)(.)/gu)].map(([, part = '', whole = '']) => [part, whole])); // prettier-ignore
const UNSEEN = /\s|\u00AD|[\u200B-\u200F]|\u2060|\uFE0F|\uFEFF/u;
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u2018-\u201D\u2026\u2014]/u;

/** `\\1.` and `1\\.`: Markdown that shall not count by itself. */
const ESCAPED_NUMBER = /^(\s*)\\?(\d{1,4})\\?(?=[.)、])/u;

/** Patterns look at a gap from each of its spaces; nobody reads more than this. */
const GAP = ' '.repeat(100);
const LONG_GAP = /[\s\u200B-\u200F\u2060\uFEFF]{101,}/gu;

const seen = new Map<string, string>();

function shadeOf(character: string): string {
  const known = seen.get(character);
  if (known !== undefined) return known;
  const plain = UNSEEN.test(character) ? ' ' : character.normalize('NFKC');
  const single = plain.length === character.length ? plain : character;
  const latin = lookAlike(single);
  const shade =
    latin === undefined
      ? (RADICALS.get(single) ?? single)
      : single === single.toUpperCase()
        ? latin
        : latin.toLowerCase();
  seen.set(character, shade);
  return shade;
}

/** The patterns' view of a text, of the same length. */
export const shaded = (text: string): string => {
  let shade = '';
  for (let index = 0; index < text.length; index += 1) shade += shadeOf(text[index] as string);
  return shade;
};

const columns = (text: string): number => {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
};

/** Lines of any system, without the byte order mark and without what Markdown adds: double stars, strokes before numbers. */
export function linesOf(text: string): Line[] {
  return text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .map((raw, index) => {
      const words = raw.replaceAll('**', '').replace(ESCAPED_NUMBER, '$1$2').replace(LONG_GAP, GAP);
      const shade = shaded(words);
      const start = shade.search(/\S/u);
      return {
        number: index + 1,
        text: words,
        shade,
        blank: start === -1,
        width: columns(words.trimEnd()),
        indent: start === -1 ? 0 : columns(words.slice(0, start)),
      };
    });
}

/** The words of a stretch of a line. */
export const cut = (line: Line, from: number, to?: number): string => tidy(line.text.slice(from, to));
