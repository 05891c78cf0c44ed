/** Words that say what follows them: 答案, 解析, 难度 … */

export type Field =
  | 'key'
  | 'explanation'
  | 'difficulty'
  | 'points'
  | 'tags'
  | 'source'
  | 'validUntil'
  | 'kind'
  | 'stem'
  | 'choices'
  | 'ignored';

export interface Label {
  readonly field: Field;
  /** Offset of the label and of what follows it. */
  readonly start: number;
  readonly end: number;
}

/** Without spaces between their characters; they may stand apart in the file: 答 案. */
const WORDS: readonly (readonly [Field, string])[] = [
  ['ignored', '(?:我的|你的|您的|学生|考生|用户|作答|错误)答案|得分|本题得分|正确率|答题情况|作答情况'],
  ['explanation', '(?:答案|试题|题目|本题|参考|名师|习题)?(?:解析|详解|解答|分析|解释|点评|点拨)'],
  ['key', '(?:参考|标准|正确|本题)?答案(?:是|为)?|正确选项|标答|正答|参考解答'],
  ['difficulty', '难易程度|难易度|难度(?:系数|等级)?'],
  ['points', '分值|本题分值'],
  ['tags', '知识点|考点|考查点|标签|章节|分类|类别|知识模块'],
  ['source', '出处|来源|依据|法律依据|法条依据|法规依据|政策依据|出题依据|试题来源|题目来源'],
  ['validUntil', '有效期至?'],
  ['kind', '题型|题目类型|试题类型'],
  ['stem', '题干|题目|试题内容|题目内容'],
  ['choices', '选项|备选项|备选答案'],
];
const ENGLISH: readonly (readonly [Field, string])[] = [
  ['key', 'answer|correct answer|key|ans'],
  ['explanation', 'explanation|analysis|feedback'],
];

const spaced = (words: string) => words.replace(/(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])/gu, '\\s*');
const named = (group: string) => new RegExp(`^(?:${group})$`, 'iu');
const ALL = [...WORDS, ...ENGLISH];
const NAMES = ALL.map(([field, words]) => [field, named(words)] as const);
const fieldOf = (words: string): Field | undefined => {
  const bare = words.replace(/[\s[\]【】()]+/gu, ' ').trim();
  const joined = /[a-z]/iu.test(bare) ? bare : bare.replace(/\s+/gu, '');
  return NAMES.find(([, pattern]) => pattern.test(joined))?.[0];
};

const ANY = ALL.map(([, words]) => spaced(words)).join('|');
const CHINESE = WORDS.map(([, words]) => spaced(words)).join('|');
/** In square brackets it is a label wherever it stands: 【答案】, [解析]. */
const BRACKETED = `[【\\[]\\s*(?:${CHINESE})\\s*[】\\]]\\s*[:]?\\s*`;
/** Else a colon follows. */
const WITH_COLON = `[(]?(?:${CHINESE})[)]?\\s*:\\s*`;
const AT_START = new RegExp(`\\s*(?:[-*•>]\\s*)*(?:${BRACKETED}|[(]?(?:${ANY})[)]?\\s*:\\s*)`, 'iuy');
/** 正确答案 B, 答案B, 答案（B）: a letter or a mark is all that follows. */
const BARE_KEY = '[(]?\\s*(?:[A-Za-z](?:[\\s,、]*[A-Za-z]){0,9}|[√×✓✗✔✘])\\s*[)]?\\s*$';
const WITHOUT_COLON = new RegExp(
  `\\s*[(]?(?:(?:正确|参考|标准)\\s*答\\s*案[)]?\\s*(?:是|为)?\\s*(?=(?:${BARE_KEY}|(?:正确|错误|对|错)?\\s*$))|答\\s*案[)]?\\s*(?:是|为)?\\s*(?=${BARE_KEY}|(?<=\\s)(?:正确|错误|对|错)\\s*$))`,
  'uy',
);
const WITHIN = new RegExp(`${BRACKETED}|${WITH_COLON}`, 'gu');
/** Glued to the words before it, at the end of a line; but 以上都是正确答案 is the text of a choice. */
const GLUED = /(?<![是为的])(?:正确|参考|标准)答案\s*(?:[A-Za-z](?:[\s,、]*[A-Za-z]){0,9}|[√×✓✗])?\s*$/u;
/** （ ） 答案 √ */
const BEHIND_PLACE =
  /(?<=[)】]\s{0,9}|[。？?]\s{0,9}|\s)(答\s?案)\s*(?:[A-Z](?:[\s,、]*[A-Z]){0,9}|[√×✓✗✔✘对错]|正确|错误)\s*$/u;
