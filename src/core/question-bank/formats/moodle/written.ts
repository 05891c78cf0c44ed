/** Responses that are written, each with its share of the points: what a blank accepts. */
import { ok, type Result } from '../../../result.js';
import { BLANK } from '../../understand/blanks.js';
import { appearance } from '../../understand/characters.js';
import { excerptOf, refuse, type Fault } from '../../understand/fault.js';
import type { NumberRange } from './decimal.js';
import { isFull, isSomething, PARTIAL, type Common, type Graded, type Making } from './graded.js';
import type { Notes } from './notes.js';

/** Two low lines may be part of a word: __init__. */
const LINES = /_{3,}|[＿﹍]{2,}/gu;
/** Not (), which belongs to main(). */
const BRACKETS = /（\s*）|\(\s+\)|【\s*】/gu;

/** What the author shows as a blank: low lines, or empty brackets where there are none. */
const blanksOf = (stem: string) =>
  [LINES, BRACKETS].map((sign) => ({ sign, count: stem.match(sign)?.length ?? 0 })).find(({ count }) => count > 0);

export const showsBlank = (stem: string): boolean => blanksOf(stem) !== undefined;

/** `____` once: where the stem shows a blank, else behind it, where Moodle puts its field. */
export function withBlank(stem: string): Result<string, Fault> {
  const found = blanksOf(stem);
  if (found === undefined) return ok(`${stem}${BLANK}`);
  if (found.count === 1) return ok(stem.replace(found.sign, BLANK));
  return refuse('blank.count', `题干有 ${found.count} 个空，答案却只有一组，请分开写每个空的答案。`, stem);
}

/** `*` stands for any text in Moodle, `\*` for itself. Undefined: it stands within the text, which no list of texts can say. */
function withoutWildcards(text: string, notes: Notes): string | undefined {
  const isWild = (at: number) => text[at] === '*' && text[at - 1] !== '\\';
  let [from, to] = [0, text.length];
  while (from < to && (isWild(from) || text[from] === ' ')) from += 1;
  while (to > from && (isWild(to - 1) || text[to - 1] === ' ')) to -= 1;
  const bare = text.slice(from, to);
  if (bare !== text) notes.drop('通配符“*”（只按写出的文字判断）');
  return /(?<!\\)\*/u.test(bare) ? undefined : bare.replaceAll('\\*', '*');
}

/** Texts that fill one blank. The stem holds it already or gets it behind. */
export function fillInItem(common: Common, entries: readonly Graded[], notes: Notes): Making {
  const stem = withBlank(common.stem);
  if (!stem.ok) return stem;
  const accepted = acceptedTexts(entries, common.stem, notes);
  if (!accepted.ok) return accepted;
  return ok({ ...common, stem: stem.value, kind: 'fill-in', correctResponse: [accepted.value] });
}

/** The texts that earn all points. */
export function acceptedTexts(
  entries: readonly Graded[],
  stem: string,
  notes: Notes,
): Result<readonly string[], Fault> {
  if (entries.some((entry) => isSomething(entry) && !isFull(entry))) notes.drop(PARTIAL);
  const written = entries.filter(isFull).map(({ text }) => text);
  if (written.length === 0) return refuse('key.missing', '没有得满分的答案，请补上正确答案后再导入。', stem);
  if (written.includes('*')) return refuse('key.unreadable', '任何答案都算对，无法判分，请写出正确答案。', stem);
  const texts = written.map((text) => withoutWildcards(text, notes));
  const usable = texts.filter((text): text is string => text !== undefined && appearance(text) !== '');
  if (usable.length === 0) {
    return refuse('key.unreadable', '答案里没有可以比对的文字，请写出完整的正确答案。', written.join(' '));
  }
  if (usable.length < texts.length) notes.drop('不能比对的答案');
  return ok([...new Set(usable)]);
}

export interface GradedNumber extends Graded {
  /** Undefined: `text` is no number. */
  readonly range: NumberRange | undefined;
}

/** A number or a range for one blank. */
export function numericItem(common: Common, entries: readonly GradedNumber[], notes: Notes): Making {
  const stem = withBlank(common.stem);
  if (!stem.ok) return stem;
  const blank = acceptedNumbers(entries, common.stem, notes);
  if (!blank.ok) return blank;
  return ok({ ...common, stem: stem.value, kind: 'fill-in', correctResponse: [blank.value] });
}

/** Several ranges that touch are one; several exact numbers are texts, since a blank holds one range only. */
export function acceptedNumbers(
  entries: readonly GradedNumber[],
  stem: string,
  notes: Notes,
): Result<readonly string[] | NumberRange, Fault> {
  if (entries.some((entry) => isSomething(entry) && !isFull(entry))) notes.drop(PARTIAL);
  const full = entries.filter(isFull);
  if (full.length === 0) return refuse('key.missing', '没有得满分的答案，请补上正确答案后再导入。', stem);
  const ranges: NumberRange[] = [];
  for (const { text, range } of full) {
    if (range === undefined) {
      return refuse('key.unreadable', `看不懂数值“${excerptOf(text)}”，请写成数字，例如 3.14 或 3.1 到 3.2。`, text);
    }
    ranges.push(range);
  }
  const [one, ...rest] = merged(ranges);
  if (one !== undefined && rest.length === 0) return ok(one);
  if (ranges.every(({ min, max }) => min === max)) return ok([...new Set(full.map(({ text }) => text.trim()))]);
  return refuse('kind.unsupported', '答案有几段互不相连的数值范围，一个空只能写一段，请拆成几道题。', stem);
}

function merged(ranges: readonly NumberRange[]): readonly NumberRange[] {
  const list: NumberRange[] = [];
  for (const range of [...ranges].sort((one, other) => one.min - other.min)) {
    const last = list.at(-1);
    if (last === undefined || range.min > last.max) list.push(range);
    else list[list.length - 1] = { min: last.min, max: Math.max(last.max, range.max) };
  }
  return list;
}
