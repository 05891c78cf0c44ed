/** Pages of roles, one-time codes and sessions, for the checklist. */
import type { Page } from 'playwright-core';

import { PASSWORD } from '../support/identity-server.js';
import type { Due } from '../../src/protocol/access.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

const ABOUT_TO_END = '?about-to-end';
const AT_THE_LIMIT = '?at-the-limit';
const OWES = '?owes-';

/** The server says that the session ends in two and a half minutes, on this page alone. */
const nearlyOver = async (page: Page): Promise<void> => {
  await page.route('**/api/session/remaining', (route) =>
    page.url().endsWith(ABOUT_TO_END)
      ? route.fulfill({ json: { idleMs: 150_000, totalMs: 9_000_000 } })
      : route.fallback(),
  );
};
/** Or that twelve hours are nearly over. */
const nearTheLimit = async (page: Page): Promise<void> => {
  await page.route('**/api/session/remaining', (route) =>
    page.url().endsWith(AT_THE_LIMIT)
      ? route.fulfill({ json: { idleMs: 840_000, totalMs: 850_000 } })
      : route.fallback(),
  );
};
/** Or that the session owes something, which the address of the page names. */
const owing = async (page: Page): Promise<void> => {
  await page.route('**/api/session', async (route) => {
    const due = page.url().split(OWES)[1];
    if (due === undefined) return route.fallback();
    const response = await route.fetch();
    const session = (await response.json()) as Record<string, unknown>;
    return route.fulfill({ response, json: { ...session, due, rights: [] } });
  });
};
const owes = (due: Due, ready: string): PageState => ({
  name: `what a session owes first: ${due}`,
  who: 'operator',
  path: () => `/account${OWES}${due}`,
  prepare: owing,
  ready,
});
const provePassword = async (page: Page): Promise<void> =>
  page.getByRole('region', { name: '两步验证' }).getByLabel('当前密码').fill(PASSWORD);

export const ACCESS_PAGES: readonly PageState[] = [
  {
    name: 'administration: roles of somebody',
    who: 'operator',
    path: () => '/admin',
    ready: '三员分立',
    enter: inTurn(press(/的角色$/), dialog),
  },
  { name: 'own account', who: 'operator', path: () => '/account', ready: '开启两步验证' },
  {
    name: 'own account, nothing filled in',
    who: 'operator',
    path: () => '/account',
    ready: '开启两步验证',
    enter: inTurn(press('修改密码'), shows('请填写当前密码')),
  },
  {
    name: 'own account: secret of one-time codes',
    who: 'operator',
    path: () => '/account',
    ready: '开启两步验证',
    enter: inTurn(provePassword, press('开启两步验证'), shows('第一步')),
  },
  {
    name: 'a session about to end',
    who: 'operator',
    path: () => `/account${ABOUT_TO_END}`,
    prepare: nearlyOver,
    ready: '登录即将超时',
    enter: dialog,
  },
  {
    name: 'a session at its limit',
    who: 'operator',
    path: () => `/account${AT_THE_LIMIT}`,
    prepare: nearTheLimit,
    ready: '登录时间将满 12 小时',
    enter: dialog,
  },
  owes('password', '您的密码由他人设置'),
  owes('code', '提交验证码'),
  owes('second-factor', '开启后各项权限才会生效'),
];
