/** Importing without mouse or finger, from the navigation to the undo; the name of the file puts the lint on it. */
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { GOOD_CSV, GOOD_ITEMS, GOOD_NAME, MIXED_GOOD, MIXED_TEXT } from '../support/bank-fixtures.js';
import { BrowserStage, JOURNEY_MS } from '../support/browser.js';
import { ADMINISTRATOR } from '../support/identity-server.js';

const MOST_TABS = 120;
const BANK = '示例键盘题库';

let stage: BrowserStage;
let page: Page;

beforeAll(async () => {
  stage = await BrowserStage.start();
  await stage.server.administrator();
  page = await stage.page('/host');
  await page.locator('form').waitFor();
  await tabTo('input[autocomplete="username"]');
  await page.keyboard.type(ADMINISTRATOR.login);
  await tabTo('input[autocomplete="current-password"]');
  await page.keyboard.type(ADMINISTRATOR.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '竞赛' }).waitFor();
}, JOURNEY_MS);
afterAll(() => stage?.close());

/** Presses Tab until the focus is on it. @param text words in it, where the selector alone does not tell */
async function tabTo(selector: string, text = ''): Promise<void> {
  for (let count = 0; count < MOST_TABS; count += 1) {
    const there = await page.evaluate<boolean>(
      `document.activeElement.matches(${JSON.stringify(selector)}) && document.activeElement.textContent.includes(${JSON.stringify(text)})`,
    );
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${selector} ${text}`);
}
async function press(selector: string, text: string): Promise<void> {
  await tabTo(selector, text);
  await page.keyboard.press('Enter');
}
/**
 * The focus is moved once the page has been drawn; fails where it never comes. By a locator: the page's policy forbids the
 * texts that `waitForFunction` evaluates, which it does as soon as the first look was too early.
 */
const focusOn = (words: string): Promise<void> =>
  page
    .locator(':focus')
    .filter({ hasText: new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`) })
    .waitFor();
const heading = (name: string): Promise<void> => page.getByRole('heading', { name }).waitFor();
/** What a screen reader was told last. */
const told = (text: string): Promise<void> =>
  page.locator('#live-polite').filter({ hasText: text }).waitFor({ state: 'attached' });

describe('importing by keyboard alone', () => {
  it(
    'pastes a text, hears what was understood, and loads the good ones into a new bank',
    async () => {
      await press('nav a', '题库');
      await heading('题库');
      await press('main a', '导入题目');
      await page.locator('#import-paste').waitFor();
      await tabTo('#import-paste');
      await page.keyboard.insertText(MIXED_TEXT);
      await press('main button', '识别粘贴的文字');
      await heading('识别结果');
      await focusOn('识别结果');
      await told(`识别完成：可以载入 ${MIXED_GOOD} 题，不能载入 2 题`);
      await press('main a', '直接去载入');
      await focusOn('载入');
      await tabTo('#load-title');
      await page.keyboard.press('Control+A');
      await page.keyboard.type(BANK);
      await press('main button[type="submit"]', '载入');
      await heading(`已载入 ${MIXED_GOOD} 题`);
      await focusOn(`已载入 ${MIXED_GOOD} 题`);
      await told(`已载入 ${MIXED_GOOD} 题`);
    },
    JOURNEY_MS,
  );

  it(
    'chooses a file by the button of the drop zone',
    async () => {
      await press('main button', '再导入一个文件');
      await page.locator('#import-file:focus').waitFor();
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
      await chooser.setFiles({ name: GOOD_NAME, mimeType: 'text/csv', buffer: Buffer.from(GOOD_CSV) });
      await heading('识别结果');
      await focusOn('识别结果');
      // Compared with the bank that is chosen; until then there is no button to load.
      await page.getByRole('button', { name: `载入 ${GOOD_ITEMS} 题` }).waitFor();
      await press('main a', '直接去载入');
      await focusOn('载入');
      await press('main button[type="submit"]', '载入');
      await heading(`已载入 ${GOOD_ITEMS} 题`);
      await focusOn(`已载入 ${GOOD_ITEMS} 题`);
    },
    JOURNEY_MS,
  );

  it(
    'undoes it; the dialogue keeps the focus and gives it to the result',
    async () => {
      await press('main button', '撤销这次导入');
      await page.getByRole('alertdialog').waitFor();
      await press('[role="alertdialog"] button', '撤销这次导入');
      await heading('导入已撤销');
      await focusOn('导入已撤销');
      await told(`撤回 ${GOOD_ITEMS} 题`);
    },
    JOURNEY_MS,
  );

  it(
    'selects items with the space bar and publishes them',
    async () => {
      await press('main a', '打开题库');
      await page.getByRole('region', { name: '题目（表格）' }).waitFor();
      await tabTo('tbody input[type="checkbox"]');
      await page.keyboard.press('Space');
      await reach('审核通过');
      await told('1 题已改为“已审核”。');
      await tabTo('tbody input[type="checkbox"]');
      await page.keyboard.press('Space');
      await reach('发布');
      await told('1 题已改为“已发布”。');
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

/** Backwards to a button above the table. */
async function reach(name: string): Promise<void> {
  for (let count = 0; count < MOST_TABS; count += 1) {
    if ((await page.evaluate('document.activeElement.textContent.trim()')) === name) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Shift+Tab');
  }
  throw new Error(`no Shift+Tab leads to ${name}`);
}
