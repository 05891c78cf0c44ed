/** Keys of many items in few lines: 1-5 ABCDE, 1.A 2.B, 6～10 √×√√×, 题号 1 2 3 / 答案 A B C. */

import { withoutTail } from '../../understand/characters.js';

export interface NumberedKey {
  readonly number: number;
  readonly key: string;
}

const RANGE =
  /[\s,;。.、]*[([【]?\s*(\d{1,4})\s*(?:-{1,2}|~|[—–―～－]{1,2}|至|到)\s*(\d{1,4})\s*[)\]】]?\s*题?\s*[.、:]?\s*/y;
const SINGLE = /[\s,;。.、|]*[([【]?\s*(\d{1,4})\s*[)\]】]?\s*题?\s*[.、:,)—-]?\s*/y;
const TRUTH = '正确|错误|对|错|是|否|[√×✓✗✔✘✕\\uF0D6\\uF0FC\\uF0B4\\uF0FB]';
/** One key: letters (A、C as well) or a word of truth. */
const KEY = new RegExp(
  `[([【]?\\s*([A-Za-z](?:[、,]?[A-Za-z])*|${TRUTH})(?![A-Za-z\\u4e00-\\u9fff])\\s*[)\\]】]?`,
  'uy',
);
/** Keys up to the next figure. */
const RUN = /[^\d]*/uy;
const MARK = new RegExp(`[A-Za-z]|${TRUTH}`, 'gu');
const ONLY_MARKS = new RegExp(`^(?:[A-Za-z]|${TRUTH}|[\\s,、;.。|/()])*$`, 'u');

/** `count` keys of a run: one mark each, or groups set apart by space or punctuation. */
export function keysOfRun(run: string, count: number): readonly string[] | undefined {
  if (!ONLY_MARKS.test(run)) return undefined;
  for (const separator of [/[\s;|/。.]+/u, /[\s,、;|/。.]+/u]) {
    const groups = run.split(separator).filter((group) => group !== '');
    if (groups.length === count) return groups;
  }
  const marks = run.match(MARK) ?? [];
  return marks.length === count && run.replace(/\s+/gu, '').split(/[,、;]/u).length <= count ? marks : undefined;
}

/** Letters and marks, no words. */
export const isMarks = (shade: string): boolean => ONLY_MARKS.test(shade);

/** Keys without numbers, as lines of an area of keys have them; undefined for any other text. */
export const marksOnly = (shade: string): boolean => ONLY_MARKS.test(shade) && (shade.match(MARK)?.length ?? 0) > 1;

/** The numbered keys that a stretch of shade consists of; undefined where it holds anything else. */
export function compactKeys(shade: string): readonly NumberedKey[] | undefined {
  const found: NumberedKey[] = [];
  const end = withoutTail(shade, /[\s;,。.、]/u).length;
  for (let at = 0; at < end;) {
    const range = sticky(RANGE, shade, at);
    const from = Number(range?.[1]);
    const to = Number(range?.[2]);
    if (range !== null && to > from && to - from < 200) {
      const run = sticky(RUN, shade, at + range[0].length)?.[0] ?? '';
      const keys = keysOfRun(withoutTail(run, /[\s([【]/u), to - from + 1);
      if (keys === undefined) return undefined;
      found.push(...keys.map((key, index) => ({ number: from + index, key })));
      at += range[0].length + run.length;
      // The opening bracket of the next range ends this run.
      while (at > 0 && /[([【]/u.test(shade[at - 1] ?? '')) at -= 1;
      continue;
    }
    const single = sticky(SINGLE, shade, at);
    const key = single === null ? null : sticky(KEY, shade, at + single[0].length);
    if (single === null || key === null) return undefined;
    found.push({ number: Number(single[1]), key: key[1] ?? '' });
    at += single[0].length + key[0].length;
  }
  return found.length > 0 ? found : undefined;
}

function sticky(pattern: RegExp, shade: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(shade);
}

/** A range of numbers with more or fewer keys. */
export interface Miscount {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly keys: string;
}

/** 1-3 AB: a line of nothing but a range and letters, of which some are missing or too many. */
export function miscounted({
  shade,
  number,
}: {
  readonly shade: string;
  readonly number: number;
}): Miscount | undefined {
  const range = sticky(RANGE, shade, 0);
  const [from, to] = [Number(range?.[1]), Number(range?.[2])];
  const run = range === null ? '' : shade.slice(range[0].length);
  if (!(to > from) || !marksOnly(run) || keysOfRun(run, to - from + 1) !== undefined) return undefined;
  return { line: number, from, to, keys: (run.match(MARK) ?? []).join('') };
}

const HEAD = /^\s*\|?\s*(?:题\s*号|序\s*号)[\s|:]*/u;
const BODY = /^\s*\|?\s*(?:答\s*案|选\s*项)[\s|:]*/u;

/** Two rows of a table: numbers, and under each its key. */
export function tableKeys(numbers: string, keys: string): readonly NumberedKey[] | undefined {
  const figures = numbers
    .replace(HEAD, '')
    .split(/[\s|]+/u)
    .filter((cell) => cell !== '');
  // A single column is a table only with its headings.
  const least = HEAD.test(numbers) && BODY.test(keys) ? 1 : 2;
  if (figures.length < least || !figures.every((cell) => /^\d{1,4}$/u.test(cell))) return undefined;
  const cells = keys
    .replace(BODY, '')
    .split(/[\s|]+/u)
    .filter((cell) => cell !== '');
  if (cells.length !== figures.length || !ONLY_MARKS.test(cells.join(''))) return undefined;
  return figures.map((figure, index) => ({ number: Number(figure), key: cells[index] ?? '' }));
}
