/** The modes by keyboard alone: renamed from a day on, moved, replaced; a guard-rail with its rule. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { ModeInfo, SettingInfo } from '../../src/protocol/study-setup.js';
import { bodyOf, JOURNEY_MS } from '../support/browser.js';
import { ChecklistStage } from '../support/checklist-stage.js';
import { StudyDesk } from '../support/study-desk.js';

const MOST_TABS = 200;

let stage: ChecklistStage;
let desk: StudyDesk;
let page: Page;

beforeAll(async () => {
  stage = await ChecklistStage.start();
  desk = new StudyDesk(stage.operator);
  page = await stage.page('operator');
  await page.goto('/ledger/modes');
  await page.getByText('减负要求').waitFor();
}, JOURNEY_MS);
afterAll(() => stage?.close());

async function reach(role: 'button' | 'textbox' | 'combobox' | 'checkbox', name: string): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  await target.first().waitFor();
  for (let step = 0; step < MOST_TABS; step += 1) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no way by Tab to ${name}`);
}
async function press(name: string): Promise<void> {
  await reach('button', name);
  await page.keyboard.press('Enter');
}
async function write(name: string, text: string): Promise<void> {
  await reach('textbox', name);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}
const opened = (): Promise<void> => page.locator('[role="dialog"]').waitFor();
const closed = (): Promise<void> => page.locator('[role="dialog"]').waitFor({ state: 'detached' });
const names = async (): Promise<readonly string[]> => (await desk.setup()).modes.map(({ name }) => name);

describe('modes by keyboard', () => {
  it(
    'one is renamed, and moved up without leaving its button',
    async () => {
      await press('修改“专家导学”');
      await opened();
      await write('名称', '送学');
      await press('保存');
      await closed();
      await page.getByRole('heading', { name: '送学', exact: true }).waitFor();
      await press('上移“送学”');
      await page.getByRole('button', { name: '上移“送学”' }).and(page.locator(':focus')).waitFor();
      await page.locator('#live-polite').filter({ hasText: '“送学”现在排在第 2 位。' }).waitFor({ state: 'attached' });
      expect(await names()).toEqual(['领导领学', '送学', '支部共学', '个人自学', '研讨践学']);
    },
    JOURNEY_MS,
  );

  it(
    'one is replaced by another that stands in its place and asks for something of its own',
    async () => {
      await press('用新的学习方式替换“送学”');
      await opened();
      await write('名称', '示例联学');
      await press('增加一项');
      await reach('textbox', '名称');
      await page.getByRole('textbox', { name: '名称', exact: true }).last().focus();
      await page.keyboard.type('联学单位');
      await press('保存');
      await closed();
      await page.getByText(/^送学，.*起不再使用$/).waitFor();
      expect(await names()).toEqual(['领导领学', '示例联学', '支部共学', '个人自学', '研讨践学']);
      const all = await bodyOf<readonly ModeInfo[]>(desk.operator.get('/api/study/modes'));
      const made = all.find(({ revisions }) => revisions[0]?.name === '示例联学');
      expect(made?.revisions[0]?.evidence).toMatchObject([{ label: '联学单位', source: 'record', required: true }]);
    },
    JOURNEY_MS,
  );

  it(
    'a guard-rail is switched on with its rule read, a name and a reason',
    async () => {
      await press('开启“公开个人排名”');
      await opened();
      expect(await page.locator('[role="dialog"]').innerText()).toContain('政务移动互联网应用程序规范化管理办法');
      await reach('checkbox', '已阅读上面的规定');
      await page.keyboard.press('Space');
      await write('批准人姓名和职务', '示例同志（书记）');
      await write('理由', '示例理由');
      await press('开启');
      await closed();
      await page.getByRole('button', { name: '关闭“公开个人排名”' }).waitFor();
      const settings = await bodyOf<readonly SettingInfo[]>(desk.operator.get('/api/study/settings'));
      const rail = settings.find(({ name }) => name === 'public-person-ranking');
      expect(rail).toMatchObject({ value: true, history: [{ approvedBy: '示例同志（书记）', reason: '示例理由' }] });
      stage.stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});
