/** Roles, 三员分立, one-time codes and the end of a session, on the pages of operators. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';

import type { OperatorInfo } from '../../src/protocol/access.js';
import { bodyOf, BrowserStage, JOURNEY_MS } from '../support/browser.js';
import { signIn } from '../support/browser-pages.js';
import { ADMINISTRATOR, PASSWORD } from '../support/identity-server.js';
import type { RestClient } from '../support/rest-client.js';
import { personWith, threeTrusted } from '../support/role-people.js';

const SIMPLE_MODE = '简单模式：一位管理员管理全部，未实行三员分立。';

let stage: BrowserStage;
let admin: RestClient;
let page: Page;

beforeAll(async () => {
  stage = await BrowserStage.start({ DEMO: 'false' });
  admin = await stage.server.administrator();
  // A session that has ended, codes that are wrong on purpose.
  stage.allow(/status of 401/, /status of 403/);
}, JOURNEY_MS);
afterAll(() => stage?.close());
beforeEach(async () => {
  page = await stage.page('/host');
  await signIn(page, ADMINISTRATOR.login, PASSWORD);
}, JOURNEY_MS);
afterEach(async () => {
  await page.context().close();
  stage.expectQuiet();
});

/** As when the page comes back to the front; a script of the page, since specs know no document. */
const WAKE = `document.dispatchEvent(new Event('visibilitychange'))`;
const focused = (): Promise<string> => page.locator(':focus').innerText();
const rolesOf = async (id: string) =>
  (await bodyOf<OperatorInfo[]>(admin.get('/api/operators'))).find((one) => one.id === id)?.roles;

describe('a session about to end', () => {
  it(
    'is said three minutes before, and goes on with one key, as often as one likes; what was typed stays',
    async () => {
      await page.goto('/account');
      const field = page.getByLabel('新密码');
      await field.fill('unfinished');
      let extended = 0;
      const soon = { idleMs: 170_000, totalMs: 9_000_000 };
      await page.route('**/api/session/remaining', (route) => route.fulfill({ json: soon }));
      await page.route('**/api/session/extend', (route) => {
        extended += 1;
        return route.fulfill({ json: soon });
      });
      await page.evaluate(WAKE);
      for (let time = 1; time <= 12; time += 1) {
        const dialog = page.getByRole('alertdialog', { name: '登录即将超时' });
        await dialog.waitFor();
        expect(await dialog.innerText()).toContain('约 3 分钟');
        expect(await focused()).toBe('继续使用');
        const done = page.waitForResponse('**/api/session/extend');
        await page.keyboard.press(time % 2 === 0 ? 'Escape' : 'Enter');
        await done;
        expect(extended).toBe(time);
      }
      await page.unroute('**/api/session/extend');
      await page.unroute('**/api/session/remaining');
      await page.getByRole('alertdialog').waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      expect(await field.inputValue()).toBe('unfinished');
    },
    JOURNEY_MS,
  );

  it(
    'that has ended asks for a sign-in on the same page, and the draft is still there',
    async () => {
      await page.goto('/host/contests/new');
      await page.getByLabel('竞赛名称').fill('示例未保存的竞赛');
      await page.context().clearCookies();
      await page.evaluate(WAKE);
      await page.getByText('登录已过期，请重新登录').waitFor();
      await page.getByLabel('用户名').fill(ADMINISTRATOR.login);
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: '新建竞赛' }).waitFor();
      expect(await page.getByLabel('竞赛名称').inputValue()).toBe('示例未保存的竞赛');
    },
    JOURNEY_MS,
  );
});

describe('one-time codes', () => {
  it(
    'are switched on from the text alone, asked for at the next sign-in, and switched off',
    async () => {
      await page.getByRole('link', { name: '我的账号' }).click();
      const factor = page.getByRole('region', { name: '两步验证' });
      await factor.getByLabel('当前密码').fill(PASSWORD);
      await page.getByRole('button', { name: '开启两步验证' }).click();
      await page.getByRole('img', { name: /二维码/ }).waitFor();
      expect(await focused()).toContain('第一步');
      const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
      const totp = new TOTP({ secret: Secret.fromBase32(secret) });
      const code = page.getByLabel('验证码');
      expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
      await code.fill('000000');
      await page.getByRole('button', { name: '确认开启' }).click();
      await page.getByText('验证码不正确或已用过').waitFor();
      await code.fill(totp.generate());
      await page.getByRole('button', { name: '确认开启' }).click();
      await page.getByRole('heading', { name: '请保存恢复码' }).waitFor();
      expect(await focused()).toBe('请保存恢复码');
      const [recovery = ''] = await page.locator('.codes li').allInnerTexts();
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByLabel('用户名').fill(ADMINISTRATOR.login);
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: '登录', exact: true }).click();
      await page.getByLabel('验证码').waitFor();
      expect(await page.locator(':focus').getAttribute('autocomplete')).toBe('one-time-code');
      await page.keyboard.insertText(recovery);
      await page.keyboard.press('Enter');
      await page.getByText('还有 9 个恢复码可用。').waitFor();
      await factor.getByLabel('当前密码').fill(PASSWORD);
      await page.getByRole('button', { name: '关闭两步验证' }).click();
      await page.getByRole('button', { name: '开启两步验证' }).waitFor();
    },
    JOURNEY_MS,
  );
});

describe('roles', () => {
  it(
    'are granted with the keyboard alone',
    async () => {
      const person = await personWith(admin, 'shili.zhao', ['bank-editor']);
      await page.goto('/admin');
      await page.getByText(SIMPLE_MODE).waitFor();
      const button = page.getByRole('button', { name: '示例shili.zhao 的角色' });
      await button.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog').waitFor();
      const host = page.getByRole('alertdialog').getByRole('checkbox', { name: '主持人', exact: true });
      for (let step = 0; step < 30; step += 1) {
        if ((await host.and(page.locator(':focus')).count()) === 1) break;
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: '保存角色' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('已更新“示例shili.zhao”的角色。').first().waitFor();
      expect(await rolesOf(person.id)).toEqual(['bank-editor', 'host']);
      expect(await button.and(page.locator(':focus')).count()).toBe(1);
    },
    JOURNEY_MS,
  );

  it(
    'are separated once three people hold the three, by typing the words, for good',
    async () => {
      await page.goto('/admin');
      await page.getByText('还没有人担任审计员。').waitFor();
      await threeTrusted(admin);
      await page.getByRole('button', { name: '重新检查' }).click();
      await page.getByRole('button', { name: '开启三员分立' }).click();
      const dialog = page.getByRole('alertdialog');
      await dialog.getByRole('button', { name: '开启三员分立' }).click();
      await dialog.getByText('请输入“三员分立”，表示确认').last().waitFor();
      await dialog.getByRole('textbox').fill('三员分立');
      await dialog.getByRole('button', { name: '开启三员分立' }).click();
      await page.getByText('没有角色').first().waitFor();
      await page.getByText(SIMPLE_MODE).waitFor({ state: 'detached' });
      expect(await page.getByRole('link', { name: '题库' }).count()).toBe(0);
      const security = await stage.page('/admin');
      await security.getByLabel('用户名').fill('shili.security-administrator');
      await security.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await security.keyboard.press('Enter');
      await security.getByText('已实行三员分立').waitFor();
      expect(await security.getByRole('heading', { name: '新增用户' }).count()).toBe(0);
      await security.context().close();
    },
    JOURNEY_MS,
  );
});
