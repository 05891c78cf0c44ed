import { ok, type Result } from '../../result.js';
import type { BankBlank } from '../types.js';
import { narrow, tidy, withoutTail } from './characters.js';
import { fault, refuse, type Fault } from './fault.js';

export const BLANK = '____';
/** Signs that are a blank wherever they stand: __①__, {_}, （____）, ____. */
const STRONG =
  /[_＿﹍]+\s*[(（]?(?:\d{1,2}|[①-⑳])[)）]?\s*[_＿﹍]+|\{_+\}|[（(【[]\s*[_＿﹍]+\s*[）)】\]]|_{2,}|[＿﹍]+/gu;
/** Empty brackets: a blank where no other sign is one. */
const EMPTY = /[（(]\s*[）)]|【\s*】|\[\s*\]|(?<=[《“])\s*(?=[》”])/gu;
/** A line under spaces that was lost on the way. */
const WIDE = /(?<=\S)(?:[ \u00A0]{3,}|\u3000{2,})(?=\S)/gu;
const OPEN_END = /[？?：:是为叫称即于]$/u;

interface Blanks {
  readonly stem: string;
  readonly count: number;
}

function withBlanks(stem: string, sign: RegExp): Blanks {
  let count = 0;
  const marked = stem.replace(sign, () => {
    count += 1;
    return BLANK;
  });
  return { stem: marked, count };
}

export const strongBlanks = (stem: string): Blanks => withBlanks(stem, STRONG);
export const allBlanks = (stem: string): Blanks =>
  withBlanks(stem, new RegExp(`${STRONG.source}|${EMPTY.source}`, 'gu'));

export interface FilledIn {
  readonly stem: string;
  /** Absent: a draft without a key. */
  readonly blanks?: readonly BankBlank[];
  readonly warnings: readonly Fault[];
}

/** Finds the blanks of the stem and what each accepts; the numbers of both must agree. */
export function fillIn(stem: string, key: string | undefined): Result<FilledIn, Fault> {
  const all = allBlanks(stem);
  const wide = withBlanks(stem, WIDE);
  const ways = [...beforeTail(stem), all, ...(all.count === 0 ? [wide] : [])].filter(({ count }) => count > 0);
  if (key === undefined) {
    const [first] = ways;
    if (first !== undefined && first !== wide) return ok({ stem: first.stem, warnings: [] });
    return ok({ stem, warnings: [fault('blank.count', '题干里没有空，请用四条下划线 ____ 标出要填的地方。', stem)] });
  }
  for (const way of ways) {
    const blanks = splitKey(key, way.count);
    if (blanks !== undefined) return ok({ stem: way.stem, blanks, warnings: rangeWarnings(key, blanks) });
  }
  const alone = ways.length === 0 && OPEN_END.test(stem) ? splitKey(key, 1) : undefined;
  if (alone !== undefined) {
    return ok({
      stem: `${stem}${BLANK}`,
      blanks: alone,
      warnings: [fault('blank.count', '题干里没有空，已在末尾补一个空，请核对。', stem), ...rangeWarnings(key, alone)],
    });
  }
  const count = ways[0]?.count ?? 0;
  return count === 0
    ? refuse('blank.count', '题干里没有空，请用四条下划线 ____ 标出要填的地方。', stem)
    : refuse(
        'blank.count',
        `题干有 ${count} 个空，答案的个数对不上；空与空之间请用“|”隔开，同一空的几种写法用“;”隔开。`,
        key,
      );
}

/** Empty brackets at the end of a stem that has other blanks are the place for a mark. */
function beforeTail(stem: string): readonly Blanks[] {
  const tail = /[（(]\s*[）)]\s*[。.]?$/u.exec(stem);
  if (tail === null || strongBlanks(stem).count === 0) return [];
  const before = allBlanks(stem.slice(0, tail.index));
  return [{ stem: `${before.stem}${tail[0]}`, count: before.count }];
}

