/** An appeal, its ruling and a correction without mouse or finger; the name of the file puts the lint on it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { ContestDetail } from '../../src/protocol/rest.js';
import { JOURNEY_MS } from '../support/browser.js';
import { ChecklistStage } from '../support/checklist-stage.js';

const MOST_TABS = 120;

let stage: ChecklistStage;
let contest: ContestDetail;
let phone: Page;
let page: Page;

beforeAll(async () => {
  stage = await ChecklistStage.start();
  contest = await stage.contest('ended');
  phone = await stage.page('participant');
  await stage.seat(phone);
  page = await stage.page('operator');
}, JOURNEY_MS);
afterAll(() => stage?.close());

async function tabTo(on: Page, selector: string, text = ''): Promise<void> {
  for (let count = 0; count < MOST_TABS; count += 1) {
    const there = await on.evaluate<boolean>(
      `document.activeElement.matches(${JSON.stringify(selector)}) && document.activeElement.textContent.includes(${JSON.stringify(text)})`,
    );
    if (there) return;
    await on.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${selector} ${text}`);
}
async function press(on: Page, selector: string, text: string): Promise<void> {
  await tabTo(on, selector, text);
  await on.keyboard.press('Enter');
}
const told = (on: Page, text: string): Promise<void> =>
  on.locator('#live-polite').filter({ hasText: text }).waitFor({ state: 'attached' });
const labelled = (on: Page): Promise<string> =>
  on.evaluate(
    'document.getElementById(document.activeElement.getAttribute("aria-labelledby"))?.textContent.trim() ?? ""',
  );

describe('after play, by keyboard alone', () => {
  it(
    'a participant finds the record from the contest and appeals',
    async () => {
      await phone.goto(`/play/${contest.id}`);
      await phone.getByText('申诉受理到').waitFor();
      await press(phone, 'a', '我的作答记录和申诉');
      await phone.getByText('看到的题目').first().waitFor();
      await tabTo(phone, 'textarea');
      await phone.keyboard.insertText('示例申诉：第1题的条文已经修订。');
      await press(phone, 'button[type="submit"]', '提交申诉');
      await told(phone, '申诉已提交');
      await phone.getByText(/第1题，等待裁定/).waitFor();
    },
    JOURNEY_MS,
  );

  it(
    'an arbiter reads the evidence and rules; the participant reads the ruling at once',
    async () => {
      await page.goto(`/host/contests/${contest.id}/review`);
      await press(page, 'main button', '查看证据并裁定');
      await page.getByText('示例申诉：第1题的条文已经修订。').waitFor();
      expect(await labelled(page)).toContain('示例甲');
      await tabTo(page, 'input[type="radio"]');
      await page.keyboard.press('ArrowUp');
      await tabTo(page, 'textarea');
      await page.keyboard.insertText('示例裁定：成立。');
      await press(page, 'button[type="submit"]', '提交裁定');
      await page.getByRole('alertdialog').waitFor();
      expect(await page.getByRole('alertdialog').textContent()).toContain('申诉成立');
      await press(page, '[role="alertdialog"] button', '提交裁定');
      await told(page, '裁定已提交');
      await told(phone, '您的申诉已有裁定');
      await phone.getByText('裁定：示例裁定：成立。').waitFor();
    },
    JOURNEY_MS,
  );

  it(
    'a key is corrected after its preview, with a reason',
    async () => {
      await tabTo(page, '#edit-key input');
      await page.keyboard.press('ArrowDown');
      await press(page, 'button[type="submit"]', '预览名次变化');
      await page.getByText(/^预览：\d+ 人/).waitFor();
      expect(await labelled(page)).toMatch(/^预览：/);
      await press(page, 'main button', '应用更正');
      await page.getByText('请填写更正理由。').waitFor();
      // The field at fault has the focus.
      await page.keyboard.insertText('示例理由：条文已修订');
      await press(page, 'main button', '应用更正');
      await press(page, '[role="alertdialog"] button', '应用更正');
      await told(page, '更正已应用');
      await page.getByRole('rowheader', { name: '第1题' }).waitFor();
    },
    JOURNEY_MS,
  );
});
