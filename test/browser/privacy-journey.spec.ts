/** One's own data and needs from end to end, by keyboard where a participant is at work. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

import type { OwnData } from '../../src/protocol/privacy.js';
import { JOURNEY_MS } from '../support/browser.js';
import { ChecklistStage } from '../support/checklist-stage.js';
import { makeOrganisation, type OrganisationWorld } from '../support/organisation-fixtures.js';
import { bodyOf } from '../support/browser.js';

jest.setTimeout(JOURNEY_MS);

let stage: ChecklistStage;

beforeAll(async () => {
  stage = await ChecklistStage.start();
});
afterAll(() => stage.close());

/** Presses what is named there with the keyboard. */
async function key(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().focus();
  await page.keyboard.press('Enter');
}
async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), key(page, name)]);
  return readFile(await download.path(), 'utf8');
}

describe('my data', () => {
  it('is reached from the play page, saved as a page and as data, and says how things stand', async () => {
    const contest = await stage.contest('ended');
    const page = await stage.openPage('participant');
    await stage.seat(page);
    await page.goto(`/play/${contest.id}`);
    await page.getByRole('link', { name: '我的数据' }).click();
    await page.getByRole('heading', { name: '保存了什么' }).waitFor();
    const html = await saved(page, '下载网页文件（便于阅读）');
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html).toContain('示例甲');
    expect(html).not.toMatch(/<script|<img|href=|示例乙/);
    const data = JSON.parse(await saved(page, '下载数据文件（JSON，供程序读取）')) as OwnData;
    expect(data.participations).toMatchObject([{ name: '示例甲', title: contest.title, noticeVersion: null }]);
    // The saved page opens by itself and reads well.
    const copy = await page.context().newPage();
    await copy.setContent(html);
    expect(await copy.getByRole('heading', { level: 1 }).innerText()).toBe('我的数据');
    expect(await copy.getByRole('heading', { level: 2 }).first().innerText()).toBe(contest.title);
    await page.context().close();
    stage.stage.expectQuiet();
  });

  it('is reached from the privacy notice by code, where needs are withdrawn with one press', async () => {
    const contest = await stage.contest('lobby');
    const page = await stage.openPage('guest');
    await page.goto(`/join/${contest.pin}`);
    await page.getByRole('radio', { name: '示例第1支部' }).first().check();
    await key(page, '下一步');
    await page.getByLabel('姓名').fill('示例庚');
    await page.getByRole('checkbox', { name: '我已阅读并同意' }).check();
    await page.getByRole('link', { name: /我有其他需要/ }).click();
    await page.getByRole('radio', { name: '1.5 倍' }).check();
    await page.getByRole('checkbox', { name: /^我同意系统/ }).check();
    await key(page, '完成');
    await page.getByRole('checkbox', { name: '我已阅读并同意' }).waitFor();
    await key(page, '进入竞赛');
    await page.getByText('您的续答码').first().waitFor();
    const letters = await page.locator('.letter').allInnerTexts();

    const elsewhere = await stage.openPage('guest');
    await elsewhere.goto('/privacy');
    await elsewhere.getByRole('link', { name: '打开“我的数据”' }).focus();
    await elsewhere.keyboard.press('Enter');
    await elsewhere.getByLabel('竞赛码').fill(contest.pin);
    await elsewhere.getByLabel('个人码或续答码').fill(letters.join('').toLowerCase());
    await elsewhere.keyboard.press('Enter');
    await elsewhere.getByText(/依据隐私说明第3版/).waitFor();
    expect(await elsewhere.locator(':focus').innerText()).toBe('保存了什么');
    await key(elsewhere, '撤回并删除个人需要');
    await elsewhere.getByText('没有保存您的个人需要。').waitFor();
    await elsewhere.locator('#own-needs:focus').waitFor();
    // Nothing is being played yet, so that more may be asked for.
    await elsewhere.getByRole('button', { name: '删除我的个人信息…' }).waitFor();
    await page.context().close();
    await elsewhere.context().close();
    stage.stage.expectQuiet();
  });

  it('is erased after a question, and the page that stood open elsewhere is let go with words', async () => {
    const contest = await stage.contest('finalized');
    const open = await stage.openPage('participant');
    await stage.seat(open);
    await open.goto(`/play/${contest.id}`);
    await open.getByText('成绩已确认').first().waitFor();
    const page = await stage.openPage('participant');
    await stage.seat(page);
    await page.goto(`/own-data/${contest.id}`);
    await page.getByRole('heading', { name: '保存了什么' }).waitFor();
    await key(page, '删除我的个人信息…');
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await key(page, '删除我的个人信息…');
    await page.getByRole('alertdialog').waitFor();
    await key(page, '确认删除');
    await page.getByRole('heading', { name: '个人信息已删除' }).waitFor();
    await page.locator('#page-heading:focus').waitFor();
    await open.getByRole('heading', { name: '个人信息已删除' }).waitFor();
    const left = (one: Page) => one.evaluate(`localStorage.getItem('xuesai.entry.${contest.id}')`);
    expect([await left(page), await left(open)]).toEqual([null, null]);
    const board = await bodyOf<object>(stage.operator.get(`/api/contests/${contest.id}/leaderboard`));
    expect(JSON.stringify(board)).toContain('已注销参赛者');
    for (const one of [open, page]) await one.context().close();
    stage.stage.expectQuiet();
  });
});

