/** The pages of the organisation's own sign-in, in TLS mode, against a real provider on this machine. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createProxy, type Server } from 'node:https';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { JOURNEY_MS, launchChromium } from '../support/browser.js';
import { signIn } from '../support/browser-pages.js';
import { InProcessServer } from '../support/contest-server.js';
import { ADMINISTRATOR, HOST, PASSWORD } from '../support/identity-server.js';
import { CLIENT_ID, CLIENT_SECRET, OidcIssuer } from '../support/oidc-issuer.js';
import { newOperator } from '../support/operators.js';
import { RestClient } from '../support/rest-client.js';
import { PATIENCE_MS } from '../support/patience.js';

const OUTSIDE = 'https://xuesai.example';
const SUBJECT = 'person-0001';
const ORIGIN = { Origin: OUTSIDE };

let folder: string;
let issuer: OidcIssuer;
let server: InProcessServer;
let proxy: Server;
let browser: Browser;
let admin: RestClient;
let page: Page;
let errors: string[];

/** What ends TLS in front of the server, under the name that people open. */
async function openProxy(): Promise<number> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=xuesai.example', '-addext', 'subjectAltName=DNS:xuesai.example'];
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
    ...subject,
    '-keyout',
    key,
    '-out',
    cert,
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${String(made.stderr)}`);
  const { port } = new URL(server.url);
  proxy = createProxy({ key: readFileSync(key), cert: readFileSync(cert) }, (incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const inner = ask({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(inner);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return (proxy.address() as { port: number }).port;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xuesai-sso-'));
  await writeFile(join(folder, 'secret'), CLIENT_SECRET);
  issuer = await OidcIssuer.start(SUBJECT, `${OUTSIDE}/api/session/oidc/callback`);
  server = await InProcessServer.start({
    MODE: 'TLS',
    PUBLIC_URL: OUTSIDE,
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: CLIENT_ID,
    OIDC_CLIENT_SECRET_FILE: join(folder, 'secret'),
  });
  const port = await openProxy();
  browser = await launchChromium([`--host-resolver-rules=MAP xuesai.example:443 127.0.0.1:${port}`]);
  admin = new RestClient(server.url);
  const body = { token: server.setupToken, ...ADMINISTRATOR };
  await admin.keepSession(admin.post('/api/setup', body, { headers: ORIGIN }));
  await newOperator(admin, HOST, ORIGIN);
}, JOURNEY_MS);
afterAll(async () => {
  await browser?.close();
  proxy?.closeAllConnections();
  await new Promise((closed) => proxy.close(closed));
  await server?.close();
  await issuer?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const context = await browser.newContext({ baseURL: OUTSIDE, ignoreHTTPSErrors: true, locale: 'zh-CN' });
  context.setDefaultTimeout(PATIENCE_MS);
  page = await context.newPage();
  errors = [];
  page.on('pageerror', (error) => void errors.push(String(error)));
  await page.goto('/host');
});
afterEach(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

const throughProvider = (): Promise<void> => page.getByRole('button', { name: '使用统一身份登录' }).click();

describe('single sign-on', () => {
  it(
    'of somebody without an account says whom to ask',
    async () => {
      await throughProvider();
      await page.waitForURL('**/host?signIn=auth.oidc-unlinked');
      await page.getByText('您的统一身份还没有关联本系统的账号').first().waitFor();
      await page.getByLabel('用户名').waitFor();
    },
    JOURNEY_MS,
  );

  it(
    'is linked by its owner with the password, opens the account, and is taken away again',
    async () => {
      await signIn(page, HOST.login, PASSWORD);
      await page.getByRole('link', { name: '我的账号' }).click();
      const panel = page.getByRole('region', { name: '关联我的统一身份' });
      await panel.getByRole('button', { name: '关联' }).click();
      await panel.getByText('请填写用户标识。').first().waitFor();
      await panel.getByLabel('统一身份平台中的用户标识').fill(SUBJECT);
      await panel.getByLabel('当前密码').fill('wrong password');
      await panel.getByRole('button', { name: '关联' }).click();
      await panel.getByText('当前密码不正确').first().waitFor();
      await panel.getByLabel('当前密码').fill(PASSWORD);
      await panel.getByRole('button', { name: '关联' }).click();
      await panel.getByText(`已关联：${SUBJECT}`).waitFor();
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByLabel('用户名').waitFor();
      await throughProvider();
      await page.waitForURL('**/host');
      await page.getByText(HOST.displayName).first().waitFor();
      await page.getByRole('link', { name: '我的账号' }).click();
      await panel.getByLabel('当前密码').fill(PASSWORD);
      await panel.getByRole('button', { name: '解除关联' }).click();
      await panel.getByLabel('统一身份平台中的用户标识').waitFor();
    },
    JOURNEY_MS,
  );

  it(
    'is linked and taken away by an administrator on the page of operators',
    async () => {
      await signIn(page, ADMINISTRATOR.login, PASSWORD);
      await page.goto('/admin');
      const button = page.getByRole('button', { name: `${HOST.displayName} 的统一身份` });
      await button.click();
      const dialog = page.getByRole('alertdialog');
      await dialog.getByRole('textbox').fill(SUBJECT);
      await dialog.getByRole('button', { name: '关联', exact: true }).click();
      await page.getByText(`已关联“${HOST.displayName}”的统一身份。`).first().waitFor();
      await button.click();
      await dialog.getByText(`已关联：${SUBJECT}`).waitFor();
      await dialog.getByRole('button', { name: '解除关联' }).click();
      await page.getByText(`已解除“${HOST.displayName}”的统一身份关联。`).first().waitFor();
    },
    JOURNEY_MS,
  );
});
