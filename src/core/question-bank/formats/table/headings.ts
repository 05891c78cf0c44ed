/** Rows between items: 一、单项选择题（每题2分，共40分）; 第二章 总则. */
import { narrow, tidy } from '../../understand/characters.js';
import { namedKind } from '../../understand/kind-names.js';

export interface SectionHeading {
  readonly kind?: string;
  readonly points?: string;
  /** A part of the subject, which becomes a tag. */
  readonly part?: string;
}

const LONGEST = 60;
const ORDINAL =
  /^(?:第?[一二三四五六七八九十百]+(?:部分|大题|题|、|[.．:：])?|[（(][一二三四五六七八九十百]+[）)]|[IVXⅠ-Ⅻ]+[.．、]|\d{1,2}[.．、]|part\s*\d+)[\s、.．:：]*/iu;
const KIND_WORD =
  /^(?:(?:理论|基础|必答|抢答|专业|公共|党建|安全|法律|知识)?(?:单项?选择?题?|多项?选择?题?|不定项选择?题?|选择题|判断(?:改错|正误|对错)?题?|是非题?|对错题?|填空题?|简答题?|问答题?|论述题?|名词解释题?|辨析题?|排序题?|连线题?|匹配题?|案例(?:分析)?题?|材料(?:分析)?题?|情景题?|计算题?|综合题?|分析题?|操作题?|(?:single|multiple)[\s-]choice|true[\s/-]*(?:or[\s-]*)?false|fill[\s-]in))/iu;
const PART = /^第\s*[一二三四五六七八九十百\d]+\s*(?:章|节|编|篇|单元|部分|讲|课|模块|专题)/u;
const EACH = /每[小]?[题空]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分/u;

/** Undefined where the words may be an item. */
export function sectionHeading(text: string): SectionHeading | undefined {
  const words = tidy(text);
  if (words === '' || words.length > LONGEST || words.includes('\n')) return undefined;
  const plain = narrow(words);
  const bare = plain.replace(ORDINAL, '');
  const points = EACH.exec(plain)?.[1];
  const named = KIND_WORD.exec(bare);
  if (named !== null && isRest(named[0], bare.slice(named[0].length))) {
    return { kind: named[0], ...(points === undefined ? {} : { points }) };
  }
  if (PART.test(plain) && plain.length <= 30 && !/[?？。（(_]/u.test(plain)) return { part: words };
  return undefined;
}

/** What may follow the name of a kind in a heading: remarks in brackets, numbers of items and points, what to do. */
const COUNTS = String.raw`[:：,，.。、;；]?\s*(?:[（(【[].*[）)】\]]|(?:共|每|本|计|合计|满分|答对|\d).*)`;
const REST = new RegExp(`^(?:部分|类|题库|试题|题目|练习)?\\s*(?:${COUNTS})*$`, 'su');
const TASK = /^[:：,，.。]?\s*(?:下列|请|以下|题目|在下列|对的|正确的|错误的|认为)/su;

const isRest = (kind: string, rest: string): boolean => REST.test(rest) || (kind.endsWith('题') && TASK.test(rest));

/** A kind in the name of a sheet or in a title: 单选, 判断题库, 安全知识竞赛题库（多选题）. */
export function kindInTitle(text: string): string | undefined {
  const words = narrow(text);
  return words.length <= LONGEST && namedKind(words) !== undefined && STRICT.test(words) ? words : undefined;
}

/** Words like 分析 or 综合 in a title say nothing about kinds. */
const STRICT =
  /单选|多选|单项|多项|不定项|判断|是非|填空|简答|问答|论述|名词解释|选择题|辨析|排序题|连线|匹配题|single|multiple|true|false|fill|judg/iu;
