/** The numbers and letters that Word puts before paragraphs without writing them into the text. */
import { chineseNumber } from '../../core/question-bank/locator.js';
import type { XmlElement } from '../../core/question-bank/formats/xml-tree.js';
import { childOf, childrenOf, valueOf } from './docx-xml.js';

interface Level {
  readonly start: number;
  readonly format: string;
  /** `%1.` with the number of the first level in place of %1. */
  readonly text: string;
  readonly legal: boolean;
  /** The number starts again after a number of this level or a higher one; 0: never. */
  readonly restart: number | undefined;
}

interface List {
  readonly abstractId: string;
  readonly levels: ReadonlyMap<number, Level>;
  readonly startOverrides: ReadonlyMap<number, number>;
}

export interface NumberingPlace {
  readonly list: string;
  readonly level: number;
}

const MOST_LEVELS = 9;

/** Lists of a document; `label` must be asked once for each numbered paragraph, in order. */
export class Numbering {
  private readonly lists: ReadonlyMap<string, List>;
  /** Lists on the same abstract list count on from each other. */
  private readonly counters = new Map<string, (number | undefined)[]>();
  private readonly overridden = new Set<string>();

  constructor(numbering: XmlElement | undefined) {
    this.lists = numbering === undefined ? new Map() : readLists(numbering);
  }

  /** `1.` or `A、`, with a stop where the list has none; empty for a bullet or an unknown list. */
  label({ list: listId, level }: NumberingPlace): string {
    const list = this.lists.get(listId);
    const own = list?.levels.get(level);
    if (list === undefined || own === undefined) return '';
    const counters = this.counters.get(list.abstractId) ?? [];
    this.counters.set(list.abstractId, counters);
    this.applyOverrides(listId, list, counters);
    counters[level] = (counters[level] ?? own.start - 1) + 1;
    for (let below = level + 1; below < MOST_LEVELS; below += 1) {
      const restart = list.levels.get(below)?.restart;
      if (restart === undefined || (restart > 0 && level < restart)) counters[below] = undefined;
    }
    if (own.format === 'bullet' || own.format === 'none') return '';
    const text = own.text.replace(/%([1-9])/gu, (_, digit: string) => {
      const index = Number(digit) - 1;
      const shown = list.levels.get(index);
      const count = counters[index] ?? shown?.start ?? 1;
      return numberIn(own.legal && index < level ? 'decimal' : (shown?.format ?? 'decimal'), count);
    });
    return withStop(text.trim());
  }

  private applyOverrides(listId: string, list: List, counters: (number | undefined)[]): void {
    if (this.overridden.has(listId)) return;
    this.overridden.add(listId);
    for (const [level, start] of list.startOverrides) counters[level] = start - 1;
  }
}

/** `1` before a text could be its first word; the reader of texts knows `1.` and `A.` */
function withStop(label: string): string {
  return /^[\p{L}\p{N}]+$/u.test(label) && !/[题节章条]$/u.test(label) ? `${label}.` : label;
}

function readLists(numbering: XmlElement): ReadonlyMap<string, List> {
  const abstracts = new Map(
    childrenOf(numbering, 'abstractNum').map((element) => [element.attributes['abstractNumId'] ?? '', element]),
  );
  const styled = new Map(
    [...abstracts.values()].flatMap((element) => {
      const style = valueOf(element, 'styleLink');
      return style === undefined ? [] : [[style, element] as const];
    }),
  );
  const lists = childrenOf(numbering, 'num').flatMap((num) => {
    const abstract = abstracts.get(valueOf(num, 'abstractNumId') ?? '');
    if (abstract === undefined) return [];
    const link = valueOf(abstract, 'numStyleLink');
    const real = (link === undefined ? undefined : styled.get(link)) ?? abstract;
    return [[num.attributes['numId'] ?? '', listOf(num, real)] as const];
  });
  return new Map(lists);
}

