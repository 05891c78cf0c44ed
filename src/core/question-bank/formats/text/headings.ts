import { namedKind, type NamedKind } from '../../understand/kind-names.js';
import { compactKeys, isMarks } from './key-grammar.js';
import { chineseValue } from './numbers.js';

/** The sign before a heading; those that come later in this list lie further inside where an outline has both. */
type Sign = 'chapter' | 'roman' | 'chinese' | 'bracketed' | 'figure' | 'none';

export interface Heading {
  readonly sign: Sign;
  /** 一 as 1; undefined without a sign. */
  readonly value?: number;
  /** The words that name the kind: 单项选择题. */
  readonly kind?: string;
  readonly points?: string;
  /** Offset of what follows the words, for keys on the same line. */
  readonly end: number;
}

const SIGNS: readonly (readonly [Sign, RegExp])[] = [
  ['chapter', /\s*第\s*([一二三四五六七八九十\d]{1,4})\s*(?:章|节|部分|篇|单元|编|大题|套|讲|专题)\s*[、.:]?\s*/y],
  ['roman', /\s*([IVX]{1,4}|[Ⅰ-Ⅻ])\s*[、.:]\s*/y],
  ['chinese', /\s*([一二三四五六七八九十]{1,3})\s*[、.:)，,]\s*/y],
  ['bracketed', /\s*[([【]\s*([一二三四五六七八九十]{1,3})\s*[)\]】]\s*[、.:]?\s*/y],
  ['figure', /\s*(\d{1,2})\s*[、.:]\s*/y],
];
const ORNAMENT = /\s*[#=\-—*★☆●■◆▲▶◇□\s]*/y;

/** What may stand after the name: nothing, a bracket, a colon, a number of items. */
const AFTER = String.raw`\s*(?:$|[(（【[:：,，。;；\-—=*#★]|共|每|合计|总|满分|本|\d+\s*[道题分个]|[一二三四五六七八九十百]+[道题])`;
/** 单项选择题, 判断, 【多选题】 and nothing before it but a word or two. */
const KIND_WORDS = new RegExp(
  String.raw`([【[(《]?\s*)((?:[^\s，。？！?!:;：；、（(【[\]】）)_]{0,8}?)(?:题型|大题|小题|题|单选|多选|判断|填空|简答|论述|单项选择|多项选择|不定项选择|不定项|名词解释)(?:部分|类|库|目)?)\s*([】\])》]?)(?=${AFTER})`,
  'y',
);
const SMALL_SIGN = /^(?:[一二三四五六七八九十]{1,3}[、.:)]|\d{1,2}[、.:])/u;
const EACH = /每\s*(?:[小]?\s*题|个|空)?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分/u;
const LONGEST = 150;

const KINDS_OF_TAG =
  /^(?:考试)?(?:不定项|(?:单项?|多项?|双|不定项|单项|多项)?(?:选择?)|判断(?:对错|正误|改错)?|是非|对错|(?:单项|多项)?填空|简答|问答|论述|名词解释|排序|连线|匹配|案例分析|辨析|案例|材料|计算|综合|single|multiple|true\/?false)题?$/iu;
const TAG_LIKE = /^(?:考试)?[\u4e00-\u9fff]{2,8}题$/u;

/** Whether words in brackets are the kind of an item: 单选题, 多选, 判断. */
export function isKindTag(words: string): boolean {
  const bare = words.replace(/\s+/gu, '');
  return KINDS_OF_TAG.test(bare) || (TAG_LIKE.test(bare) && namedKind(bare) !== undefined);
}

function signOf(shade: string, from: number) {
  for (const [sign, pattern] of SIGNS) {
    pattern.lastIndex = from;
    const match = pattern.exec(shade);
    if (match !== null) return { sign, numeral: match[1] ?? '', end: from + match[0].length };
  }
  return { sign: 'none' as const, numeral: '', end: from };
}

/** A heading that names a kind, or a chapter; undefined for a line of any other sort. */
export function headingOf(shade: string): Heading | undefined {
  const words = shade.trim();
  if (words === '' || shade.length > LONGEST) return undefined;
  ORNAMENT.lastIndex = 0;
  const start = ORNAMENT.exec(shade)?.[0].length ?? 0;
  const { sign, numeral, end } = signOf(shade, start);
  const value = chineseValue(numeral);
  const common = { sign, ...(Number.isNaN(value) ? {} : { value }) };
  const points = EACH.exec(shade)?.[1];
  const named = kindAt(shade, end, sign);
  if (named !== undefined) {
    return { ...common, kind: named.kind, ...(points === undefined ? {} : { points }), end: named.end };
  }
  if (sign === 'chapter' && words.length <= 60) return { ...common, end };
  const title = shade.slice(end).trim();
  const short =
    title.length > 0 && title.length <= 30 && !/[。？！?!；;，,_]|[(]\s*[)]|[A-D][.、]|^\d{1,3}(?![\d年])/u.test(title);
  return (sign === 'chinese' || sign === 'bracketed') && short ? { ...common, end } : undefined;
}

