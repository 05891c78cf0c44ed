/** A branch's meeting in the study log without mouse or finger: written down, handed in, approved, locked, made up for. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { JOURNEY_MS } from '../support/browser.js';
import { StudyPages } from '../support/study-pages.js';

/** A Tab a second would still be within the minute. */
const MOST_TABS_OF_AN_ENTRY = 50;
const MOST_TABS = 120;

let study: StudyPages;
let page: Page;
let tabs = 0;

beforeAll(async () => {
  study = await StudyPages.start();
  page = await study.page('/ledger/entries');
}, JOURNEY_MS);
afterAll(() => study?.close());

type Role = 'button' | 'textbox' | 'combobox' | 'spinbutton' | 'checkbox' | 'link';
/** Tab until the control of that name has the focus. */
async function reach(role: Role, name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  await target.first().waitFor();
  for (let step = 0; step < MOST_TABS; step += 1) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
    tabs += 1;
  }
  throw new Error(`no way by Tab to ${String(name)}`);
}
async function press(name: string | RegExp, role: Role = 'button'): Promise<void> {
  await reach(role, name);
  await page.keyboard.press('Enter');
}
async function write(name: string, text: string): Promise<void> {
  await reach('textbox', name);
  await page.keyboard.type(text);
}
const said = (text: string | RegExp): Promise<void> => page.getByText(text).filter({ visible: true }).first().waitFor();

describe('a meeting of the branch by keyboard', () => {
  it(
    'is written down with everybody, somebody is absent, and it is handed in',
    async () => {
      await said('还没有学习记录');
      await press('登记学习', 'link');
      await said('出席情况');
      expect(await page.locator(':focus').innerText()).toBe('登记学习');
      tabs = 0;
      await write('主题', '示例：学习残疾人保障法');
      await reach('spinbutton', '时长（分钟，可不填）');
      await page.keyboard.type('90');
      await write('主持人', '示例主持');
      await write('记录人', '示例记录');
      await write('议题', '示例议题');
      await write('学习内容', '示例内容');
      await press(/^全员到（8 人）/);
      await page.getByText('应到 8 人，实到 8 人').and(page.locator(':focus')).waitFor();
      await reach('checkbox', '示例丙');
      await page.keyboard.press('Space');
      await said('应到 8 人，实到 7 人，缺席 1 人');
      await reach('combobox', '示例丙的缺席原因');
      await page.keyboard.press('ArrowDown');
      await press('提交');
      await page.getByRole('heading', { name: /状态/ }).and(page.locator(':focus')).waitFor();
      await said('待审核');
      expect(tabs).toBeLessThan(MOST_TABS_OF_AN_ENTRY);
      const [row] = (await study.secretary.list()).entries;
      expect(row).toMatchObject({ status: 'submitted', expected: 8, present: 7, minutes: 90, kind: 'theme-day' });
      const { attendance } = await study.secretary.entry(row?.id ?? '');
      expect(attendance.filter(({ state }) => state === 'absent')).toMatchObject([
        { name: '示例丙', reason: 'official' },
      ]);
      study.stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is sent back with a reason, mended and handed in again',
    async () => {
      await press('退回修改');
      await page.getByRole('dialog').waitFor();
      await write('退回理由', '示例：请写明议题');
      await press('退回修改');
      await said('退回理由：示例：请写明议题');
      await reach('textbox', '议题');
      await page.keyboard.press('Control+End');
      await page.keyboard.type('（补充）');
      await press('提交');
      await said('请核对内容');
    },
    JOURNEY_MS,
  );

  it(
    'is approved and locked, and whoever was absent has caught up',
    async () => {
      await press('通过');
      await said('已审核，计入学时');
      await press('锁定');
      await page.getByRole('alertdialog').waitFor();
      await press('锁定');
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await said('已锁定。如有差错');
      await press('登记补学：示例丙');
      await page.getByRole('dialog').waitFor();
      await page.getByLabel('补学日期').focus();
      const [year, month, day] = (await page.evaluate<string>(TODAY)).split('-');
      await page.keyboard.type(`${month}${day}${year}`);
      await reach('combobox', '方式');
      await page.keyboard.press('ArrowDown');
      await press('确定');
      await said(/补学：送学上门，大字材料/);
      await said('已登记示例丙的补学。');
      const [row] = (await study.secretary.list()).entries;
      const { corrections, attendance } = await study.secretary.entry(row?.id ?? '');
      expect(corrections.map(({ reason }) => reason)).toEqual(['登记补学']);
      expect(attendance.find(({ name }) => name === '示例丙')).toMatchObject({ madeUpForm: 'large-print' });
      study.stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

/** In the browser, which is in the organisation's own time zone. */
const TODAY = 'new Intl.DateTimeFormat("sv-SE").format(new Date())';
