/** A refreshed page, a lost network and another device: back on the item, with what was there. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { ContestDetail } from '../../src/protocol/rest.js';
import { BrowserStage, contestDetail, createContest, JOURNEY_MS, VIEWPORTS } from '../support/browser.js';
import { joinByPointer, secondsLeft } from '../support/browser-pages.js';
import type { WireClient } from '../support/wire-client.js';

/** What the pages promise once the network is there again. */
// Two seconds are the promise; a machine that runs everything else beside the browser is given more.
const BACK_MS = 6000;
const SAVED = /已保存 \d\d:/;
const TIME_LIMIT_SECONDS = 120;

let stage: BrowserStage;
let detail: ContestDetail;
let host: WireClient;
let phone: Page;
let other: Page;

beforeAll(async () => {
  stage = await BrowserStage.start();
  const operator = await stage.server.administrator();
  const draws = [{ kind: 'choice', select: 'single', count: 2 }] as const;
  const { id } = await createContest(operator, { draws, timeLimitSeconds: TIME_LIMIT_SECONDS });
  detail = await contestDetail(operator, id);
  host = await stage.server.console(operator, id);
  await host.command('contest:open-lobby', id);
  phone = await stage.page('/', { viewport: VIEWPORTS.phone });
  other = await stage.page('/', { viewport: VIEWPORTS.phone });
  const [branch] = detail.branches;
  await joinByPointer(phone, { pin: detail.pin, branch: branch!.name, name: '示例甲' });
  await joinByPointer(other, { pin: detail.pin, branch: branch!.name, name: '示例乙' });
  await host.command('round:introduce', id, { roundId: detail.rounds[0]!.id });
  await host.command('item:present', id, { contestItemId: detail.rounds[0]!.items[0]!.contestItemId });
  await host.command('item:open', id);
}, JOURNEY_MS);
afterAll(async () => {
  host?.close();
  await stage?.close();
});

describe('a participant in mid-item', () => {
  it(
    'is back within two seconds of a refresh, with the response, its receipt and the remaining time',
    async () => {
      const chosen = phone.locator('form input[type="radio"]').nth(1);
      await phone.locator('form label').nth(1).click();
      await phone.getByRole('button', { name: '提交', exact: true }).click();
      const receipt = /已保存 [\d:]+/.exec(await phone.getByText(SAVED).first().innerText())?.[0] ?? '';
      const [before, at] = [await secondsLeft(phone), Date.now()];

      await phone.reload({ waitUntil: 'load' });
      await phone.getByText(receipt).first().waitFor({ timeout: BACK_MS });
      expect(await chosen.isChecked()).toBe(true);
      await phone.getByRole('heading', { level: 1, name: '第1题，共2题' }).waitFor({ timeout: BACK_MS });
      const passed = (Date.now() - at) / 1000;
      const after = await secondsLeft(phone);
      expect(after).toBeLessThanOrEqual(before);
      expect(after).toBeGreaterThanOrEqual(before - passed - 2);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is back within two seconds of a lost network, and what was filled in meanwhile can be submitted',
    async () => {
      stage.allow(/ERR_INTERNET_DISCONNECTED/, /WebSocket connection to .* failed/);
      await other.context().setOffline(true);
      await other
        .getByText(/网络已断开|连接中断/)
        .first()
        .waitFor();
      await other.locator('form label').nth(2).click();
      // Long enough for the attempts to have become rare.
      for (let failed = 0; failed < 4; failed += 1)
        await other.waitForEvent('console', (message) => /failed/i.test(message.text()));
      await other.context().setOffline(false);
      await other.getByText('已连接', { exact: true }).waitFor({ timeout: BACK_MS });
      expect(await other.locator('form input[type="radio"]').nth(2).isChecked()).toBe(true);
      await other.getByRole('button', { name: '提交', exact: true }).click();
      await other.getByText(SAVED).first().waitFor({ timeout: BACK_MS });
      // Both have responded: the item closes by itself.
      await other
        .getByText(/^本题已截止/)
        .first()
        .waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'goes on from another device by the 续答码, and the first device says so',
    async () => {
      await host.command('item:reveal', detail.id);
      await host.command('item:present', detail.id, { contestItemId: detail.rounds[0]!.items[1]!.contestItemId });
      await host.command('item:open', detail.id);
      await phone.locator('form label').first().click();
      await phone.getByRole('button', { name: '提交', exact: true }).click();
      await phone.getByText(SAVED).first().waitFor();
      const code =
        (
          await phone
            .getByText(/^您的续答码：|续答码：/)
            .first()
            .innerText()
        ).match(/[A-Z0-9]{4} [A-Z0-9]{4}/)?.[0] ?? '';

      const tablet = await stage.page(`/rejoin/${detail.pin}`, { viewport: VIEWPORTS.tablet });
      await tablet.getByRole('textbox', { name: '续答码' }).fill(code);
      await tablet.getByRole('button', { name: '继续作答' }).click();
      await tablet.getByText(SAVED).first().waitFor();
      expect(await tablet.locator('form input[type="radio"]').first().isChecked()).toBe(true);
      await phone.getByRole('heading', { level: 1, name: '已在另一台设备上继续' }).waitFor();

      await phone.getByRole('button', { name: '改在本机继续' }).click();
      await phone.getByText(SAVED).first().waitFor();
      await tablet.getByRole('heading', { level: 1, name: '已在另一台设备上继续' }).waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is back with the item by itself when the server has been restarted',
    async () => {
      stage.allow(
        /ERR_CONNECTION_REFUSED/,
        /WebSocket connection to .* failed/,
        /ERR_CONNECTION_RESET/,
        /ERR_EMPTY_RESPONSE/,
      );
      await stage.server.restart();
      await phone.getByText('已连接', { exact: true }).waitFor();
      await phone.getByText(SAVED).first().waitFor();
      expect(await phone.locator('form input[type="radio"]').first().isChecked()).toBe(true);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});
