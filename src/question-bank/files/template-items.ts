/** One worked example of each kind. The explanations tell how to write an item, for whoever fills in a template. */
import type { BankDocument, BankItem } from '../../core/question-bank/types.js';

const common = (id: string, explanation: string) => ({
  id,
  explanation,
  difficulty: 1 as const,
  points: 2,
  tags: ['示例'],
  source: { document: '《示例法》第十二条' },
  validUntil: '2099-12-31',
});

const ITEMS: readonly BankItem[] = [
  {
    ...common('sl-001', '单选题的答案写一个字母。题干、选项和答案必须写，其余的可以不写。'),
    kind: 'choice',
    select: 'single',
    stem: '示例：雨后的彩虹一般分为几种颜色？',
    choices: [
      { id: 'A', text: '五种' },
      { id: 'B', text: '六种' },
      { id: 'C', text: '七种' },
      { id: 'D', text: '八种' },
    ],
    correctResponse: 'C',
  },
  {
    ...common('sl-002', '多选题的答案把字母连着写，例如 ABD。'),
    kind: 'choice',
    select: 'multiple',
    stem: '示例：颜料的三原色包括哪些？',
    choices: [
      { id: 'A', text: '红' },
      { id: 'B', text: '黄' },
      { id: 'C', text: '绿' },
      { id: 'D', text: '蓝' },
    ],
    correctResponse: ['A', 'B', 'D'],
  },
  {
    ...common('sl-003', '判断题的答案写“正确”或“错误”。'),
    kind: 'true-false',
    stem: '示例：太阳从东方升起。',
    correctResponse: true,
  },
  {
    ...common('sl-004', '题干里四条下划线是一个空；空与空之间用竖线隔开，同一空的几种写法用分号隔开。'),
    kind: 'fill-in',
    stem: '示例：一周有____天，一年有____个月。',
    correctResponse: [
      ['七', '7'],
      ['十二', '12'],
    ],
  },
  {
    ...common('sl-005', '排序题的答案按先后写字母。'),
    kind: 'ordering',
    stem: '示例：请按先后排列季节。',
    choices: [
      { id: 'A', text: '秋天' },
      { id: 'B', text: '春天' },
      { id: 'C', text: '夏天' },
    ],
    correctResponse: ['B', 'C', 'A'],
  },
  {
    ...common('sl-006', '连线题左边和右边各写一列，或者每行写成“左边 → 右边”。'),
    kind: 'matching',
    stem: '示例：请把动物与它的食物连起来。',
    choices: [
      { id: 'A', text: '猫' },
      { id: 'B', text: '牛' },
    ],
    targets: [
      { id: '1', text: '老鼠' },
      { id: '2', text: '青草' },
    ],
    correctResponse: { A: '1', B: '2' },
  },
  {
    ...common('sl-007', '简答题可以保存、打印和导出，竞赛中不使用。'),
    kind: 'short-answer',
    stem: '示例：为什么会有白天和黑夜？',
    correctResponse: '因为地球在自转。',
  },
];

export const TEMPLATE_BANK: BankDocument = {
  format: 1,
  slug: 'template',
  title: '示例题库',
  description: '照着示例填写，填好后删去示例，再导入。',
  documents: [],
  items: ITEMS,
};
