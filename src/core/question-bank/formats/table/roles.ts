import { latin, narrow } from '../../understand/characters.js';

/** What a column holds. Two columns may hold the same, except where a letter tells them apart. */
export type Role =
  | { readonly field: Field }
  /** One choice of every item; `label` A, B … as the heading says. `numbered`: the heading counts 1, 2, 3. */
  | { readonly field: 'choice'; readonly label: string; readonly numbered: boolean }
  /** What blank `part` accepts, or one of several keys. */
  | { readonly field: 'part'; readonly part: number };

export type Field =
  | 'number'
  | 'id'
  | 'kind'
  | 'stem'
  /** All choices of an item in one cell, or one choice a row. */
  | 'choices'
  | 'label'
  /** Marks a choice as right, where each stands on a row of its own. */
  | 'mark'
  /** Ticked where a statement is right, or wrong. */
  | 'right'
  | 'wrong'
  | 'distractor'
  | 'key'
  | 'explanation'
  | 'difficulty'
  | 'points'
  | 'tags'
  | 'source'
  | 'validUntil'
  | 'readAloud'
  | 'easyRead'
  /** What several items are about; stands before the stem. */
  | 'material'
  /** Written by us or of no use: left out without a word. */
  | 'ignored';

const words = (text: string): readonly string[] => text.trim().split(/\s+/u);

/** Headings as people write them, without spaces, brackets and what stands in them. The first of a row that fits counts. */
const ALIASES: Readonly<Record<Field, readonly string[]>> = {
  number: words('序号 序 题号 题目序号 试题序号 题目编号 试题编号 题序 编号 行号 no. no num number # № 顺序 顺序号 index unnamed:0 serial s.no sn'),
  id: words('id 题目id 试题id 题库id 题目编码 试题编码 题目代码 编码 uuid itemid questionid qid 题目唯一标识 标识'),
  kind: words(`题型 题目类型 试题类型 考题类型 类型 题型分类 题型名称 试题题型 题目题型 题类 题目类别 试题类别 类别 题型类别 题型类型
    问题类型 选择题类型 type questiontype itemtype kind qtype question_type 题目种类 试题种类 考试题型 题目形式`),
  stem: words(`题干 题目 试题 问题 题目内容 试题内容 试题题干 题目题干 题干内容 内容 考题 考题内容 试题名称 题目名称 题目标题 标题 题目描述
    问题描述 试题描述 题面 题文 题干描述 试题正文 题目正文 正文 问题内容 题目文本 题干文本 题干文字 试题题目 题目信息 题目题面 考核内容 问题标题 题 名称
    竞赛题目 考试题目 测试题目 知识题 题目及选项 题干及选项 题干与选项 题目和选项 题干和选项 题目陈述 题干陈述 题目详情 试题详情 问题题干
    stem question questions questiontext questiontitle questioncontent questionstem title prompt query problem text 题干question 题目question`),
  choices: words(`选项 备选项 备选答案 选项内容 候选项 候选答案 选择项 可选项 答案选项 题目选项 试题选项 选项列表 选项集 所有选项 全部选项 备选
    选项设置 题支 选择支 选项文本 选项描述 options option choices choice answeroptions 供选答案 可选答案 待选项 题目答案候选 答案候选 候选选项 选项信息 选项abcd 选项a-d 选项a~d`),
  label: words('选项标号 选项编号 选项序号 选项字母 选项标识 选项号 optionlabel optionid choiceid'),
  mark: words('是否正确 是否答案 是否正确答案 是否为正确答案 是否为答案 是否正确选项 选项是否正确 正确与否 iscorrect iskey isanswer correct?'),
  right: words('正确 对 √ ✓ true'),
  wrong: words('错误 错 × ✗ x false'),
  distractor: words('错误答案 干扰项 错误选项 incorrectanswer incorrect wronganswer distractor incorrectanswers'),
  key: words(`正确答案 标准答案 参考答案 答案 正确选项 试题答案 题目答案 答案内容 正确答案选项 正确项 标答 最佳答案 答案项 答案选择 选择答案 答案字母
    正确答案字母 正确选项字母 标准答案选项 正解 应选 正确答案文本 正确答案内容 答案文本 正确选项内容 题目正确答案 试题正确答案 试题标准答案 分析题答案 主观题答案 简答题答案 填空题答案 答案key 答 key answer answers correctanswer correctanswers correct correctoption correctoptions
    rightanswer questionanswer questionkey correct_answer correctchoice correctresponse answerkey solution goldanswer label_answer correctoptionid correctanswerid correctindex answeridx answerindex rightoption 判断答案 判断 对错 对/错 正误 √/×`),
  explanation: words(`解析 答案解析 试题解析 题目解析 解析内容 解题思路 答案解释 答案说明 详解 答案详解 试题分析 题目分析 答案分析 答题解析 解题分析 解析说明
    注解 解释 题解 试题详解 解题解析 解析过程 正确解析 错题解析 点评 解答 整体解析 总解析 官方解析 标准解析 解析文本 解题说明 analysis explanation explanations rationale feedback comment answerexplanation generalfeedback explain explains`),
  difficulty: words('难度 难易度 难易程度 难度系数 难度等级 试题难度 题目难度 难易 难度级别 难度值 难度星级 level difficulty difficultylevel 难度level'),
  points: words('分值 分数 分 题目分值 题目分数 试题分数 试题分值 单题分值 单题分数 每题分值 每题分数 本题分值 本题分数 默认分值 默认分数 题分 满分 points point score scores mark marks grade'),
  tags: words(`知识点 章节 分类 类目 科目 模块 所属章节 专题 题库分类 试题分类 目录 单元 知识领域 题目分类 所属知识点 所属分类 知识类别 知识分类 知识模块
    一级分类 二级分类 三级分类 一级目录 二级目录 一级知识点 二级知识点 学科 课程 章 节 领域 主题 专业 工种 板块 内容分类 所属模块 所属科目 考点 考核点 鉴定点 考点专题 分类名称 类别名称 知识点名称 章节名称 科目名称 所属专业 所属专业分支 所属课程 所属单元 题目考点 课题 试题知识点
    标签 题目标签 试题标签 关键字 关键词 tags tag keywords category chapter topic subject section unit theme`),
  source: words(`出处 来源 依据 法条 条款 出题依据 法律依据 命题依据 参考依据 文件出处 题目来源 试题来源 题目出处 试题出处 法规依据 政策依据 答案出处 答案依据 原文出处
    参考文献 教材出处 依据来源 引用出处 source reference references`),
  validUntil: words('有效期 有效期至 有效期限 失效日期 有效截止日期 到期日 validuntil expires'),
  readAloud: words('朗读文本 朗读 读音文本 readaloud'),
  easyRead: words('易读版 易读版题干 易读题干 易读 easyread'),
  material: words('材料 阅读材料 背景材料 案例材料 材料内容 案例背景 案例内容 材料题干 大题题干 大题干 主题干 背景 passage context'),
  ignored: words('选项数 选项个数 选项数量 选项总数 答案数 答案个数 空数 空格数'),
}; // prettier-ignore

