/** Keys that stand in the stem: （ C ）, ( √ ), （正确）, ____B____, 《 A 》. */
import { withoutTail } from '../../understand/characters.js';
import { truthOf } from '../../understand/truth.js';
import { shaded } from './lines.js';

export interface Filling {
  readonly key: string;
  readonly sort: 'letters' | 'truth';
  /** Of the filling with its brackets. */
  readonly start: number;
  readonly end: number;
  /** Set apart by spaces or low lines: certainly filled in, not part of the sentence as in 分贝（A）. */
  readonly roomy: boolean;
  readonly opening: string;
  readonly closing: string;
}

const LETTERS = '[A-Za-z](?:[\\s,、;/]*[A-Za-z]){0,25}';
const TRUTHS = '[√×✓✗✔✘✕\\uF0D6\\uF0FC\\uF0B4\\uF0FB]|[xXvV]|正确|错误|对|错|是|否';
const BRACKETS = new RegExp(`([(\\[【])(\\s*)(${LETTERS}|${TRUTHS})(\\s*)([)\\]】])`, 'gu');
const TITLE_MARKS = new RegExp(`([《“"])(\\s+)(${LETTERS})(\\s+)([》”"])`, 'gu');
const LOW_LINES = new RegExp(`(?<!_)(_+)(\\s*)(${LETTERS})(\\s*)(_+)`, 'gu');
/** A mark at the end of a statement without brackets. */
const BARE_MARK = /[\s。.!？?—-]*[\s。.—-]([√×✓✗✔✘✕\uF0D6\uF0FC\uF0B4\uF0FB])\s*$/u;

const TRUTH = new RegExp(`^(?:${TRUTHS})$`, 'u');

/** All that may be a key in a stem; whether it is one depends on the item. */
export function fillingsOf(stem: string): readonly Filling[] {
  const shade = shaded(stem);
  const found = [BRACKETS, TITLE_MARKS, LOW_LINES].flatMap((pattern) =>
    [...shade.matchAll(pattern)].map((match): Filling => {
      const [whole, opening = '', before = '', key = '', after = '', closing = ''] = match;
      const start = match.index;
      const low = opening.startsWith('_');
      return {
        key,
        sort: TRUTH.test(key) ? 'truth' : 'letters',
        start,
        end: start + whole.length,
        roomy: low || (before !== '' && after !== ''),
        opening: low ? '____' : (stem[start] ?? opening),
        closing: low ? '' : (stem[start + whole.length - 1] ?? closing),
      };
    }),
  );
  return found.sort((one, other) => one.start - other.start);
}

export interface BareMark {
  readonly key: string;
  readonly rest: string;
  /** It can be nothing but a key. */
  readonly certain: boolean;
}

/** The mark after the last sentence: ……的意志。√ */
export function bareMark(stem: string): BareMark | undefined {
  const tail = stem.slice(-12);
  const match = BARE_MARK.exec(tail);
  if (match?.[1] === undefined) return undefined;
  const rest = stem.slice(0, stem.length - tail.length) + tail.slice(0, tail.lastIndexOf(match[1]));
  return truthOf(match[1]) === undefined
    ? undefined
    : { key: match[1], rest: withoutTail(rest, /[\s—-]/u), certain: true };
}

/** The stem with an empty place where the filling was. */
export const emptied = (stem: string, { start, end, opening, closing }: Filling): string =>
  `${stem.slice(0, start)}${closing === '' ? opening : `${opening}\u3000${closing}`}${stem.slice(end)}`;

/** The stem without the filling and its brackets. */
export const removed = (stem: string, { start, end }: Filling): string => stem.slice(0, start) + stem.slice(end);
