/** Keys apart from their items: 参考答案 at the end of a paper or of a section. */
import { keyAndRemark } from './draft.js';
import { namedKind } from '../../understand/kind-names.js';
import type { Heading } from './headings.js';
import { continued, entriesOf, newEntry, type KeyEntry } from './key-entries.js';
import { compactKeys, isMarks, marksOnly, miscounted, tableKeys, type Miscount } from './key-grammar.js';
import { cut } from './lines.js';
import { chineseValue, numberAs, type ItemNumber } from './numbers.js';
import type { Shape } from './shapes.js';

export interface KeySection {
  readonly heading?: Heading;
  readonly line: number;
  readonly entries: KeyEntry[];
  /** Keys without numbers, and how many lines they fill. */
  loose: string;
}

export interface KeyArea {
  readonly sections: readonly KeySection[];
  readonly miscounted: readonly Miscount[];
  /** Index of the first line that is no longer part of it. */
  readonly end: number;
  /** Lines in it that say nothing about keys. */
  readonly unclaimed: readonly number[];
}

/** Whether a line holds keys of several items, without regard to its place. */
export const isCompact = (shape: Shape | undefined): boolean => {
  const keys = shape === undefined || shape.line.blank ? undefined : compactKeys(shape.line.shade);
  return (keys?.length ?? 0) > 1 || (shape !== undefined && miscounted(shape.line) !== undefined);
};

/** The number before a key in an area, in whatever style. */
const numbered = ({ line }: Shape): ItemNumber | undefined =>
  numberAs('plain', line.shade) ?? numberAs('bracketed', line.shade) ?? numberAs('named', line.shade);

const nextLine = (shapes: readonly Shape[], from: number): number => {
  let index = from;
  while (shapes[index]?.line.blank === true || shapes[index]?.noise === true) index += 1;
  return index;
};

const TITLE = /(?:评分(?:标准|细则)|试卷|试题|答案)\s*$/u;

/** 《示例》试卷评分标准 under 参考答案. */
const isTitle = (shape: Shape): boolean =>
  shape.heading === undefined &&
  numbered(shape) === undefined &&
  shape.line.width <= 80 &&
  (shape.areaTitle || TITLE.test(shape.line.shade.trimEnd()));

const REPLY = /^\s*答\s*:/u;

/** Headings that may stand one under another before the first key. */
const HEADINGS = 3;

/** Keys behind the words of a heading: 单选题：1-5 ABCDE. */
const keysAfter = ({ line }: Shape, { end }: Heading) => compactKeys(line.shade.slice(end).replace(/^[^:\d]*:?/u, ''));

const isTable = (shapes: readonly Shape[], index: number): boolean => {
  const second = shapes[nextLine(shapes, index + 1)];
  const first = shapes[index];
  return first !== undefined && second !== undefined && tableKeys(first.line.shade, second.line.shade) !== undefined;
};

/** The items before an area. */
export interface Before {
  /** Some have no key yet, so that their keys may be words. */
  readonly owed: boolean;
  readonly used: ReadonlySet<number>;
}

/**
 * Whether keys begin at a line: several at once, a table, or a number with a short key and no choices after it.
 */
export function keysBegin(shapes: readonly Shape[], from: number, before: Before, depth = 0): boolean {
  const index = nextLine(shapes, from);
  const shape = shapes[index];
  if (shape === undefined) return false;
  if (isCompact(shape) || isTable(shapes, index)) return true;
  if (depth < HEADINGS && isTitle(shape)) return keysBegin(shapes, index + 1, before, depth + 1);
  if (shape.heading !== undefined) {
    if (keysAfter(shape, shape.heading) !== undefined) return true;
    const below = nextLine(shapes, index + 1);
    return depth < HEADINGS && keysBegin(shapes, below, before, depth + 1);
  }
  const ordinal = ordinalOf(shape.line.shade);
  if (marksOnly(shape.line.shade) || (ordinal !== undefined && keysAfter(shape, ordinal) !== undefined)) return true;
  const number = numbered(shape);
  if (number === undefined || !(number.value === 1 || before.used.has(number.value))) return false;
  if (compactKeys(shape.line.shade) !== undefined || shape.labels[0]?.start === number.end) return true;
  if (REPLY.test(shape.line.shade.slice(number.end))) return true;
  const { key, remark } = keyAndRemark(cut(shape.line, number.end));
  if (remark !== '' && /^[A-Z\s,、]+$/u.test(key)) return true;
  return (
    number.value === 1 && before.owed && !choicesFollow(shapes, index) && !/[(]\s*[)]|_{2,}/u.test(shape.line.shade)
  );
}

/** What is known of an area before its lines are read. */
export interface Known {
  /** Headings of kinds may stand in it. */
  readonly titled: boolean;
  /** Keys in the line of the title. */
  readonly begun?: KeySection;
  /** No number beyond this one is part of it. */
  readonly until?: number;
  /** Numbers of the items before it. */
  readonly used?: ReadonlySet<number>;
  /** Only lines that carry on without a gap, or have a number, are part of it. */
  readonly close?: boolean;
}