/** 每题2分, 共10题, 20分, in brackets or not: what a heading says of its items. */
const COUNTS =
  /^(?:[(【[][^()【】[\]]*[分题道空\d][^()【】[\]]*[)】\]]?|[(【[]?(?:本\s*(?:大题|题|部分)|每\s*(?:小?题|道|个?空)|各\s*小?题|共\s*计?\s*[\d一二三四五六七八九十_]|合计|总分|满分)|[\d一二三四五六七八九十]+\s*(?:(?:道|个)?\s*小?题|分(?=$|[\s,。;/])))/u;
/** What it tells those who respond. */
const DIRECTIONS = /打\s*["“]?\s*[√×]|(?:下列|以下)各|每\s*小?题|不得分/u;
const LOOSE_DIRECTIONS =
  /[√×]|(?:下列|以下)(?:每|题|小题)|请\s*(?:将|把|在|根据|判断|选择|从)|不给分|只有(?:一|1)\s*(?:个|项)|多选、|(?:正确|符合题意|最佳)的?(?:答案|选项)|填(?:在|入|写)|作答/u;
const LEAD = /^[\s:,。;—=*#★-]+/u;

/** Whether words behind the name of a kind are what headings say, and no statement or stem. */
function ofHeading(rest: string): boolean {
  const words = rest.replace(LEAD, '').trim();
  return isMarks(words) || COUNTS.test(words) || compactKeys(words) !== undefined || DIRECTIONS.test(words);
}

/** Words behind the name of the kind in a heading that are neither counts nor keys nor directions. */
export function straysBehind(shade: string, { kind, end }: Heading): boolean {
  const rest = shade.slice(end);
  return kind !== undefined && !ofHeading(rest) && !LOOSE_DIRECTIONS.test(rest) && !/^\s*[([【]/u.test(rest);
}

/** （×） at the end: the mark of a statement. */
const MARKED = /[([【]\s*(?:[√×✓✗✔✘]|正确|错误|对|错)\s*[)\]】]\s*[。.]?\s*$/u;

function kindAt(shade: string, from: number, sign: Sign): { readonly kind: string; readonly end: number } | undefined {
  const second = SMALL_SIGN.exec(shade.slice(from))?.[0].length ?? 0;
  KIND_WORDS.lastIndex = from + second;
  const match = KIND_WORDS.exec(shade);
  if (match === null) return undefined;
  const end = from + second + match[0].length;
  const kind = match[2] ?? '';
  const opened = (match[1] ?? '').trim() !== '';
  if (opened !== ((match[3] ?? '') !== '')) return undefined;
  const rest = shade.slice(end);
  if (namedKind(kind) === undefined) return undefined;
  // 1. 判断：国旗可以倒挂。 is an item that says its kind.
  if ((sign === 'figure' || MARKED.test(rest)) && !ofHeading(rest.replace(MARKED, ' '))) return undefined;
  // A sentence that begins with the word is no heading: 判断：下列……
  return /[？?]\s*$|_{2,}|[(]\s*[)]\s*[。.]?\s*$/u.test(rest) ? undefined : { kind, end };
}

/** A stretch of the file under one heading. */
export interface Section {
  readonly heading?: Heading;
  /** The kind as namedKind has it; undefined where no heading names one. */
  readonly named?: NamedKind;
  readonly kind?: string;
  readonly points?: string;
}

/** The headings above a line, outermost first. A heading ends those of its own sign and all within them. */
export class Outline {
  private stack: Heading[] = [];

  enter(heading: Heading): Section {
    const same = this.stack.findIndex(({ sign }) => sign === heading.sign);
    this.stack = [...(same === -1 ? this.stack : this.stack.slice(0, same)), heading];
    const naming = this.stack.findLast(({ kind }) => kind !== undefined);
    const named = naming?.kind === undefined ? undefined : namedKind(naming.kind);
    return {
      heading,
      ...(naming?.kind === undefined ? {} : { kind: naming.kind }),
      ...(named === undefined ? {} : { named }),
      ...(naming?.points === undefined ? {} : { points: naming.points }),
    };
  }
}