const BRACKETED = /^(?:[（(【][^（）()【】]*[）)】]\s*)+$/u;
const MARKERS = [
  /[①-⑳]/gu,
  /[（(]\d{1,2}[）)]/gu,
  /第\s*(?:\d{1,2}|[一二三四五六七八九十])\s*空\s*[：:]?/gu,
  /(?<![\d.])\d{1,2}[.．、](?!\d)/gu,
];
const SYNONYMS = /[;；]/u;
/** In print: 七，或 7、柒. */
const OR = /[，,]\s*或者?\s+/u;
const SEPARATORS = [/[;；]/u, /[、]/u, /[,，]/u, /[\s\u00A0\u3000]+/u];

/** Undefined: the key does not have as many parts as there are blanks, or can be parted in two ways. */
export function splitKey(key: string, count: number): readonly BankBlank[] | undefined {
  const words = tidy(key);
  const marked = parted(words, count);
  if (marked !== undefined) return marked.length === count ? accepted(marked) : undefined;
  if (count === 1) return accepted([words]);
  const ways = (OR.test(words) ? SEPARATORS.slice(0, 1) : SEPARATORS)
    .map((separator) => words.split(separator).map(tidy))
    .filter((parts) => parts.length === count && parts.every((part) => part !== ''));
  const [first] = ways;
  if (first === undefined || ways.some((parts) => parts.some((part, index) => part !== first[index]))) return undefined;
  return first.map(blankOf);
}

/** Parts that are set apart by signs made for it, however many there are. */
function parted(words: string, count: number): readonly string[] | undefined {
  if (/[|｜]/u.test(words)) return words.split(/\s*[|｜]+\s*/u).map(tidy);
  if (BRACKETED.test(words)) return (words.match(/[^（）()【】]+/gu) ?? []).map(tidy).filter((part) => part !== '');
  if (count < 2) return undefined;
  if (/\n/u.test(words)) return words.split(/\s*\n\s*/u).map(tidy);
  for (const marker of MARKERS) {
    const [before = '', ...parts] = words.split(marker);
    if (tidy(before) === '' && parts.length === count)
      return parts.map((part) => tidy(withoutTail(part, /[;；,，、。\s]/u)));
  }
  return undefined;
}

function accepted(parts: readonly string[]): readonly BankBlank[] | undefined {
  const blanks = parts.map((part) => {
    const range = rangeOf(part);
    if (range !== undefined) return range;
    return [
      ...new Set(
        alternatives(part)
          .flatMap((text) => text.split(SYNONYMS))
          .map(tidy)
          .filter((text) => text !== ''),
      ),
    ];
  });
  return blanks.every((blank) => 'min' in blank || blank.length > 0) ? blanks : undefined;
}

function alternatives(part: string): readonly string[] {
  const [first = '', ...others] = part.split(OR);
  return [first, ...others.flatMap((other) => other.split('、'))].map(tidy);
}

const blankOf = (part: string): BankBlank => rangeOf(part) ?? alternatives(part);

const RANGE =
  /^(?:[[(]?\s*)(-?\d{1,12}(?:\.\d{1,6})?)\s*(?:-|~|～|—|至|到|\.\.|,)\s*(-?\d{1,12}(?:\.\d{1,6})?)\s*\]?$/u;

/** 1-9, 1~9, [1,9]: a number between the two. A comma counts only in square brackets. */
function rangeOf(part: string): { readonly min: number; readonly max: number } | undefined {
  const words = narrow(part);
  const found = RANGE.exec(words);
  if (found === null) return undefined;
  const [min, max] = [Number(found[1]), Number(found[2])];
  const bracketed = /^\[.*\]$/u.test(words);
  if (words.includes(',') ? !bracketed : /^[[(]|\]$/u.test(words) && !bracketed) return undefined;
  return min < max ? { min, max } : undefined;
}

function rangeWarnings(key: string, blanks: readonly BankBlank[]): readonly Fault[] {
  const range = blanks.find((blank) => 'min' in blank);
  if (range === undefined || !('min' in range)) return [];
  return [fault('field.unreadable', `答案按数值范围看待，${range.min} 到 ${range.max} 之间的数都算对，请核对。`, key)];
}
