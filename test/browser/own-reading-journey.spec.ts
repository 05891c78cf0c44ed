/**
 * A member's way through a reading campaign by keyboard alone: join, read a book to its end, a note, a recommendation, a
 * reflection that outlives a lost connection and a closed page, handed in, returned, mended, adopted.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';

import { bodyOf, BrowserStage, JOURNEY_MS, VIEWPORTS } from '../support/browser.js';
import { filmOf } from '../support/films.js';
import { codesOf } from '../support/member-desk.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';
import { ReadingDesk } from '../support/reading-desk.js';

jest.setTimeout(JOURNEY_MS);

describe('a member who reads', () => {
  let stage: BrowserStage;
  let context: BrowserContext;
  let page: Page;
  let desk: ReadingDesk;
  let campaignId: string;

  beforeAll(async () => {
    stage = await BrowserStage.start({ DEMO: 'false' });
    const organisation = new OrganisationDesk(await stage.server.administrator());
    await organisation.load(SAMPLE_ROSTER);
    desk = new ReadingDesk(organisation.operator);
    const days = { fromDate: '2026-01-01', toDate: '2099-12-31' };
    const rule = { title: '读书达人', finishedBooks: 1, reflections: 1, recommendations: 1 };
    campaignId = await desk.add((await organisation.unit('示例甲局')).id, { ...days, rule });
    await desk.addBook(campaignId);
    await bodyOf(desk.post(`${campaignId}/publish`));
    const [member] = await codesOf(organisation, '示例甲局 第一支部');
    context = await stage.context({ viewport: VIEWPORTS.phone });
    page = await context.newPage();
    await page.goto(`/study/enter#${member?.code ?? ''}`);
    await page.getByText('您好').first().waitFor();
  });
  afterAll(() => stage.close());

  /** Tab until the control of that name has the focus. */
  async function reach(
    role: 'button' | 'link' | 'textbox' | 'radio' | 'checkbox',
    name: string | RegExp,
  ): Promise<void> {
    const target = page.getByRole(role, { name, ...(typeof name === 'string' ? { exact: true } : {}) });
    await target.first().waitFor();
    for (let step = 0; step < 200; step += 1) {
      if ((await target.and(page.locator(':focus')).count()) > 0) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no way by Tab to ${String(name)}`);
  }
  async function press(role: 'button' | 'link', name: string | RegExp): Promise<void> {
    await reach(role, name);
    await page.keyboard.press('Enter');
  }
  async function type(name: string, text: string): Promise<void> {
    await reach('textbox', name);
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  }
  const heading = (name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();
  const focused = (id: string) => page.locator(`#${id}:focus`).waitFor();
  const path = () => new URL(page.url()).pathname;

  it('joins, reads a book to its end, keeps a note and recommends it', async () => {
    await press('link', '我的阅读');
    await press('button', '参加活动：示例读书活动');
    await page.locator(`#campaign-${campaignId}:focus`).waitFor();
    await page.keyboard.press('Enter');
    await press('link', '《示例书名》');
    await reach('radio', '纸质书');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await press('button', '开始读这本书');
    await page.getByText('听书，读到 0%').waitFor();
    await type('读到百分之几', '半本');
    await press('button', '保存进度');
    await page.locator('[role=alert]:focus').getByText('请填写整数。').waitFor();
    await type('读到百分之几', '50');
    await press('button', '保存进度');
    await page.getByText('听书，读到 50%').waitFor();
    await press('button', '读完了');
    await page.getByText(/^听书，.*读完$/).waitFor();
    await type('笔记内容', '示例笔记');
    await press('button', '添加笔记');
    await page.getByText('示例笔记', { exact: true }).waitFor();
    await type('推荐语', '示例推荐语');
    await press('button', '推荐这本书');
    await focused('recommend-heading');
    const { list } = await desk.detail(campaignId);
    expect(list[0]?.recommendations.map(({ words }) => words)).toEqual(['示例推荐语']);
  });

  it('loses no word of a reflection to a dead network or a closed page', async () => {
    stage.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    await press('link', '为这本书写心得');
    await heading('写心得');
    await type('标题', '示例心得');
    await type('心得内容', '示例：断网时写的内容');
    await context.setOffline(true);
    await press('button', '保存草稿');
    await page.locator('[role=alert]:focus').waitFor();
    expect(await page.getByLabel('心得内容').inputValue()).toBe('示例：断网时写的内容');
    await page.close();
    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(`/study/reading/${campaignId}`);
    await page.getByText('只存在这台设备上，还没有保存').waitFor();
    await press('link', '示例心得');
    await page.getByText('已恢复上次留在这台设备上的内容').waitFor();
    expect(await page.getByLabel('关于哪本书').locator('option:checked').textContent()).toBe('《示例书名》');
    await press('button', '保存草稿');
    await page.waitForURL((url) => !url.pathname.includes('/new-'));
    await press('button', '提交');
    await focused('state-heading');
    await page.getByRole('region', { name: '待审核' }).getByText('已提交').waitFor();
    const { reflections } = await desk.reflections(campaignId, 'status=submitted');
    expect(reflections).toMatchObject([{ title: '示例心得', bookTitle: '示例书名' }]);
    expect(await page.evaluate(`Object.values(localStorage).join()`)).not.toContain('断网时');
  });

  it('sends a recording, once more where the network was away, and hands it in without a word typed', async () => {
    const reflections = await context.newPage();
    await reflections.goto(`/study/reading/${campaignId}`);
    await reflections.getByRole('link', { name: '写心得' }).focus();
    await reflections.keyboard.press('Enter');
    const [first, chosen] = [page, reflections];
    page = chosen;
    await type('标题', '示例录音心得');
    await reach('radio', '文字');
    await page.keyboard.press('ArrowRight');
    const chooser = page.waitForEvent('filechooser');
    await press('button', '选择录音文件');
    await page.getByText('不超过 20 MB').waitFor();
    await context.setOffline(true);
    await (await chooser).setFiles({ name: 'x.m4a', mimeType: 'audio/mp4', buffer: filmOf('M4A ') });
    await page.locator('[role=alert]').first().waitFor();
    await context.setOffline(false);
    await press('button', '再次上传刚才的文件');
    await page.getByText('录音 1').first().waitFor();
    await press('button', '提交');
    await focused('state-heading');
    const lines = await desk.reflections(campaignId, 'status=submitted');
    expect(lines.reflections.map(({ form, title }) => [form, title])).toContainEqual(['voice', '示例录音心得']);
    page = first;
    await chosen.close();
  });

  it('mends what came back, is told where it was saved elsewhere, and reads it among the adopted', async () => {
    const id = path().split('/').at(-1) ?? '';
    const decide = (decision: string, reason = '') =>
      bodyOf(desk.post(`${campaignId}/reflections/${id}/decision`, { decision, reason }));
    await decide('return', '示例：请补充体会');
    await page.reload();
    await page.getByText('退回原因：示例：请补充体会').waitFor();
    const other = await context.newPage();
    await other.goto(path());
    await other.getByLabel('心得内容').waitFor();
    await type('心得内容', '示例：在这里补充的内容');
    await press('button', '保存草稿');
    await page.getByText('草稿已保存。').first().waitFor({ state: 'attached' });
    // The other page stood open all along.
    await other.getByLabel('心得内容').focus();
    await other.keyboard.press('Control+A');
    await other.keyboard.insertText('示例：在那里写的内容');
    await other.getByRole('button', { name: '保存草稿' }).focus();
    await other.keyboard.press('Enter');
    await other.getByText('那边的标题：示例心得。内容：示例：在这里补充的内容').waitFor();
    expect(await other.getByLabel('心得内容').inputValue()).toBe('示例：在那里写的内容');
    await other.getByRole('button', { name: '用我这里的内容' }).focus();
    await other.keyboard.press('Enter');
    await other.locator('#live-polite').getByText('草稿已保存。').waitFor({ state: 'attached' });
    expect(await other.getByText('那边的标题').count()).toBe(0);
    await other.getByRole('button', { name: '提交' }).focus();
    await other.keyboard.press('Enter');
    await other.locator('#state-heading:focus').waitFor();
    await other.close();
    await decide('adopt');
    await page.goto(`/study/reading/${campaignId}`);
    await page.getByText('已达到“读书达人”的全部要求。').waitFor();
    await reach('checkbox', '同意公布我的姓名');
    await page.keyboard.press('Space');
    await press('link', '评选办法、获评名单和采用的心得');
    await page.getByText('示例：在那里写的内容').waitFor();
    await page.getByText('活动结束后公布').waitFor();
    stage.expectQuiet();
  });
});