function listOf(num: XmlElement, abstract: XmlElement): List {
  const levels = new Map(childrenOf(abstract, 'lvl').map(levelOf));
  const startOverrides = new Map<number, number>();
  for (const override of childrenOf(num, 'lvlOverride')) {
    const level = childOf(override, 'lvl');
    if (level !== undefined) levels.set(...levelOf(level));
    const start = Number(valueOf(override, 'startOverride'));
    if (Number.isInteger(start)) startOverrides.set(Number(override.attributes['ilvl']), start);
  }
  return { abstractId: abstract.attributes['abstractNumId'] ?? '', levels, startOverrides };
}

function levelOf(element: XmlElement): [number, Level] {
  const restart = valueOf(element, 'lvlRestart');
  return [
    Number(element.attributes['ilvl'] ?? 0),
    {
      start: Number(valueOf(element, 'start') ?? 1),
      format: formatOf(element),
      text: valueOf(element, 'lvlText') ?? '',
      legal: childOf(element, 'isLgl') !== undefined,
      restart: restart === undefined ? undefined : Number(restart),
    },
  ];
}

/** Newer formats stand in `mc:AlternateContent`, in an attribute of their own. */
function formatOf(element: XmlElement): string {
  const own = childOf(element, 'numFmt');
  const alternate = childrenOf(element, 'AlternateContent').flatMap((entry) => childrenOf(entry, 'Fallback'));
  const found = own ?? alternate.map((entry) => childOf(entry, 'numFmt')).find((entry) => entry !== undefined);
  return found?.attributes['val'] ?? 'decimal';
}

const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const LEGAL = new Map([...'零壹贰叁肆伍陆柒捌玖'].map((sign, index) => ['零一二三四五六七八九'[index] ?? '', sign]));

const FORMATS: Readonly<Record<string, (count: number) => string>> = {
  upperLetter: (count) => lettersOf(count),
  lowerLetter: (count) => lettersOf(count).toLowerCase(),
  upperRoman: romanOf,
  lowerRoman: (count) => romanOf(count).toLowerCase(),
  decimalZero: (count) => String(count).padStart(2, '0'),
  decimalFullWidth: (count) => [...String(count)].map((digit) => String.fromCharCode(0xff10 + Number(digit))).join(''),
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedParen: (count) => `(${count})`,
  decimalEnclosedFullstop: (count) => `${count}.`,
  chineseCounting: chinese,
  chineseCountingThousand: chinese,
  chineseLegalSimplified: (count) => [...chinese(count)].map((sign) => LEGAL.get(sign) ?? sign).join(''),
  taiwaneseCounting: chinese,
  taiwaneseCountingThousand: chinese,
  japaneseCounting: chinese,
  japaneseDigitalTenThousand: chinese,
  ideographDigital: (count) => [...String(count)].map((digit) => '〇一二三四五六七八九'[Number(digit)] ?? digit).join(''),
  ideographTraditional: (count) => STEMS[count - 1] ?? String(count),
  ideographZodiac: (count) => BRANCHES[count - 1] ?? String(count),
}; // prettier-ignore

const numberIn = (format: string, count: number): string => (FORMATS[format] ?? String)(count);

/** Z is followed by AA, as in Word. */
function lettersOf(count: number): string {
  const letter = String.fromCharCode(65 + ((count - 1) % 26));
  return count < 1 ? String(count) : letter.repeat(Math.min(Math.ceil(count / 26), 20));
}

function circled(count: number): string {
  return count >= 1 && count <= 20 ? String.fromCharCode(0x245f + count) : `(${count})`;
}

function chinese(count: number): string {
  return count >= 1 && count <= 9999 ? chineseNumber(count) : String(count);
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
]; // prettier-ignore

function romanOf(count: number): string {
  if (count < 1 || count > 3999) return String(count);
  let rest = count;
  let text = '';
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  }
  return text;
}
