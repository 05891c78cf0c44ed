/** Texts on which several items are based: 阅读材料，回答1-3题; 案例一; 背景资料. */
import type { Draft } from './draft.js';
import type { Line } from './lines.js';
import { Prose } from './prose.js';

export interface Material {
  readonly lines: Line[];
  readonly text: Prose;
  /** Numbers of the items that it says it is for. */
  readonly range?: { readonly from: number; readonly to: number };
  /** Of a case, or shared in so many words: what follows is based on it. Else it can only be told that it stands there. */
  readonly shared: boolean;
  /** Items that have it, and items that only stand below it. */
  carried: number;
  near: number;
}

const NUMBERS = String.raw`第?\s*(?<!\d)(\d{1,4})\s*题?\s*(?:[-~—–至到,、]|——)\s*第?\s*(\d{1,4})\s*(?:小?题|问)`;
const WHAT = '(?:材料|资料|案例|案情|短文|情景|情境|图表|信息|背景|题干)';
const ABOUT = String.raw`(?:根据|依据|阅读|结合|基于|针对|分析)[^。;]{0,16}${WHAT}[^。;]{0,30}?`;
/** 根据以上材料，回答1-3题; (1～3题共用题干). */
const RANGED = [
  new RegExp(`${ABOUT}${NUMBERS}`, 'u'),
  new RegExp(String.raw`^\s*[(【]?\s*${NUMBERS}\s*(?:共用|共享|基于|根据|依据|使用)[^。;]{0,8}${WHAT}`, 'u'),
];
const ORNAMENT = String.raw`^[\s(【《#*]*(?:[一二三四五六七八九十\d]{1,3}\s*[)】、.]\s*)?[(【]?\s*`;
/** 阅读下列材料，回答问题：, 【案例】, 案例一, 材料1：, 背景资料：, 共用题干 */
const OPENING = [
  new RegExp(`${ORNAMENT}阅读[^。,;]{0,12}${WHAT}`, 'u'),
  new RegExp(`${ORNAMENT}(?:根据|依据|结合)(?:以下|下列|下面|下述|上述|以上|所给|如下)[^。,;]{0,8}${WHAT}[^。;]{0,16}(?:回答|完成|作答|分析|解答)`, 'u'),
  new RegExp(String.raw`${ORNAMENT}(?:背景|阅读|案例|共用|公共)?${WHAT}(?:分析|介绍|简介|描述)?\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})?\s*[)】]?\s*(?::|$)`, 'u'),
]; // prettier-ignore
const CASE = new RegExp(
  String.raw`${ORNAMENT}案例\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[)】]?\s*(?::|$|\s)`,
  'u',
);
const SHARED = /共用|共享|公共|案例|案情/u;
/** 问题：above the items themselves. */
const ASKS = /^\s*(?:请?回答(?:下列|以下)?)?(?:问题|设问|请问|小题)\s*:?\s*$/u;
/** Longer lines are looked at no further. */
const LONGEST = 2000;

export interface Opening {
  readonly range?: { readonly from: number; readonly to: number };
  readonly shared: boolean;
  /** 案例二: begins another even where an answer in words may go on. */
  readonly certain: boolean;
  /** What it is said of stands above. */
  readonly above: boolean;
}

/** What a line says about a text that items share; undefined for any other line. */
export function openingOf({ shade }: Line): Opening | undefined {
  if (shade.length > LONGEST) return undefined;
  const numbers = RANGED.map((pattern) => pattern.exec(shade)).find((match) => match !== null);
  const [from, to] = [Number(numbers?.[1]), Number(numbers?.[2])];
  const above = /以上|上述|上面/u.test(shade);
  if (to > from && to - from < 100) return { range: { from, to }, shared: true, certain: true, above };
  const certain = CASE.test(shade);
  if (!certain && !OPENING.some((pattern) => pattern.test(shade))) return undefined;
  return { shared: SHARED.test(shade), certain, above: false };
}

/** What a case and its first part share: the words before （1）. */
const FIRST_PART = /\n\s*[(（]\s*1\s*[)）]/u;

/** Parts of a case that are items of their own get its words, which stand in the first of them. */
export function carryCases(drafts: readonly Draft[]): void {
  drafts.forEach((draft, index) => {
    const stem = draft.stem.toString();
    const end = FIRST_PART.exec(stem)?.index;
    if (end === undefined) return;
    for (let next = index + 1; drafts[next]?.part === next - index + 1; next += 1) {
      const part = drafts[next] as Draft;
      if (part.section !== draft.section) return;
      part.material ??= [draft.material, stem.slice(0, end)].filter((words) => words !== undefined).join('\n');
    }
  });
}

export const newMaterial = ({ range, shared }: Pick<Opening, 'range' | 'shared'>): Material => ({
  lines: [],
  text: new Prose(),
  shared,
  carried: 0,
  near: 0,
  ...(range === undefined ? {} : { range }),
});

/** Whether a line of a material is only about the items: 根据以下材料，回答1-3题。 */
export const isInstruction = ({ shade }: Line): boolean =>
  ASKS.test(shade) || (shade.length <= LONGEST && RANGED.some((pattern) => isWhole(pattern, shade)));

function isWhole(pattern: RegExp, shade: string): boolean {
  const match = pattern.exec(shade);
  const outside = match === null ? 'x' : shade.slice(0, match.index) + shade.slice(match.index + match[0].length);
  return !/[\p{L}\p{N}]/u.test(outside);
}

/** Whether an item below a material is based on it; undefined where nobody can tell. */
export function isBasedOn({ range, shared }: Material, number: number | undefined): boolean | undefined {
  if (range !== undefined) return number !== undefined && number >= range.from && number <= range.to;
  return shared ? true : undefined;
}
