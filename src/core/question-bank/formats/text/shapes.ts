/** What each line looks like before anything is known about its place. */
import { choiceAtStart, choicesInStem, type ChoiceLabel } from './choice-labels.js';
import { fillingsOf } from './brackets.js';
import { headingOf, isKindTag, type Heading } from './headings.js';
import { labelsIn, type Label } from './labels.js';
import type { Line } from './lines.js';
import { numberAs, type ItemNumber, type NumberStyle } from './numbers.js';

export interface Shape {
  readonly line: Line;
  readonly heading?: Heading;
  readonly number?: ItemNumber;
  readonly labels: readonly Label[];
  readonly choice?: ChoiceLabel & { readonly alone: boolean };
  /** Offset behind the key that stands before the number: （B）1., √ 1.; 0 where none does. */
  readonly mark: number;
  /** A page number, a ruler, the head of a chat message. */
  readonly noise: boolean;
  /** 3/50 单选题: how applications number what they show. */
  readonly progress?: { readonly kind?: string; readonly points?: string; readonly end: number };
  /** Where a response is written on paper: 顺序：____ → ____, A（ ） B（ ）. */
  readonly form: boolean;
  /** 参考答案, 附：答案及解析 */
  readonly areaTitle: boolean;
  /** [单选题] at the end of a stem, from which choices without letters follow. */
  readonly tagged: boolean;
}