/** Reads an area from its first line after the title on. */
export function readKeyArea(shapes: readonly Shape[], from: number, known: Known): KeyArea {
  const { titled, begun, until = Infinity, close = false, used = new Set() } = known;
  const sections: KeySection[] = begun === undefined ? [] : [begun];
  const unclaimed: number[] = [];
  const wrong: Miscount[] = [];
  let section = begun;
  const current = (line: number): KeySection => {
    section ??= newSection(line);
    if (!sections.includes(section)) sections.push(section);
    return section;
  };
  const add = (line: number, keys: readonly { readonly number: number; readonly key: string }[]) => {
    current(line).entries.push(...keys.map(({ number, key }) => newEntry(number, line, key)));
  };
  let index = from;
  for (; index < shapes.length; index += 1) {
    const shape = shapes[index] as Shape;
    const { line } = shape;
    if (line.blank) continue;
    const ordinal = shape.heading === undefined ? ordinalOf(line.shade) : undefined;
    if (ordinal !== undefined) {
      const listed = keysAfter(shape, ordinal);
      const entries = listed === undefined ? entriesOf(shape, ordinal.end) : [];
      if (listed !== undefined || entries.length > 0) {
        section = newSection(line.number, ordinal);
        sections.push(section);
        section.entries.push(...entries);
        if (listed !== undefined) add(line.number, listed);
        continue;
      }
    }
    if (shape.heading !== undefined) {
      const rest = keysAfter(shape, shape.heading);
      const due = new Set([1, (section?.entries.at(-1)?.number ?? 0) + 1, ...used]);
      if (rest === undefined && !continues(shapes, index + 1, titled ? shape.heading : undefined, due)) break;
      section = newSection(line.number, shape.heading);
      sections.push(section);
      if (rest !== undefined) add(line.number, rest);
      continue;
    }
    if (DATE.test(line.shade)) {
      unclaimed.push(line.number);
      continue;
    }
    const miscount = miscounted(line);
    if (miscount !== undefined) {
      wrong.push(miscount);
      continue;
    }
    const keys = compactKeys(line.shade);
    const last = section?.entries.at(-1);
    if (keys !== undefined && (keys.length > 1 || !choicesFollow(shapes, index))) {
      add(line.number, keys);
      continue;
    }
    if (isTable(shapes, index)) {
      const second = nextLine(shapes, index + 1);
      add(line.number, tableKeys(line.shade, shapes[second]?.line.shade ?? '') ?? []);
      index = second;
      continue;
    }
    if (marksOnly(line.shade)) {
      current(line.number).loose += ` ${line.shade}`;
      continue;
    }
    const number = numbered(shape);
    if (number !== undefined && !within(shape, number, last)) {
      const again = number.value > 1 && number.value === last?.number;
      if ((restarts(last, number.value) && !again) || number.value > until || choicesFollow(shapes, index)) break;
      current(line.number).entries.push(...entriesOf(shape, 0));
      continue;
    }
    if (close && shapes[index - 1]?.line.blank === true) break;
    if (last === undefined || !continued(shape, last)) {
      if (shape.choice !== undefined || shape.areaTitle || last !== undefined) break;
      unclaimed.push(line.number);
    }
  }
  return { sections, miscounted: wrong, end: index, unclaimed };
}

/** Under the keys, as the day of the paper. */
const DATE = /^\s*\d{4}\s*年\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*日)?\s*$/u;

export const newSection = (line: number, heading?: Heading): KeySection => ({
  line,
  entries: [],
  loose: '',
  ...(heading === undefined ? {} : { heading }),
});

const restarts = (last: KeyEntry | undefined, value: number | undefined) =>
  last !== undefined && value !== undefined && value <= last.number;

/** Kinds whose keys are words. */
const IN_WORDS = new Set(['fill-in', 'short-answer', 'case', 'ordering', 'matching']);

/**
 * Whether what follows a heading still belongs to the area. `heading`: absent where nothing but keys may follow; `due`: the
 * numbers that its first key in words may have.
 */
function continues(
  shapes: readonly Shape[],
  from: number,
  heading: Heading | undefined,
  due: ReadonlySet<number>,
  depth = 0,
): boolean {
  const index = nextLine(shapes, from);
  const shape = shapes[index];
  if (shape === undefined) return false;
  const { shade } = shape.line;
  if (isCompact(shape) || isTable(shapes, index) || marksOnly(shade)) return true;
  if (shape.heading !== undefined) {
    const inner = heading === undefined ? undefined : shape.heading;
    return (
      keysAfter(shape, shape.heading) !== undefined ||
      (depth < HEADINGS && continues(shapes, index + 1, inner, due, depth + 1))
    );
  }
  const value = numbered(shape)?.value;
  if (heading === undefined || value === undefined || choicesFollow(shapes, index)) return false;
  if (compactKeys(shade) !== undefined) return true;
  if (!due.has(value)) return false;
  const named = heading.kind === undefined ? undefined : namedKind(heading.kind);
  const inWords = named === undefined || IN_WORDS.has(named);
  return shape.labels.length > 0 || (inWords && !/[(]\s*[)]|_{2,}/u.test(shade));
}

/** A model answer may have numbered parts: （1）… under 1. */
const within = (_: Shape, number: ItemNumber, last: KeyEntry | undefined): boolean =>
  last !== undefined && number.style === 'bracketed' && !isMarks(last.key.first);

function choicesFollow(shapes: readonly Shape[], from: number): boolean {
  for (let index = from + 1; index < shapes.length; index += 1) {
    const shape = shapes[index] as Shape;
    if (shape.heading !== undefined || numbered(shape) !== undefined) return false;
    if (shape.choice !== undefined) return shape.choice.letter === 'A';
  }
  return false;
}

/** 三、 before the first key of a section. */
const ORDINAL = /^\s*([一二三四五六七八九十]{1,3})\s*[、.:]\s*(?=\d)/u;

function ordinalOf(shade: string): Heading | undefined {
  const match = ORDINAL.exec(shade);
  return match === null ? undefined : { sign: 'chinese', value: chineseValue(match[1] ?? ''), end: match[0].length };
}
