/** From a file on somebody's desktop to a published bank that a contest draws from; and the way back. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import type { BankItemPage } from '../../src/protocol/question-bank.js';
import type { BankInfo } from '../../src/protocol/rest.js';
import {
  GOOD_CSV,
  GOOD_ITEMS,
  GOOD_NAME,
  MIXED_BAD,
  MIXED_GOOD,
  MIXED_NAME,
  MIXED_TEXT,
  OWN_BANK,
  UNREADABLE,
} from '../support/bank-fixtures.js';
import { bodyOf, BrowserStage, createContest, JOURNEY_MS } from '../support/browser.js';
import { signIn, tableRows } from '../support/browser-pages.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import type { RestClient } from '../support/rest-client.js';

const TEMPLATES = [
  ['Excel 模板', 'xlsx'],
  ['Word 模板', 'docx'],
  ['文字模板', 'txt'],
] as const;

let stage: BrowserStage;
let operator: RestClient;
let page: Page;

beforeAll(async () => {
  stage = await BrowserStage.start();
  // Publishing what nobody has reviewed is refused.
  stage.allow(/status of 422 .*\/status$/);
  operator = await stage.server.administrator();
  page = await stage.page('/host');
  await signIn(page, ADMINISTRATOR.login, ADMINISTRATOR.password);
}, JOURNEY_MS);
afterAll(() => stage?.close());

/** As from the desktop: the browser makes the files, the page gets the event. */
async function drop(...files: readonly { readonly name: string; readonly bytes: Buffer }[]): Promise<void> {
  const contents = files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') }));
  const transfer = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    for (const { name, base64 } of ${JSON.stringify(contents)}) {
      data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    }
    return data;
  })()`);
  await page.locator('#import-file').dispatchEvent('drop', { dataTransfer: transfer });
}

/** The name under which a pressed link arrives, once it is there in full. */
async function downloaded(link: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(await download.failure()).toBeNull();
  return download.suggestedFilename();
}

const figure = (name: string): Promise<string> =>
  page.locator('dl > div').filter({ hasText: name }).locator('dd').innerText();
/** The focus is moved once the page has been drawn, a moment after the element is there: waits for it, and fails where it never comes. */
const focusOn = (selector: string): Promise<void> => page.locator(`${selector}:focus`).waitFor();

describe('a bank from a dropped file', () => {
  it(
    'is read first: what can be loaded and what cannot, each with place, reason and words',
    async () => {
      await page.getByRole('link', { name: '题库', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: '题库' }).waitFor();
      await page.getByText('随软件提供，题目和答案都是公开的').first().waitFor();
      await page.getByRole('link', { name: '导入题目' }).first().click();
      await page.getByRole('heading', { level: 1, name: '导入题目' }).waitFor();
      const place = page.getByRole('navigation').getByRole('link', { name: '题库', exact: true });
      expect(await place.getAttribute('aria-current')).toBe('true');
      for (const [name, ending] of TEMPLATES)
        expect(await downloaded(page.getByRole('link', { name }))).toMatch(new RegExp(`\\.${ending}$`));
      await drop({ name: MIXED_NAME, bytes: Buffer.from(MIXED_TEXT) });
      await page.getByRole('heading', { level: 2, name: '识别结果' }).waitFor();
      await focusOn('#import-report');
      await page.getByText(`“${MIXED_NAME}”识别为：文字，文字编码 UTF-8，共找到 6 题。`).waitFor();
      expect(await figure('可以载入')).toBe(`${MIXED_GOOD} 题`);
      expect(await figure('不能载入')).toBe(`${MIXED_BAD} 题`);
      const rows = await tableRows(page.getByRole('region', { name: /^不能载入的题目（2）（表格）$/ }));
      expect(rows.map(([place]) => place)).toEqual([
        expect.stringContaining('题号 2'),
        expect.stringContaining('题号 3'),
      ]);
      expect(rows.every(([, reason]) => (reason ?? '').length > 5)).toBe(true);
      await page.getByText('正确答案').first().waitFor();
    },
    JOURNEY_MS,
  );

  it(
    'gives the file back with its faults marked',
    async () => {
      expect(await downloaded(page.getByRole('link', { name: '下载标注好的文件' }))).toContain('示例机关学法题目');
    },
    JOURNEY_MS,
  );

  it(
    'loads nothing where all must be good, and the good ones where the bad are skipped',
    async () => {
      await page.getByLabel('题库名称').fill(OWN_BANK);
      await page.getByRole('radio', { name: '全部没有问题才载入' }).check();
      await page.getByRole('button', { name: `载入 ${MIXED_GOOD} 题` }).click();
      await page.getByRole('alert').filter({ hasText: '没有载入任何题目' }).waitFor();
      expect(await ownBank()).toBeUndefined();
      await page.getByRole('radio', { name: '跳过有问题的题目' }).check();
      await page.getByRole('button', { name: `载入 ${MIXED_GOOD} 题` }).click();
      await page.getByRole('heading', { level: 2, name: `已载入 ${MIXED_GOOD} 题` }).waitFor();
      await focusOn('#import-done');
      // Six items in the file, and the sentence accounts for each.
      await page
        .getByText(`文件里的 ${MIXED_GOOD + MIXED_BAD} 题：新增 ${MIXED_GOOD} 题，更新题库里已有的 0 题`)
        .filter({ hasText: `有问题而没有载入 ${MIXED_BAD} 题。` })
        .waitFor();
      await page.getByRole('region', { name: `不能载入的题目（${MIXED_BAD}）（表格）` }).waitFor();
    },
    JOURNEY_MS,
  );

  it(
    'is reviewed and published item by item or all at once, and a contest draws from it',
    async () => {
      await page.getByRole('link', { name: '查看这批题目' }).click();
      await page.getByRole('heading', { level: 1, name: OWN_BANK }).waitFor();
      await page.getByText(`只看“${MIXED_NAME}”导入的题目。`).waitFor();
      const table = page.getByRole('region', { name: '题目（表格）' });
      expect(await tableRows(table)).toHaveLength(MIXED_GOOD);
      await page.getByRole('checkbox', { name: '选择本页全部题目' }).check();
      await page.getByRole('button', { name: '发布', exact: true }).click();
      // Each refusal is named: nothing is published that nobody has reviewed.
      await page.getByText('请先审核').first().waitFor();
      await page.getByRole('button', { name: '审核通过' }).click();
      await page.getByText(`${MIXED_GOOD} 题已改为“已审核”。`).last().waitFor();
      await page.getByRole('button', { name: `选择全部 ${MIXED_GOOD} 题` }).click();
      await page.getByRole('group', { name: '处理选中的题目' }).getByText(`已选 ${MIXED_GOOD} 题`).waitFor();
      await page.getByRole('button', { name: '发布', exact: true }).click();
      await page.getByText(`${MIXED_GOOD} 题已改为“已发布”。`).last().waitFor();
      const states = (await tableRows(table)).map(([, , , state]) => state);
      expect(states).toEqual(Array.from({ length: MIXED_GOOD }, () => '已发布'));
      const bank = await ownBank();
      expect(bank?.itemCount).toBe(MIXED_GOOD);
      const contest = await createContest(operator, { bankId: bank?.id ?? '', draws: [{ count: MIXED_GOOD }] });
      expect(contest.rounds[0]?.items.map(({ bankTitle }) => bankTitle)).toEqual(
        Array.from({ length: MIXED_GOOD }, () => OWN_BANK),
      );
    },
    JOURNEY_MS,
  );

  it(
    'goes out again in any format, which says beforehand what it cannot carry',
    async () => {
      await page.getByRole('button', { name: '导出', exact: true }).click();
      const losses = page.getByRole('region', { name: '这种格式不能带走的内容' });
      await losses.getByText(`共 ${MIXED_GOOD} 题，全部内容都能带走。`).waitFor();
      expect(await downloaded(page.getByRole('link', { name: '下载' }))).toMatch(/\.xlsx$/);
      await page.getByLabel('格式', { exact: true }).selectOption('aiken');
      // Single choice alone fits in; what does not is named.
      await losses.getByText(/有 [1-9]\d* 处不能带走/).waitFor();
      expect((await losses.getByRole('listitem').allInnerTexts()).join('')).toMatch(/多选/);
      expect(await downloaded(page.getByRole('link', { name: '下载' }))).toMatch(/\.txt$/);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    JOURNEY_MS,
  );

  it(
    'takes the same file again and adds nothing',
    async () => {
      await page.getByRole('link', { name: '导入题目' }).click();
      await page.getByRole('heading', { level: 1, name: `导入题目到“${OWN_BANK}”` }).waitFor();
      await drop({ name: MIXED_NAME, bytes: Buffer.from(MIXED_TEXT) });
      await page.getByRole('heading', { level: 2, name: '识别结果' }).waitFor();
      expect(await figure('重复，不再载入')).toBe(`${MIXED_GOOD} 题`);
      const repeated = page.getByRole('region', { name: `重复的题目（${MIXED_GOOD}）（表格）` });
      expect(
        (await tableRows(repeated)).every(([place, , met]) => /行/u.test(place ?? '') && /题库中的/u.test(met ?? '')),
      ).toBe(true);
      await page.getByText('没有新的题目').waitFor();
      expect(await page.getByRole('button', { name: /^载入/ }).count()).toBe(0);
      // The bank chosen only when loading: the report follows the choice.
      await page.goto('/host/banks/import');
      await drop({ name: MIXED_NAME, bytes: Buffer.from(MIXED_TEXT) });
      await page.getByLabel('题库', { exact: true }).selectOption({ label: OWN_BANK });
      await page.getByText('没有新的题目').waitFor();
      await repeated.waitFor();
      expect(await page.getByRole('button', { name: /^载入/ }).count()).toBe(0);
      await page.getByRole('radio', { name: '新建题库' }).check();
      await page.getByRole('button', { name: `载入 ${MIXED_GOOD} 题` }).waitFor();
      expect(await repeated.count()).toBe(0);
    },
    JOURNEY_MS,
  );

  it(
    'names what a file would change in the bank that is chosen, before it is loaded and after',
    async () => {
      await page.getByRole('button', { name: '换一个文件' }).click();
      await page.locator('#import-file').waitFor();
      await drop({ name: '示例修订.csv', bytes: Buffer.from(await rewordedCsv()) });
      await page.getByRole('heading', { level: 2, name: '识别结果' }).waitFor();
      const revised = page.getByRole('region', { name: '其中 1 题会更新题库里已有的题目（表格）' });
      await revised.waitFor();
      const [key] = await firstItem();
      expect((await tableRows(revised)).map(([, , met]) => met)).toEqual([`题库中的 ${key}`]);
      expect(await figure('会更新题库里的题目')).toBe('1 题');
      await page.getByRole('button', { name: '载入 1 题' }).click();
      await page.getByRole('heading', { level: 2, name: '已载入 1 题' }).waitFor();
      await page.getByRole('region', { name: '更新了的题目（1）（表格）' }).waitFor();
      await page.getByRole('button', { name: '撤销这次导入' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: '撤销这次导入' }).click();
      await page.getByRole('heading', { level: 2, name: '导入已撤销' }).waitFor();
      await page.getByRole('button', { name: '再导入一个文件' }).click();
    },
    JOURNEY_MS,
  );

  it(
    'takes an import back, and says what stays',
    async () => {
      await page.locator('#import-file').waitFor();
      await drop({ name: GOOD_NAME, bytes: Buffer.from(GOOD_CSV) });
      await page.getByRole('button', { name: `载入 ${GOOD_ITEMS} 题` }).click();
      await page.getByRole('heading', { level: 2, name: `已载入 ${GOOD_ITEMS} 题` }).waitFor();
      await page.getByRole('button', { name: '撤销这次导入' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: '撤销这次导入' }).click();
      await page.getByRole('heading', { level: 2, name: '导入已撤销' }).waitFor();
      await page.getByText(`已撤销：撤回 ${GOOD_ITEMS} 题。`).last().waitFor();
      await page.getByRole('link', { name: '打开题库' }).click();
      await page.getByText(`共 ${MIXED_GOOD} 题`).first().waitFor();
      // The first import was published since: undoing it takes nothing away.
      await page.getByText('导入记录', { exact: true }).click();
      await page
        .getByRole('button', { name: `撤销“${MIXED_NAME}”的导入` })
        .last()
        .click();
      await page.getByRole('alertdialog').getByRole('button', { name: '撤销这次导入' }).click();
      await page.getByText(`以下 ${MIXED_GOOD} 题保留：`).waitFor();
      expect((await ownBank())?.itemCount).toBe(MIXED_GOOD);
    },
    JOURNEY_MS,
  );

  it(
    'says why a file cannot be read, and two files at once not either',
    async () => {
      await page.getByRole('link', { name: '导入题目' }).click();
      await drop({ name: '示例.xlsx', bytes: UNREADABLE });
      const summary = page.getByRole('alert').filter({ hasText: '请先改正以下内容' });
      await summary.waitFor();
      await page.getByRole('alert').and(page.locator(':focus')).waitFor();
      await summary.getByRole('link').first().press('Enter');
      await focusOn('#import-file');
      await drop({ name: 'a.txt', bytes: UNREADABLE }, { name: 'b.txt', bytes: UNREADABLE });
      await page.getByText('一次只能导入一个文件').first().waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

/** Key and stem of an item of the bank. */
async function firstItem(): Promise<readonly [key: string, stem: string]> {
  const bank = await ownBank();
  const { items } = await bodyOf<BankItemPage>(operator.get(`/api/question-banks/${bank?.id}/items?kind=true-false`));
  return [items[0]?.itemKey ?? '', items[0]?.stem ?? ''];
}

/** That item once more, under its key, in other words. */
async function rewordedCsv(): Promise<string> {
  const [key, stem] = await firstItem();
  return `标识,题型,题干,正确答案\n${key},判断题,${stem.replace('示例：', '示例：人们常说，')},错误\n`;
}

async function ownBank(): Promise<BankInfo | undefined> {
  const banks = await bodyOf<readonly BankInfo[]>(operator.get('/api/question-banks'));
  return banks.find(({ title }) => title === OWN_BANK);
}
