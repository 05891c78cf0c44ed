import { narrow } from './characters.js';

/**
 * What a word of the file says about the kind. `choice`: of one or several, the key decides; `indefinite`: 不定项, several,
 * of which one may be right; `case`: 案例 or 计算, a choice where there are choices, else for a person to judge.
 */
export type NamedKind =
  | 'true-false'
  | 'single'
  | 'multiple'
  | 'indefinite'
  | 'choice'
  | 'fill-in'
  | 'ordering'
  | 'matching'
  | 'short-answer'
  | 'case'
  | 'unsupported';

/** Looked at first: words that contain the name of another kind. */
const SPECIAL: readonly (readonly [RegExp, NamedKind])[] = [
  [/绘图|画图|作图|上传|^(考试)?文件题?$|附件|代码|编程|热点题|热区|听力|录音|口语|矩阵|量表|打分|滑动条|比重|投票|段落说明|完形填空|hotspot|upload|drawing|dragdrop|cloze|^(?:draw|poll|survey)$/u, 'unsupported'],
  [/判断推理|逻辑判断|常识判断|定义判断|选择填空|选词填空|multiplechoice|multichoice|^mcq$/u, 'choice'],
  [/辨析|判断说理|判断说明|判断分析|判断并说明/u, 'short-answer'],
]; // prettier-ignore

const DISTINCT: readonly (readonly [RegExp, NamedKind])[] = [
  [/填空|填充|fill|blank|gap/u, 'fill-in'],
  [/不定项|不定向/u, 'indefinite'],
  [/多选|多项(?!填空)|多向选择|复选|双选|multi|checkbox|severalchoice/u, 'multiple'],
  [/单选|单项(?!填空)|单向选择|最佳选择|single|radio|onechoice/u, 'single'],
  [/判断|是非|正误|对错|truefalse|true|judg|boolean|yesno|^tf$/u, 'true-false'],
  [/排序|排列|order|sequence|sort/u, 'ordering'],
  [/连线|连连看|匹配|配对|match/u, 'matching'],
];

const GENERAL: readonly (readonly [RegExp, NamedKind])[] = [
  [/选择|choice/u, 'choice'],
  [/简答|问答|论述|名词|解释|简述|概念|主观|开放|作文|写作|翻译|操作题|实操|essay|short|open/u, 'short-answer'],
  [/计算|案例|材料|综合|分析|情景|情境|场景|应用/u, 'case'],
];

/** Undefined: the word names no kind, or several that exclude each other. */
export function namedKind(word: string): NamedKind | undefined {
  const name = narrow(word)
    .toLowerCase()
    .replace(/[\s\-_/]+/gu, '');
  const first = (table: readonly (readonly [RegExp, NamedKind])[]) =>
    table.find(([pattern]) => pattern.test(name))?.[1];
  const special = first(SPECIAL);
  if (special !== undefined) return special;
  const kinds = new Set(DISTINCT.filter(([pattern]) => pattern.test(name)).map(([, kind]) => kind));
  const [kind] = kinds;
  if (kinds.size === 1) return kind;
  if (kinds.size === 0) return first(GENERAL);
  return [...kinds].every((each) => each === 'single' || each === 'multiple' || each === 'indefinite')
    ? 'choice'
    : undefined;
}