/** 答： before a model answer. */
const REPLY = /\s*答\s*:\s*/y;
/** 选A, 故选 AB。 on a line of its own. */
const CHOSEN = /\s*(?:答|故|应|因此|所以)?\s*选\s*:?\s*(?=[A-Z](?:[\s,、]*[A-Z]){0,9}\s*[。.]?\s*$)/y;
/** 答案 不可以: a few words behind space. */
const IN_WORDS =
  /\s*答\s?案\s+(?!(?:及|与|和|部分|解析|详解|说明|如下|汇总|速查|区|页|卷|见|在))(?=[\u4e00-\u9fff]{1,12}[。]?\s*$)/y;

/** The label with which a line begins. */
export function labelAtStart(shade: string): Label | undefined {
  for (const pattern of [AT_START, WITHOUT_COLON]) {
    pattern.lastIndex = 0;
    const match = pattern.exec(shade);
    if (match === null) continue;
    const field = fieldOf(match[0].replace(/[:\-*•>]/gu, ''));
    if (field !== undefined) return { field, start: 0, end: match[0].length };
  }
  for (const pattern of [REPLY, CHOSEN, IN_WORDS]) {
    pattern.lastIndex = 0;
    const reply = pattern.exec(shade);
    if (reply !== null) return { field: 'key', start: 0, end: reply[0].length };
  }
  return undefined;
}

/**
 * All labels of a line, in order. Within an explanation only those in brackets count: “本题答案：B” there is part of what
 * it explains, unless it is the first that it says (答案解析：正确答案：B).
 */
export function labelsIn(shade: string, within?: Field): Label[] {
  const labels: Label[] = [];
  const first = labelAtStart(shade);
  if (first !== undefined) labels.push(first);
  for (const match of shade.matchAll(WITHIN)) {
    const { index } = match;
    if (index < (labels.at(-1)?.end ?? 0)) continue;
    const bracketed = /^[【[]/u.test(match[0]);
    const opens = labels.at(-1)?.field === 'explanation' && labels.at(-1)?.end === index;
    if (!bracketed && !opens && (labels.at(-1)?.field ?? within) === 'explanation') continue;
    if (!bracketed && !opens && !setApart(shade, index, match[0])) continue;
    const field = fieldOf(match[0].replace(/:/gu, ''));
    if (field !== undefined) labels.push({ field, start: index, end: index + match[0].length });
  }
  const glued = labels.length === 0 ? (GLUED.exec(shade) ?? BEHIND_PLACE.exec(shade)) : null;
  if (glued !== null) {
    labels.push({ field: 'key', start: glued.index, end: glued.index + (glued[1] ?? '正确答案').length });
  }
  return labels;
}

/** 下列说法的正确答案：is no label; 。答案：B and B. 乙 答案：B are. */
const setApart = (shade: string, index: number, words: string): boolean =>
  index === 0 || /[\s。．.；;，,、！!？?）)】\]”"》_]/u.test(shade[index - 1] ?? '') || /^[(]?(?:正确|参考|标准)?答案/u.test(words) && /^\s*[A-Z√×对错正是否]/u.test(shade.slice(index + words.length)); // prettier-ignore
