/** The host's console while a contest runs, with a phone and a big screen beside it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import type { ContestDetail } from '../../src/protocol/rest.js';
import { BrowserStage, contestDetail, createContest, JOURNEY_MS, VIEWPORTS } from '../support/browser.js';
import { ConsolePage, eventually, joinByPointer, secondsLeft, signIn } from '../support/browser-pages.js';
import { ADMINISTRATOR, HOST } from '../support/identity-server.js';
import { newOperator } from '../support/operators.js';

let stage: BrowserStage;
let detail: ContestDetail;
let host: ConsolePage;
let page: Page;
let phone: Page;
let screen: Page;

beforeAll(async () => {
  stage = await BrowserStage.start();
  const operator = await stage.server.administrator();
  await newOperator(operator, HOST);
  const draws = [
    { kind: 'choice', select: 'single', count: 2 },
    { kind: 'true-false', count: 2 },
  ] as const;
  const { id } = await createContest(operator, { draws, timeLimitSeconds: 60 });
  detail = await contestDetail(operator, id);
  page = await signedIn(ADMINISTRATOR.login, ADMINISTRATOR.password);
  await page.goto(`/host/contests/${id}/console`);
  host = new ConsolePage(page);
  await host.step('开放候场');
  phone = await stage.page('/', { viewport: VIEWPORTS.phone });
  await joinByPointer(phone, { pin: detail.pin, branch: detail.branches[0]!.name, name: '示例甲' });
  screen = await stage.page(`/screen/${id}?key=${detail.screenKey}`, { viewport: VIEWPORTS.projectorOld });
  await host.step(/^开始第1环节/);
  await host.step('出示第1题');
  await host.step('开放作答');
  await phone.getByRole('button', { name: '提交', exact: true }).waitFor();
}, JOURNEY_MS);
afterAll(() => stage?.close());

async function signedIn(login: string, password: string): Promise<Page> {
  const opened = await stage.page('/host');
  await signIn(opened, login, password);
  return opened;
}

const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const stagePanel = (): Locator => page.locator('section[aria-labelledby="panel-stage"]');

describe('the host console', () => {
  it(
    'pauses for everybody and goes on',
    async () => {
      await press('暂停');
      await phone.getByRole('heading', { name: '竞赛已暂停' }).waitFor();
      await screen.getByText('竞赛暂停，计时已停止').waitFor();
      await host.step('继续');
      await phone.getByRole('heading', { name: '竞赛已暂停' }).waitFor({ state: 'detached' });
      await screen.getByText('竞赛暂停，计时已停止').waitFor({ state: 'detached' });
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'extends by fifteen seconds',
    async () => {
      const before = await secondsLeft(phone);
      await press('延长 15 秒');
      await eventually(
        () => secondsLeft(phone),
        (seconds) => seconds > before && seconds <= before + 15,
      );
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'blanks the screen and brings it back',
    async () => {
      const stem = detail.rounds[0]!.items[0]!.stem;
      await screen.getByText(stem).waitFor();
      await press('大屏黑屏');
      await screen.getByText(stem).waitFor({ state: 'detached' });
      await press('恢复大屏');
      await screen.getByText(stem).waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'sends captions to phone and screen',
    async () => {
      await page.getByLabel('字幕文字').fill('各位同志，请看题。\n请安静作答。');
      await page.getByLabel('字幕文字').press('Control+Home');
      await page.getByLabel('字幕文字').press('Enter');
      await phone.getByText('各位同志，请看题。').waitFor();
      await screen.getByText('各位同志，请看题。').waitFor();
      expect(await phone.getByText('请安静作答。').count()).toBe(0);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'closes early only after saying whom it cuts off, and reopens a mis-closed item',
    async () => {
      await host.step('截止作答');
      const dialog = page.getByRole('alertdialog', { name: '仍有人在作答时间内' });
      await dialog.getByRole('button', { name: '取消' }).click();
      await dialog.waitFor({ state: 'detached' });
      await host.step('截止作答');
      await host.confirm('仍然截止');
      await phone.getByText('本题已截止，您没有提交。').first().waitFor();

      await press('重新开放作答');
      await host.confirm('重新开放作答');
      await phone.locator('form label').first().click();
      await phone.getByRole('button', { name: '提交', exact: true }).click();
      await host.until('公布答案');
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'hides the key until asked and again with the next item',
    async () => {
      const explanation = detail.rounds[0]!.items[1]!.explanation;
      await host.step('公布答案');
      await host.step('下一题（第2题）');
      await stagePanel().getByText(detail.rounds[0]!.items[1]!.stem).waitFor();
      expect(await page.getByText(explanation).count()).toBe(0);
      await press('查看答案和解析');
      await stagePanel().getByText(explanation).waitFor();
      await press('隐藏答案和解析');
      await stagePanel().getByText(explanation).waitFor({ state: 'detached' });
      await press('查看答案和解析');

      await host.step('开放作答');
      await phone.locator('form label').first().click();
      await phone.getByRole('button', { name: '提交', exact: true }).click();
      await host.step('公布答案');
      await host.step('下一题（第3题）');
      await page.getByRole('button', { name: '查看答案和解析' }).waitFor();
      expect(await page.getByText(detail.rounds[0]!.items[2]!.explanation).count()).toBe(0);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'voids an item with a reason that must be given',
    async () => {
      await host.step('开放作答');
      await page.getByText('其他操作（会先询问）').click();
      await press('作废本题');
      const dialog = page.getByRole('alertdialog', { name: '作废第 3 题？' });
      await dialog.getByRole('button', { name: '作废本题' }).click();
      await dialog.getByText('请填写原因。').waitFor();
      await dialog.getByLabel('作废原因').fill('示例：题干有误');
      await host.confirm('作废本题');
      await host.step(/截止作答|公布答案|跳过本题/);
      await phone.getByText(/作废/).first().waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is taken over by another operator',
    async () => {
      const second = await signedIn(HOST.login, HOST.password);
      await second.goto(`/host/contests/${detail.id}/console`);
      const console2 = new ConsolePage(second);
      await second.getByText(`当前由 ${ADMINISTRATOR.displayName} 控制`).waitFor();
      await console2.step('接管');
      await console2.confirm('接管');
      await second.getByText('由您控制').waitFor();
      await page.getByText(`当前由 ${HOST.displayName} 控制`).waitFor();
      await host.step('接管');
      await host.confirm('接管');
      await page.getByText('由您控制').waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'renames a participant and removes one with a reason',
    async () => {
      await page.getByRole('button', { name: '刷新名单' }).click();
      await page.getByRole('button', { name: '处理 示例甲' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('新的姓名').fill('示例丙');
      await dialog.getByRole('button', { name: '改名' }).click();
      await dialog.getByText('已完成。').waitFor();
      await phone.reload();
      await phone.getByText('示例丙，').waitFor();
      await dialog.getByLabel('移出原因').fill('示例：重复进入');
      await dialog.getByRole('button', { name: '移出竞赛' }).click();
      await phone.getByRole('heading', { level: 1, name: '您已离开本场竞赛' }).waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'makes a result final before the time for appeals is over only with a reason',
    async () => {
      await page.reload();
      await page.getByText('其他操作（会先询问）').click();
      await press('提前结束竞赛');
      await host.confirm('结束竞赛');
      await host.finalizeEarly();
      await page.getByText('成绩已确认，可以下载结果。').waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});
