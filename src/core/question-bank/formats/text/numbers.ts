/** Numbers of items as people write them at the start of a line. */

export type NumberStyle = 'plain' | 'bracketed' | 'circled' | 'named' | 'dotted' | 'chinese' | 'bare' | 'glued';

export interface ItemNumber {
  readonly style: NumberStyle;
  readonly value: number;
  /** Offset of the number itself. */
  readonly start: number;
  /** Offset of what follows. */
  readonly end: number;
  /** May be something else: the whole part of 1.5, a ratio 1:2. */
  readonly doubtful: boolean;
  /** A word before the number that names the kind. */
  readonly kind?: string;
}

const CHINESE_DIGITS = '零一二三四五六七八九';

/** 一 to 九十九; NaN for anything else. */
export function chineseValue(numeral: string): number {
  if (/^\d+$/u.test(numeral)) return Number(numeral);
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/u.exec(numeral);
  if (numeral === '' || match === null) return Number.NaN;
  const [, tens, ten, ones] = match;
  if (ten === undefined)
    return tens !== undefined && ones !== undefined ? Number.NaN : CHINESE_DIGITS.indexOf(tens ?? ones ?? '');
  return (
    (tens === undefined ? 1 : CHINESE_DIGITS.indexOf(tens)) * 10 +
    (ones === undefined ? 0 : CHINESE_DIGITS.indexOf(ones))
  );
}

interface Pattern {
  readonly style: NumberStyle;
  readonly pattern: RegExp;
  readonly value: (match: RegExpExecArray) => number;
}

const figure = (match: RegExpExecArray) => Number(match[1]);
const ENCLOSED: readonly (readonly [NumberStyle, number, number])[] = [
  ['circled', 0x2460, 20],
  ['circled', 0x3251, 15],
  ['circled', 0x2776, 10],
  ['bracketed', 0x2474, 20],
  ['plain', 0x2488, 20],
];

/** Sticky, on the shade; the first that fits counts. */
const PATTERNS: readonly Pattern[] = [
  { style: 'dotted', pattern: /(?:\d{1,2}-(\d{1,3})|\d{1,2}\.(\d{1,3}))(?:\s*[、.:)]|\s+)(?!\d)/y, value: (match) => Number(match[1] ?? match[2]) },
  { style: 'plain', pattern: /(\d{1,5})\s*(?:[.、:)•·﹒]|[,。](?!\d{3})|\s?\u20E3)\s*/y, value: figure },
  { style: 'bracketed', pattern: /[([【]\s*(\d{1,4})\s*[)\]】]\s*[.、:]?\s*/y, value: figure },
  { style: 'named', pattern: /第\s*(\d{1,4}|[一二三四五六七八九十]{1,3})\s*[题道]\s*[.、:)]?\s*/y, value: (match) => chineseValue(match[1] ?? '') },
  { style: 'named', pattern: /(?:题目|试题|题|Question|Q|No\.?)\s*(\d{1,4})\s*[.、:)]?\s*/iy, value: figure },
  { style: 'plain', pattern: /[一二三四五六七八九十]{1,3}[.、]\s*(\d{1,3})\s*[.、:)]?\s*/y, value: figure },
  { style: 'chinese', pattern: /([一二三四五六七八九十]{1,3})\s*[、.:)]\s*/y, value: (match) => chineseValue(match[1] ?? '') },
  { style: 'bare', pattern: /(\d{1,4})\s+(?=\S)/y, value: figure },
  { style: 'glued', pattern: /(\d{1,8})(?=[^\s\d.、:,)\]/%])/y, value: figure },
]; // prettier-ignore

/** 9.2025年: no decimal is followed by a year's sign. */
const YEAR = /^(?:1[89]|20)\d{2}\s*年/u;
const KIND = '单选|多选|判断|填空|简答|不定项';
/** 单选1、 and 【单选题】1、 */
const BEFORE = new RegExp(
  `[\\s★☆●■◆▲#>*]*(?:(${KIND})题?\\s*(?=\\d)|[([【]\\s*(${KIND}|单项选择|多项选择)题?\\s*[)\\]】]\\s*(?=\\d{1,4}\\s*[.、:)](?!\\d)))?`,
  'y',
);

/** The number in the given style with which the line begins, from `from` on; undefined where it begins with none. */
export function numberAs(style: NumberStyle, shade: string, from = 0): ItemNumber | undefined {
  BEFORE.lastIndex = from;
  const before = BEFORE.exec(shade);
  const start = from + (before?.[0].length ?? 0);
  const kind = before?.[1] ?? before?.[2];
  const common = { style, start, ...(kind === undefined ? {} : { kind }) };
  const code = shade.charCodeAt(start);
  const enclosed = ENCLOSED.find(([of, first, count]) => of === style && code >= first && code < first + count);
  if (enclosed !== undefined) {
    const [, first] = enclosed;
    return { ...common, value: code - first + (first === 0x3251 ? 21 : 1), end: start + 1, doubtful: false };
  }
  for (const { style: of, pattern, value } of PATTERNS) {
    if (of !== style) continue;
    pattern.lastIndex = start;
    const match = pattern.exec(shade);
    if (match === null) continue;
    const end = start + match[0].length;
    const doubtful =
      /\d[.:,]$/u.test(match[0]) && /\d/u.test(shade[end] ?? '') && !YEAR.test(shade.slice(end, end + 8));
    return { ...common, value: value(match), end, doubtful };
  }
  return undefined;
}
