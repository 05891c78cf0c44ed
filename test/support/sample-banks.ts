/** A small bank of sample data with one faultless item of each kind. */
import type {
  BankDocument,
  BankItem,
  BankSource,
  FillInBankItem,
  MatchingBankItem,
  MultipleChoiceBankItem,
  OrderingBankItem,
  PlayableBankItem,
  SingleChoiceBankItem,
  TrueFalseBankItem,
} from '../../src/core/question-bank/types.js';

/** Complete, as a shipped item is. */
type Complete<I extends BankItem> = I & Required<Pick<I, 'explanation' | 'difficulty' | 'source' | 'verification'>>;

const common = (id: string, quote: string) => ({
  id,
  explanation: '示例解析，用自己的话说明理由。',
  difficulty: 2 as const,
  tags: ['示例部分'],
  source: { document: 'sample-law', article: 12, quote } satisfies BankSource,
  verification: 'quoted' as const,
});

export const TRUE_FALSE: Complete<TrueFalseBankItem> = {
  ...common('sb-001', '太阳从东方升起。'),
  kind: 'true-false',
  stem: '示例：太阳从西方升起。',
  correctResponse: false,
};
export const SINGLE: Complete<SingleChoiceBankItem> = {
  ...common('sb-002', '彩虹一般分为七种颜色。'),
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
};
export const MULTIPLE: Complete<MultipleChoiceBankItem> = {
  ...common('sb-003', '红、黄、蓝是颜料的三原色。'),
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
};
export const FILL_IN: Complete<FillInBankItem> = {
  ...common('sb-004', '一周有七天，一年有十二个月。'),
  kind: 'fill-in',
  stem: '示例：一周有____天，一年有____个月。',
  readAloud: '示例：一周有多少天，一年有多少个月？',
  correctResponse: [
    ['七', '7'],
    ['十二', '12'],
  ],
};
export const ORDERING: Complete<OrderingBankItem> = {
  ...common('sb-005', '春天之后是夏天，夏天之后是秋天。'),
  kind: 'ordering',
  stem: '示例：请按先后排列季节。',
  choices: [
    { id: 'A', text: '秋天' },
    { id: 'B', text: '春天' },
    { id: 'C', text: '夏天' },
  ],
  correctResponse: ['B', 'C', 'A'],
};
export const MATCHING: Complete<MatchingBankItem> = {
  ...common('sb-006', '猫捉老鼠，牛吃青草。'),
  kind: 'matching',
  stem: '示例：请把动物与它的食物连起来。',
  choices: [
    { id: 'A', text: '猫' },
    { id: 'B', text: '牛' },
  ],
  targets: [
    { id: '1', text: '青草' },
    { id: '2', text: '老鼠' },
  ],
  correctResponse: { A: '2', B: '1' },
};
export const ONE_OF_EACH: readonly Complete<PlayableBankItem>[] = [
  TRUE_FALSE,
  SINGLE,
  MULTIPLE,
  FILL_IN,
  ORDERING,
  MATCHING,
];

export function bankOf(items: readonly BankItem[], changes: Partial<BankDocument> = {}): BankDocument {
  return {
    format: 1,
    slug: 'sample-bank',
    title: '示例题库',
    description: '示例数据',
    documents: [{ slug: 'sample-law', title: '《示例法》', edition: '示例版本' }],
    items,
    ...changes,
  };
}
