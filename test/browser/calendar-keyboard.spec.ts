/** The study calendar by keyboard alone: a node of one's own, the holidays of a year, and a schedule checked against them. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import { JOURNEY_MS } from '../support/browser.js';
import { ChecklistStage } from '../support/checklist-stage.js';

jest.setTimeout(JOURNEY_MS);

describe('the study calendar by keyboard', () => {
  let stage: ChecklistStage;
  let page: Page;

  beforeAll(async () => {
    stage = await ChecklistStage.start();
    page = await stage.page('operator');
    await page.goto('/ledger/calendar');
    await page.getByText('订阅到自己的日历').waitFor();
  });
  afterAll(() => stage.close());

  /** Tab until the control of that name has the focus. */
  async function reach(role: 'button' | 'textbox' | 'combobox' | 'spinbutton', name: string): Promise<void> {
    const target = page.getByRole(role, { name, exact: true });
    for (let step = 0; step < 200; step += 1) {
      if ((await target.and(page.locator(':focus')).count()) > 0) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no way by Tab to ${name}`);
  }
  const press = async (name: string): Promise<void> => {
    await reach('button', name);
    await page.keyboard.press('Enter');
  };

  const keys = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) await page.keyboard.press(name);
  };

  /** Year, month and day are three places of a date field. */
  async function day(label: string, ...parts: readonly [year: string, month: string, day: string]): Promise<void> {
    const field = page.getByLabel(label);
    await field.focus();
    const [year, month, date] = parts;
    // The order of the browser's own language, which is not that of the page; two digits go on by themselves.
    await page.keyboard.type(`${month}${date}${year}`);
    expect(await field.inputValue()).toBe(parts.join('-'));
  }

  it('adds a node that falls where its rule says', async () => {
    await press('新增节点');
    await page.locator('[role="dialog"]').waitFor();
    await reach('textbox', '名称');
    await page.keyboard.type('示例读书日');
    await reach('combobox', '日期规则');
    await keys('ArrowDown');
    await reach('combobox', '月');
    await page.keyboard.type('5');
    await reach('combobox', '第几个');
    await keys('ArrowDown', 'ArrowDown');
    await press('保存');
    await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
    await page.getByLabel('年份', { exact: true }).focus();
    await page.keyboard.type('2027');
    await page.getByLabel('月份', { exact: true }).focus();
    await keys('Home');
    const row = page.getByRole('row', { name: /示例读书日/ });
    await row.waitFor();
    expect(await row.innerText()).toContain('5月16日');
  });

  it('records the holidays of a year, and a schedule is checked against them', async () => {
    await press('录入或修改2027年放假安排');
    await page.locator('[role="dialog"]').waitFor();
    await reach('textbox', '通知名称');
    await page.keyboard.type('示例通知');
    await reach('textbox', '放假和调休日期');
    await page.keyboard.type('2027-05-01 至 2027-05-03 休 示例节');
    await press('保存');
    await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
    await page.getByText('来源：示例通知').waitFor();
    await day('开始日期', '2027', '05', '02');
    await day('结束日期', '2027', '05', '02');
    await press('核对');
    const result = page.locator(':focus');
    await page.getByText(/^有 \d+ 项提醒/).waitFor();
    expect(await result.innerText()).toContain('5月2日（星期日）是示例节放假');
  });
});
