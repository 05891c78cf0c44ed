/** Pages of roles, one-time codes and sessions, for the checklist. */
import type { Page } from 'playwright-core';

import { PASSWORD } from '../support/identity-server.js';
import { dialog, inTurn, press, shows, type PageState } from './page-state.js';

const ABOUT_TO_END = '?about-to-end';

/** The server says that the session ends in two and a half minutes, on this page alone. */
const nearlyOver = async (page: Page): Promise<void> => {
  await page.route('**/api/session/remaining', (route) =>
    page.url().endsWith(ABOUT_TO_END)
      ? route.fulfill({ json: { idleMs: 150_000, totalMs: 9_000_000 } })
      : route.fallback(),
  );
};
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
];