describe('more time that has to be approved', () => {
  let world: OrganisationWorld;

  it('is switched on among the rules of a draft, asked for by code beforehand, and decided on the page of needs', async () => {
    world = await makeOrganisation(stage.operator);
    const { draft } = world;
    const path = `/api/contests/${draft.id}`;
    const desk = await stage.openPage('operator');
    await desk.goto(`/host/contests/${draft.id}`);
    await desk.getByRole('checkbox', { name: '更多作答时间须经批准' }).check();
    await key(desk, '保存名称、支部和规则');
    await desk.getByRole('link', { name: '个人需要审批（更多作答时间）' }).waitFor();
    const [branch] = draft.branches;
    const [person] = await bodyOf<readonly { name: string; code: string }[]>(
      stage.operator.get(`${path}/roster/codes?branchId=${branch?.id ?? ''}`),
    );

    const phone = await stage.openPage('guest');
    await phone.goto(`/join/${draft.pin}#code=${person?.code ?? ''}`);
    await phone.getByText('请核对您的信息').waitFor();
    await key(phone, /^我有其他需要/);
    await phone.getByText('还没有填写个人需要。').waitFor();
    await phone.getByRole('radio', { name: '2 倍' }).check();
    await key(phone, '保存个人需要');
    await phone.getByText('请先勾选同意，再保存。').first().waitFor();
    await phone.getByRole('checkbox', { name: /^我同意系统/ }).check();
    await key(phone, '保存个人需要');
    await phone
      .getByText(/正在等待批准/)
      .first()
      .waitFor();
    await phone.locator('#needs-state:focus').waitFor();

    await desk.getByRole('link', { name: '个人需要审批（更多作答时间）' }).click();
    await desk.getByText('每次查看').first().waitFor();
    // Nothing is read before somebody presses.
    const reads = async () =>
      (await bodyOf<{ entries: { action: string }[] }>(stage.operator.get('/api/audit?action=needs'))).entries;
    expect((await reads()).map(({ action }) => action)).not.toContain('needs.read');
    await key(desk, '查看申请');
    await desk.getByText('共 1 份申请，1 份等待审批。').waitFor();
    await key(desk, `批准${person?.name ?? ''}的申请`);
    await desk.getByText('共 1 份申请，0 份等待审批。').waitFor();
    const seen = (await reads()).map(({ action }) => action);
    expect(seen.filter((action) => action === 'needs.read' || action === 'needs.approved')).toHaveLength(2);
    expect(seen).toContain('needs.stated');
    expect(seen).toContain('needs.told');

    // The code leaves the address once it is read: as if the sheet were scanned again.
    await phone.goto('/');
    await phone.goto(`/join/${draft.pin}#code=${person?.code ?? ''}`);
    await phone.getByText('请核对您的信息').waitFor();
    await key(phone, /^我有其他需要/);
    await phone.getByText(/进入后生效/).waitFor();
    await key(phone, '撤回并删除');
    await phone.getByText('还没有填写个人需要。').waitFor();
    await key(desk, '重新读取');
    await desk.getByText('目前没有人申请更多作答时间。').waitFor();
    await phone.context().close();
    await desk.context().close();
    stage.stage.expectQuiet();
  });
});
