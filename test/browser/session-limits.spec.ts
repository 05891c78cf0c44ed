/** The end of a session at its limit, which nobody can move, and the host of a running contest, whom it never meets. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { OperatorSessionEntity } from '../../src/identity/persistence/operator-session.entity.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { OperatorInfo } from '../../src/protocol/access.js';
import { signIn } from '../support/browser-pages.js';
import { JOURNEY_MS, launchChromium } from '../support/browser.js';
import type { Console } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { Stage } from '../support/contest-stage.js';
import { ADMINISTRATOR, MINUTE, PASSWORD } from '../support/identity-server.js';
import { FIRST_PASSWORD } from '../support/operators.js';
import { personWith } from '../support/role-people.js';
import { PATIENCE_MS } from '../support/patience.js';

/** As when the page comes back to the front; a script of the page, since specs know no document. */
const WAKE = `document.dispatchEvent(new Event('visibilitychange'))`;
const LIMIT = '登录时间将满 12 小时';

let server: InProcessServer;
let stage: Stage;
let host: Console;
let browser: Browser;

beforeAll(async () => {
  server = await InProcessServer.start();
  stage = await Stage.set(server);
  host = await stage.console();
  browser = await launchChromium();
}, JOURNEY_MS);
afterAll(async () => {
  host?.client.close();
  await browser?.close();
  await server?.close();
});

async function open(login: string, password = PASSWORD): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN', reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto('/host');
  await page.getByLabel('用户名').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  return page;
}

/** What the page hears when it asks how long the session lives on. */
async function wake(page: Page): Promise<{ idleMs: number; totalMs: number }> {
  const heard = page.waitForResponse('**/api/session/remaining');
  await page.evaluate(WAKE);
  return (await (await heard).json()) as { idleMs: number; totalMs: number };
}

const ENDS = `SELECT MIN(expires_at) AS "ends" FROM operator_session
  WHERE operator_id = (SELECT id FROM operator WHERE login = 'shili.admin')`;

/** A minute, until the server has looked after its hosts in it: the test's clock is faster than the disk. */
async function minutePasses(): Promise<void> {
  server.clock.advance(MINUTE);
  const least = server.clock.now() + 29 * MINUTE;
  const endsAt = async (): Promise<number> => {
    const [row] = await server.app.get(WriteQueue).run((manager) => manager.query<{ ends: number }[]>(ENDS));
    return Number(row?.ends);
  };
  for (let looks = 0; looks < 1000 && (await endsAt()) < least; looks += 1) await new Promise(setImmediate);
}

/** Nearly twelve hours ago they all signed in. */
const nearTheLimit = (leftMs: number) =>
  server.app.get(WriteQueue).run((manager) => {
    const expiresAt = server.clock.now() + leftMs;
    return manager.createQueryBuilder().update(OperatorSessionEntity).set({ expiresAt }).execute();
  });