const BY_NAME = new Map(
  Object.entries(ALIASES).flatMap(([field, names]) => names.map((name) => [name, field as Field] as const)),
);

/** Long names that stay themselves whatever follows: 正确答案多选用逗号隔开. */
const BEGINNINGS: readonly (readonly [RegExp, Field])[] = [
  [/^(?:正确|标准|参考)答案(?!解析|说明|解释|数|个数|选项内容)/u, 'key'],
  [/^(?:答案|试题|题目)解析/u, 'explanation'],
  [/^(?:试题|题目)?题干(?!类型|图|音|视频|附件)/u, 'stem'],
  [/^(?:试题|题目)(?:内容|类型)/u, 'stem'],
];
const KIND_BEGINNING = /^(?:试题|题目)类型/u;

const LETTER_CHOICE =
  /^(?:备选|候选|可选)?(?:选项|选择项|备选项|项|选项内容|答案选项|备选答案|答案|option|options|choice|choices|answer|ans|opt|选择|支)?[_\-.:、]?[(]?([A-Z])[)]?(?:[.:、])?(?:选项|项|答案|选项内容|选择项|内容|文本|描述|文字)?$/iu;
/** What one choice is about, in a column of its own. */
const CHOICE_EXPLANATION = /^(?:选项)?[A-Z](?:选项|项)?(?:的)?(?:解析|说明|解释|反馈)$/u;
const FIGURE_CHOICE =
  /^(?:选项|选择项|备选项|备选答案|选项内容|可选项|option|choice|opt|answeroption|item|备选)[_\-.:、]?(\d{1,2}|[一二三四五六七八九十])$/iu;
const NTH_KEY = /^(?:答案|answer)[_\-.:、]?(\d{1,2}|[一二三四五六七八九十])$/iu;
const FIGURE_KEY =
  /^(?:(?:正确|标准|参考|填空)答案|正确选项|key|correctanswer|填空|空格?)[_\-.:、]?(\d{1,2}|[一二三四五六七八九十])(?:答案)?$/iu;
/** The right side of 连线, numbered as keys name it. */
const TARGET = /^(?:对应项|右侧|右列|右项|匹配项)(\d{1,2})$/u;
const NTH_BLANK = /^第(\d{1,2}|[一二三四五六七八九十])空(?:格)?(?:答案)?$/u;
const FIGURE_DISTRACTOR =
  /^(?:错误答案|错误选项|干扰项|incorrectanswer|incorrect|wronganswer|distractor)[_\-.]?\d{1,2}$/iu;

const CHINESE_FIGURES = '一二三四五六七八九十';
const figure = (text: string): number =>
  CHINESE_FIGURES.includes(text) ? CHINESE_FIGURES.indexOf(text) + 1 : Number(text);
const letter = (index: number): string => String.fromCharCode(65 + index);

/** Longer texts are no headings. */
const LONGEST = 60;

