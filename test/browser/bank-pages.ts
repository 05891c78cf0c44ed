/** The pages of question banks in the states that they can show, for the checklist and for the pictures. */
import type { Page } from 'playwright-core';

import { GOOD_CSV, GOOD_NAME, MIXED_NAME, MIXED_TEXT, OWN_BANK, UNREADABLE } from '../support/bank-fixtures.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

type Step = (page: Page) => Promise<void>;

const choosing =
  (name: string, bytes: Buffer): Step =>
  async (page) =>
    page.locator('main input[type="file"]').first().setInputFiles({ name, mimeType: 'text/plain', buffer: bytes });
const heading =
  (name: string | RegExp): Step =>
  async (page) =>
    page.getByRole('heading', { name }).first().waitFor();
/** Compared with the bank that is chosen at first, which has every item of the file: then there is nothing to load. */
const look = inTurn(choosing(MIXED_NAME, Buffer.from(MIXED_TEXT)), heading('识别结果'), async (page) =>
  page.getByRole('link', { name: '看好了，直接去载入' }).waitFor({ state: 'detached' }),
);
const errorSummary = shows('请先改正以下内容');
const openBank: Step = async (page) => {
  await page.getByRole('link', { name: OWN_BANK }).first().click();
  await page.getByRole('region', { name: '题目（表格）' }).waitFor();
};
const openItem = inTurn(
  openBank,
  async (page) => page.getByRole('region', { name: '题目（表格）' }).getByRole('link').first().click(),
  heading('修改记录'),
);
const openShipped: Step = async (page) => {
  await page.getByRole('article').filter({ hasText: '随附题库' }).first().getByRole('link').first().click();
  await page.getByRole('region', { name: '题目（表格）' }).waitFor();
};
const newItem = (kind: string): Step =>
  inTurn(openBank, async (page) => {
    await page.getByRole('link', { name: '新建题目' }).click();
    await page.locator('#edit-kind').selectOption({ label: kind });
  });
/** Both panels at the foot of a bank. */
const unfold: Step = async (page) => {
  for (const name of ['显示的列', '提醒清单', '导入记录']) await page.getByText(name, { exact: true }).click();
  await page.getByText(/^缺少答案：/).waitFor();
};
const selectAll: Step = async (page) => page.getByRole('checkbox', { name: '选择本页全部题目' }).check();

/** As the form names them. */
const KINDS = {
  multiple: '多选',
  'true-false': '判断',
  'fill-in': '填空',
  ordering: '排序',
  matching: '连线',
  'short-answer': '简答',
} as const;

const list = { who: 'operator', path: () => '/host/banks', ready: OWN_BANK } as const;
const load = { who: 'operator', path: () => '/host/banks/import', ready: '粘贴文字' } as const;

export const BANK_PAGES: readonly PageState[] = [
  { ...list, name: 'banks' },
  { ...list, name: 'banks: a new one', enter: inTurn(press('新建题库'), dialog, press('建立题库'), errorSummary) },
  { ...load, name: 'import' },
  { ...load, name: 'import, nothing pasted', enter: inTurn(press('识别粘贴的文字'), errorSummary) },
  { ...load, name: 'import, unreadable', enter: inTurn(choosing('示例.xlsx', UNREADABLE), errorSummary) },
  { ...load, name: 'import: report', enter: look },
  {
    ...load,
    name: 'import: report, all or nothing refused',
    enter: inTurn(
      look,
      async (page) => page.getByRole('radio', { name: '全部没有问题才载入' }).check(),
      async (page) => page.getByRole('radio', { name: '新建题库' }).check(),
      press(/^载入 \d+ 题$/),
      errorSummary,
    ),
  },
  {
    ...load,
    name: 'import: loaded',
    enter: inTurn(
      choosing(GOOD_NAME, Buffer.from(GOOD_CSV)),
      heading('识别结果'),
      async (page) => page.getByRole('radio', { name: '新建题库' }).check(),
      press(/^载入 \d+ 题$/),
      heading(/^已载入/),
    ),
  },
  {
    ...load,
    name: 'import: undone',
    enter: inTurn(
      choosing(GOOD_NAME, Buffer.from(GOOD_CSV)),
      heading('识别结果'),
      async (page) => page.getByRole('radio', { name: '新建题库' }).check(),
      press(/^载入 \d+ 题$/),
      press('撤销这次导入'),
      async (page) => page.getByRole('alertdialog').getByRole('button', { name: '撤销这次导入' }).click(),
      heading('导入已撤销'),
    ),
  },
  { ...list, name: 'bank', enter: openBank },
  { ...list, name: 'bank: shipped', enter: openShipped },
  { ...list, name: 'bank: everything open', enter: inTurn(openBank, unfold) },
  {
    ...list,
    name: 'bank: a change that was refused',
    enter: inTurn(openBank, selectAll, press('发布'), shows('没有处理：')),
  },
  {
    ...list,
    name: 'bank: nothing found',
    enter: inTurn(
      openBank,
      async (page) => page.getByLabel('查找', { exact: true }).fill('找不到的词'),
      press('查找'),
      shows('没有符合条件的题目'),
    ),
  },
  {
    ...list,
    name: 'bank: export',
    enter: inTurn(openBank, press('导出'), dialog, async (page) => {
      await page.getByLabel('格式', { exact: true }).selectOption('aiken');
      await page.getByText(/^共 \d+ 题，/).waitFor();
    }),
  },
  { ...list, name: 'bank: copying', enter: inTurn(openBank, selectAll, press('复制到其他题库'), dialog) },
  { ...list, name: 'bank: undoing', enter: inTurn(openBank, unfold, press(/^撤销“/), dialog) },
  { ...list, name: 'item', enter: openItem },
  {
    ...list,
    name: 'item: after the reveal, large',
    enter: inTurn(openItem, async (page) => {
      await page.getByRole('radio', { name: '公布答案后' }).check();
      await page.getByRole('radio', { name: '大字' }).check();
    }),
  },
  ...Object.entries(KINDS).map(([name, kind]): PageState => ({
    ...list,
    name: `item: new ${name}`,
    enter: newItem(kind),
  })),
  {
    ...list,
    name: 'item: new, faults',
    enter: inTurn(newItem('单选'), press('保存为草稿'), errorSummary),
  },
  {
    ...list,
    name: 'item: leaving unsaved',
    enter: inTurn(newItem('判断'), async (page) => {
      await page.locator('#edit-stem').fill('示例：还没有保存。');
      await page.getByRole('link', { name: `返回“${OWN_BANK}”` }).click();
      await page.getByRole('alertdialog').waitFor();
    }),
  },
  {
    ...list,
    name: 'item: shipped',
    enter: inTurn(
      openShipped,
      async (page) => page.getByRole('region', { name: '题目（表格）' }).getByRole('link').first().click(),
      heading('修改记录'),
    ),
  },
];