describe('the limit of a session', () => {
  it(
    'never warns nor ends the host of a running contest; others are told twice, and go on by signing in again',
    async () => {
      await host.pressAll('contest:open-lobby', 'round:introduce');
      await personWith(stage.operator, 'shili.organiser', ['organiser', 'host']);
      const hosting = await open(ADMINISTRATOR.login);
      await hosting.getByRole('heading', { level: 1, name: '竞赛' }).waitFor();
      await hosting.goto(`/host/contests/${stage.contestId}/console`);
      await hosting.getByRole('region', { name: '下一步' }).waitFor();
      const other = await open('shili.organiser');
      await other.getByRole('heading', { level: 1, name: '竞赛' }).waitFor();
      await other.goto('/host/contests/new');
      await other.getByLabel('竞赛名称').fill('示例未保存的竞赛');
      await nearTheLimit(20 * MINUTE);

      const dialog = other.getByRole('alertdialog', { name: LIMIT });
      for (let minute = 1; minute <= 18; minute += 1) {
        await minutePasses();
        const left = await wake(hosting);
        expect(left.totalMs).toBeGreaterThan(15 * MINUTE);
        expect(left.idleMs).toBeGreaterThan(3 * MINUTE);
        expect(await hosting.getByRole('alertdialog').count()).toBe(0);
        if (minute === 4) {
          await wake(other);
          expect(await other.getByRole('alertdialog').count()).toBe(0);
        }
        if (minute === 6) {
          await wake(other);
          await dialog.waitFor();
          await other.locator(':focus', { hasText: '知道了' }).waitFor();
          expect(await dialog.innerText()).toContain('约 14 分钟');
          await other.keyboard.press('Escape');
          await dialog.waitFor({ state: 'detached' });
        }
      }
      await wake(other);
      await dialog.waitFor();
      await dialog.getByRole('button', { name: '现在重新登录' }).click();
      await other.getByLabel('用户名').fill('shili.organiser');
      await other.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await other.keyboard.press('Enter');
      await other.getByRole('heading', { level: 1, name: '新建竞赛' }).waitFor();
      expect(await other.getByLabel('竞赛名称').inputValue()).toBe('示例未保存的竞赛');
      expect((await wake(other)).totalMs).toBeGreaterThan(11 * 60 * MINUTE);

      // Past the limit of before the console still works.
      for (let minute = 0; minute < 12; minute += 1) {
        await minutePasses();
        expect((await wake(hosting)).totalMs).toBeGreaterThan(15 * MINUTE);
      }
      expect(await hosting.getByRole('alertdialog').count()).toBe(0);
      await hosting.getByRole('region', { name: '下一步' }).getByRole('button', { name: '出示第1题' }).click();
      await host.client.phase('presenting');
      expect(await hosting.getByLabel('用户名').count()).toBe(0);
      for (const page of [hosting, other]) await page.context().close();
    },
    JOURNEY_MS,
  );
});

describe('a first password', () => {
  it(
    'that somebody else chose leads to the form that changes it, and nowhere else before',
    async () => {
      const account = { login: 'shili.first', displayName: '示例新人', roles: ['host'], password: FIRST_PASSWORD };
      const made = await stage.operator.post('/api/operators', account);
      expect((made.body as OperatorInfo).login).toBe(account.login);
      const page = await open(account.login, FIRST_PASSWORD);
      await page.getByRole('heading', { level: 1, name: '登录后还需一步' }).waitFor();
      await page.goto('/host/contests/new');
      await page.getByText('您的密码由他人设置').waitFor();
      expect(await page.getByLabel('竞赛名称').count()).toBe(0);
      await page.getByLabel('当前密码').fill(FIRST_PASSWORD);
      await page.getByLabel('新密码').fill(FIRST_PASSWORD);
      await page.getByRole('button', { name: '修改密码' }).click();
      await page.getByText('新密码与现在或最近用过的密码相同').first().waitFor();
      await page.getByLabel('新密码').fill(PASSWORD);
      await page.getByRole('button', { name: '修改密码' }).click();
      await page.getByText('您的密码由他人设置').waitFor({ state: 'detached' });
      await page.locator('#page-heading:focus').waitFor();
      await page.goto('/host');
      await page.getByRole('button', { name: '退出登录' }).click();
      await signIn(page, account.login, PASSWORD);
      await page.context().close();
    },
    JOURNEY_MS,
  );
});

describe('one’s own sessions', () => {
  it(
    'stand on the page of the account, and the others end with one button',
    async () => {
      await personWith(stage.operator, 'shili.twice', ['host']);
      const away = await open('shili.twice');
      await away.getByRole('heading', { level: 1, name: '竞赛' }).waitFor();
      const page = await open('shili.twice');
      await page.getByRole('heading', { level: 1, name: '竞赛' }).waitFor();
      await page.getByRole('link', { name: '我的账号' }).click();
      const panel = page.getByRole('region', { name: '我的登录' });
      await panel.getByText('Chrome').first().waitFor();
      await panel.getByRole('button', { name: /退出其他设备上的登录/ }).click();
      await panel.getByText('没有其他设备登录您的账号。').waitFor();
      await page.locator('#account-sessions:focus').waitFor();
      expect(await panel.getByRole('listitem').count()).toBe(1);
      await away.evaluate(WAKE);
      await away.getByText('登录已过期，请重新登录').waitFor();
      for (const one of [page, away]) await one.context().close();
    },
    JOURNEY_MS,
  );
});