/** A heading without decoration: no spaces, no brackets with what is in them, no star. */
export function bareHeading(text: string): string {
  return narrow(text)
    .toLowerCase()
    .replace(/\s*[（(【[<{].*?[）)】\]>}]/gsu, '')
    .replace(/\s[-–—]\s.*$/su, '')
    .replace(/[\s*★☆※"“”'：:]+/gu, '')
    .replace(/^(?:必填|选填)+|(?:必填|选填|列)+$/gu, '');
}

/** Every row is looked at for headings, and most of its short cells say the same as those of other rows. */
const known = new Map<string, Role | undefined>();
const [KNOWN_LENGTH, MOST_KNOWN] = [12, 5000];

/** What databases add to the names of their columns: title_text, option1_text. */
const TEXT_SUFFIX = /(?<=[\p{L}\d])[_.-](?:text|content|value|html)$/iu;

/** What a heading says about its column; undefined where it says nothing. */
export function roleOf(text: string): Role | undefined {
  if (text.length > KNOWN_LENGTH) return bareRole(text);
  if (known.has(text)) return known.get(text);
  const role = bareRole(text);
  if (known.size < MOST_KNOWN) known.set(text, role);
  return role;
}

const bareRole = (text: string): Role | undefined =>
  roleIn(text) ?? (TEXT_SUFFIX.test(text) ? roleIn(text.replace(TEXT_SUFFIX, '')) : undefined);

/** A long heading has its remark in brackets, on another line or behind a stroke. */
const REMARK = /[（(【[<{\n-]/u;
const LONGEST_BARE = 30;

function roleIn(text: string): Role | undefined {
  if (text.length > LONGEST * 3 || (text.length > LONGEST_BARE && !REMARK.test(text))) return undefined;
  const bare = bareHeading(text) || narrow(text).replace(/[\s()（）【】[\]]/gu, '');
  if (bare === '' || bare.length > LONGEST) return undefined;
  const lettered = (LETTER_CHOICE.exec(latin(bare)) ?? LETTER_CHOICE.exec(latin(text).replace(/\s+/gu, '')))?.[1];
  const named = BY_NAME.get(bare) ?? BY_NAME.get(bare.replace(/[_\-.]+/gu, ''));
  if (named !== undefined && (lettered === undefined || bare.length === 1 || !/[(]/u.test(narrow(text))))
    return { field: named };
  if (lettered !== undefined) return { field: 'choice', label: lettered.toUpperCase(), numbered: false };
  if (CHOICE_EXPLANATION.test(latin(bare))) return { field: 'explanation' };
  const target = TARGET.exec(bare)?.[1];
  if (target !== undefined) return { field: 'choice', label: target, numbered: false };
  const numbered = FIGURE_CHOICE.exec(bare)?.[1];
  if (numbered !== undefined) return numberedChoice(numbered);
  const part = (FIGURE_KEY.exec(bare) ?? NTH_BLANK.exec(bare) ?? NTH_KEY.exec(bare))?.[1];
  if (part !== undefined) return { field: 'part', part: figure(part) };
  if (FIGURE_DISTRACTOR.test(bare)) return { field: 'distractor' };
  if (KIND_BEGINNING.test(bare)) return { field: 'kind' };
  const beginning = BEGINNINGS.find(([pattern]) => pattern.test(bare))?.[1];
  return beginning === undefined ? undefined : { field: beginning };
}

/** 答案1 beside 正确答案 is a choice, alone it is what the first blank accepts. */
export const isPlainPart = (text: string): boolean => NTH_KEY.test(bareHeading(text));

export function numberedChoice(written: string | number): Role {
  const index = typeof written === 'number' ? written : figure(written);
  return { field: 'choice', label: letter(index - 1), numbered: true };
}

/** Codes that a heading explains: 题型（1-单选，2-多选，3-判断）. */
export function codesIn(heading: string): ReadonlyMap<string, string> {
  const inside = /[（(【[]([^]*)[)）】\]]/u.exec(narrow(heading))?.[1] ?? '';
  const pairs = [...inside.matchAll(/(?<![\d.])(\d{1,2})\s*[-=:：、.—]?\s*([^\d\s,，;；、/|)(）（]{1,8})/gu)];
  return new Map(pairs.length < 2 ? [] : pairs.map(([, code = '', word = '']) => [code, word]));
}

const LIST_SIGNS: readonly (readonly [RegExp, RegExp])[] = [
  [/逗号/u, /[,，]/u],
  [/顿号/u, /、/u],
  [/空格/u, /\s+/u],
  [/斜[杠线]|\//u, /\//u],
];

/** The sign that, as the heading says, parts the choices of a cell: 选项（用逗号分隔）. */
export function listSignIn(heading: string): RegExp | undefined {
  const remark = /[（(【[]([^]*)[)）】\]]/u.exec(heading)?.[1] ?? '';
  return /分[隔割开]|隔开|间隔/u.test(remark) ? LIST_SIGNS.find(([name]) => name.test(remark))?.[1] : undefined;
}