const NOISE: readonly RegExp[] = [
  /^\s*第?\s*\d{1,4}\s*页\s*[,/]?\s*(?:共\s*\d{1,4}\s*页)?\s*$/u,
  /^\s*[-—–]\s*\d{1,4}\s*[-—–]\s*$/u,
  /^\s*page\s*\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?\s*$/iu,
  /^\s*\S{0,20}\s*(?:\d{4}[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,2}日?)?\s*(?:星期.|周.)?\s*(?:上午|下午|晚上|早上|中午|凌晨)?\s*\d{1,2}:\d{2}(?::\d{2})?\s*:?\s*$/u,
];
const PROGRESS =
  /^\s*(?:第\s*)?\d{1,4}\s*(?:题\s*)?\/\s*(?:共\s*)?(?:\d{2,4}\s*题?\s*[.、:]?|\d\s*题?\s*[.、:]?(?=\s*[[【(]?[^\s，。？?:()]{1,5}题))\s*[[【(]?\s*([^\s，。？?:()【[\]】]{1,5}题)?[\]】)]?\s*(?:[(]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[)])?/u;
const AREA_TITLE =
  /^[\s【[(《#=\-—*★]*(?:附\s*[件录]?\s*\d*\s*[:、.]?\s*)?(?:[^，。？?:；]{0,24}?)(?:参考|标准|正确)?\s*答\s*案\s*(?:[及与和、]?\s*(?:解析|解释|评分标准|评分细则|详解))?\s*(?:部分|区|页|如下|汇总|一览表?|速查|表)?\s*[】\])》]?\s*(?:[(][^()]{0,20}[)])?\s*[:=\-—*★]*\s*$/u;
/** 题库及答案 is the title of the whole. */
const WHOLE = /(?:试题|题库|试卷|题目|题|卷)\s*(?:及|与|和|含|带|附|\+)\s*(?:参考|标准)?答案/u;
const TAG = /[[【]\s*([^\]】[【]{1,12})\s*[\]】]\s*(?:[(][^()]{0,12}[)])?\s*\*?\s*$/u;

/** `(√)1.`: the place for the mark may stand before the number. */
const MARK_BEFORE = /^\s*[([【]\s*(?:[A-Z]{1,6}|[√×✓✗✔✘]|正确|错误|对|错)?\s*[)\]】]\s*(?=\d{1,4}\s*[.、:)](?!\d))/u;
/** `√ 1.` and `C 1.`, with a filled place in no brackets. */
const BARE_MARK = /^\s*[√×✓✗✔✘]\s*(?=\d{1,4}\s*[.、:)](?!\d))/u;
const BARE_LETTERS = /^\s*[A-H]{1,6}\s+(?=\d{1,4}\s*[.、](?!\d))/u;

/** Where the number begins behind the place for the mark. A letter may be that of a choice, unless choices follow. */
function markBefore({ shade }: Line, next: () => Line | undefined): number {
  const marked = MARK_BEFORE.exec(shade) ?? BARE_MARK.exec(shade);
  if (marked !== null) return marked[0].length;
  const letters = BARE_LETTERS.exec(shade)?.[0].length ?? 0;
  if (letters === 0) return 0;
  const choice = choiceAtStart(next()?.shade ?? '');
  const below = choice?.letter === 'A' && choice.style === 'signed';
  return below || choicesInStem(shade, letters, shade.length, false) !== undefined ? letters : 0;
}

/** Short lines with single spaces: what the patterns for whole lines may look at without taking long. */
const brief = (shade: string): string | undefined => {
  const words = shade.trim().replace(/\s+/gu, ' ');
  return words.length <= 80 ? words : undefined;
};

export function isAreaTitle(shade: string): boolean {
  const words = brief(shade);
  return words !== undefined && AREA_TITLE.test(words) && !WHOLE.test(words);
}

const PLACE = String.raw`(?:_{2,}|[(]\s*[)])`;
const FORM_LINE = [
  new RegExp(String.raw`^(?:\s*[A-Z]\s*${PLACE}){2,}\s*$`, 'u'),
  new RegExp(String.raw`^\s*(?:排?顺?序\s*:)?\s*${PLACE}(?:\s*(?:→|->)\s*${PLACE})+\s*$`, 'u'),
  /^\s*左[边列侧]\s+右[边列侧]\s*$/u,
  // {{ select(1) }}: where a page draws the control.
  /^\s*\{\{\s*\w+\s*\(\s*\d*\s*\)\s*\}\}\s*$/u,
];
const isForm = (shade: string): boolean =>
  brief(shade) !== undefined && FORM_LINE.some((pattern) => pattern.test(shade));

const RULER = /^[\p{P}\p{S}\s]+$/u;
const FORM = /[(（_√×✓✗]/u;

/** B 1:12 is a choice, not the time of a message. */
const LETTER = /^\s*[A-H][\s.、:)]/u;

function isNoise(shade: string): boolean {
  if (LETTER.test(shade)) return false;
  if (RULER.test(shade)) return !FORM.test(shade);
  const words = brief(shade);
  return words !== undefined && NOISE.some((pattern) => pattern.test(words));
}

/** Empty lines that may stand between a stem and its choices. */
const NEAR = 4;

export function shapesOf(lines: readonly Line[]): {
  readonly shapes: readonly Shape[];
  readonly style: NumberStyle | undefined;
} {
  const bare = lines.map((line, index): Shape => {
    const { shade, blank } = line;
    if (blank) return { line, mark: 0, labels: [], noise: false, form: false, areaTitle: false, tagged: false };
    const heading = headingOf(shade);
    const mark = markBefore(line, () => lines.slice(index + 1, index + 1 + NEAR).find((each) => !each.blank));
    const choice = mark === 0 ? choiceAtStart(shade) : undefined;
    const progress = PROGRESS.exec(shade);
    const tag = TAG.exec(shade)?.[1];
    return {
      line,
      mark,
      labels: labelsIn(shade),
      noise: isNoise(shade),
      form: isForm(shade),
      areaTitle: isAreaTitle(shade),
      tagged: tag !== undefined && tag.length < shade.trim().length - 2 && isKindTag(tag),
      ...(heading === undefined ? {} : { heading }),
      ...(choice === undefined ? {} : { choice }),
      ...(progress === null ? {} : { progress: progressOf(progress) }),
    };
  });
  const style = numberStyle(bare);
  const shapes = bare.map((shape) => {
    const number = style === undefined || shape.line.blank ? undefined : numberOf(shape, style);
    const { heading, ...rest } = shape;
    // Where items are numbered 一、 or （一）, only a heading that names a kind is one.
    const kept =
      heading !== undefined && (heading.kind !== undefined || heading.sign === 'chapter' || style !== 'chinese');
    return { ...rest, ...(kept ? { heading } : {}), ...(number === undefined ? {} : { number }) };
  });
  return { shapes, style };
}

const progressOf = ([whole, kind, points]: RegExpExecArray) => ({
  end: whole.length,
  ...(kind === undefined ? {} : { kind }),
  ...(points === undefined ? {} : { points }),
});

const numberOf = ({ line, mark }: Shape, style: NumberStyle) => numberAs(style, line.shade, mark);

/** In the order in which they are preferred. */
const STYLES: readonly NumberStyle[] = ['plain', 'named', 'bracketed', 'dotted', 'chinese', 'circled', 'bare', 'glued'];
const WEAK: ReadonlySet<NumberStyle> = new Set(['bare', 'glued', 'chinese', 'circled', 'dotted']);

/** Numbers that may be missing between two items. */
const LEAP = 5;
/** Numbers of lists within an item that may stand between it and the next. */
const MEMORY = 8;

/** The share of the items that a style must number to be this file's. */
const COVERED = 0.3;

/**
 * How this file numbers its items: the style whose numbers run on and are followed by what items have. Numbers in other
 * styles are then part of the text.
 */
function numberStyle(shapes: readonly Shape[]): NumberStyle | undefined {
  const telling = [0];
  for (const shape of shapes) telling.push((telling.at(-1) ?? 0) + Number(isTelling(shape)));
  const scores = STYLES.map((style) => {
    const at = shapes.flatMap((shape, index) => {
      const number = shape.line.blank || shape.heading?.kind !== undefined ? undefined : numberOf(shape, style);
      return number === undefined ? [] : [{ index, number }];
    });
    let recent: readonly number[] = [];
    let running = 0;
    let proven = 0;
    let telltale = 0;
    at.forEach(({ index, number }, position) => {
      const value = style === 'glued' ? gluedValue(shapes[index] as Shape, number, recent[0] ?? 0) : number.value;
      const runs = value === 1 || recent.some((before) => value > before && value <= before + LEAP);
      recent = [value, ...recent.slice(0, MEMORY)];
      const next = at[position + 1]?.index ?? shapes.length;
      const has = (telling[next] ?? 0) > (telling[index] ?? 0);
      telltale += Number(has);
      running += Number(runs);
      proven += Number(runs && has);
    });
    return { style, running, proven, telltale };
  });
  const best = scores.reduce((one, other) =>
    other.proven > one.proven * (WEAK.has(other.style) ? 1.5 : 1) ? other : one,
  );
  const firsts = shapes.filter(({ choice }) => choice?.letter === 'A').length;
  // Numbers in disorder: all the same, or backwards.
  const disordered = scores.find(
    ({ style, telltale }) => !WEAK.has(style) && telltale > 1 && telltale >= Math.max(firsts, best.proven * 2) * 0.6,
  )?.style;
  if (best.proven < firsts * COVERED) return disordered;
  // What may as well be a list within an item must number nearly all of them, and nothing else.
  const certain = best.proven > 1 && best.proven >= Math.max(firsts, best.running) * 0.6;
  if (best.proven > 0 && (!WEAK.has(best.style) || certain)) return best.style;
  return scores.find(({ style, running }) => running > 1 && !WEAK.has(style))?.style ?? disordered;
}

/** 31982年 after item 2 is item 3 and a year. */
function gluedValue({ line }: Shape, { start, end, value }: ItemNumber, last: number): number {
  const digits = line.shade.slice(start, end);
  const due = [last + 1, last + 2, last + 3].find((expected) => digits.startsWith(String(expected)));
  return due ?? value;
}

const isTelling = ({ labels, choice, line, tagged }: Shape) =>
  labels.some(({ field }) => field === 'key') ||
  choice?.letter === 'A' ||
  tagged ||
  (/[(【[《_]/u.test(line.shade) && fillingsOf(line.shade).length > 0);

/** A line without any sign of its own. */
const isPlain = ({ line, labels, choice, heading, number, progress, noise }: Shape) =>
  !line.blank &&
  !noise &&
  (labels[0]?.start ?? 1) > 0 &&
  [choice, heading, number, progress].every((sign) => sign === undefined);

/**
 * Where text was broken at a fixed width, many lines are nearly as long as the longest, end within a sentence and are
 * followed by lines without any sign: that width; else Infinity, for then every line ends where its author ended it.
 */
export function wrapWidth(shapes: readonly Shape[]): number {
  const widths = shapes.filter(({ line }) => !line.blank).map(({ line }) => line.width).sort((one, other) => one - other); // prettier-ignore
  const longest = widths[Math.floor(widths.length * 0.98)] ?? 0;
  const near = shapes.flatMap(({ line }, index) =>
    line.width >= longest * 0.9 && line.width <= longest * 1.05 ? [index] : [],
  );
  const goOn = near.filter((index) => {
    const next = shapes[index + 1];
    // After the last choice, a line before choices is the next stem.
    if (shapes[index]?.choice !== undefined && shapes[index + 2]?.choice?.letter === 'A') return false;
    return next !== undefined && isPlain(next) && !/[。！？!?；;]\s*$/u.test(shapes[index]?.line.text ?? '');
  }).length;
  return longest >= 30 && goOn >= 3 && near.length >= widths.length * 0.1 && goOn >= near.length * 0.5
    ? longest
    : Infinity;
}
