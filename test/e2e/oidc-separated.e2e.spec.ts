/** Under 三员分立 nobody makes the account of somebody else lead to themselves. No provider is asked here. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { TRUSTED_ROLES } from '../../src/core/access/rights.js';
import type { OperatorInfo } from '../../src/protocol/access.js';
import { HOST, IdentityServer, PASSWORD } from '../support/identity-server.js';
import { newOperator } from '../support/operators.js';
import type { RestClient } from '../support/rest-client.js';

const ORIGIN = { headers: { Origin: 'https://xuesai.example' } };
const MINE = 'subject-of-the-security-administrator';

interface Person {
  readonly id: string;
  readonly client: RestClient;
}

let folder: string;
let server: IdentityServer;
let admin: RestClient;
let security: Person;
let system: Person;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xuesai-oidc-'));
  await writeFile(join(folder, 'secret'), 'client secret of this test\n');
  server = await IdentityServer.start({
    MODE: 'TLS',
    PUBLIC_URL: 'https://xuesai.example',
    OIDC_ISSUER: 'https://login.example',
    OIDC_CLIENT_ID: 'xuesai',
    OIDC_CLIENT_SECRET_FILE: join(folder, 'secret'),
  });
  admin = server.client();
  const first = { token: server.setupToken, login: 'shili.admin', displayName: '示例管理员', password: PASSWORD };
  await admin.keepSession(admin.post('/api/setup', first, ORIGIN));
  const [keeper, granter] = [await made(TRUSTED_ROLES[0]), await made(TRUSTED_ROLES[1])];
  await made(TRUSTED_ROLES[2]);
  [system, security] = [keeper, granter];
});
afterEach(async () => {
  await server.running.close();
  await rm(folder, { recursive: true, force: true });
});

async function signIn(login: string): Promise<RestClient> {
  const client = server.client();
  await client.keepSession(client.post('/api/session', { login, password: PASSWORD }, ORIGIN));
  return client;
}
async function made(role: string, login = `shili.${role}`): Promise<Person> {
  const { id } = await newOperator(admin, { ...HOST, login, roles: [role] }, ORIGIN.headers);
  return { id, client: await signIn(login) };
}
const separate = async (): Promise<void> => {
  expect((await admin.post('/api/access/separation', { confirmation: '三员分立' }, ORIGIN)).status).toBe(204);
};
const link = (by: RestClient, id: string, subject = MINE) =>
  by.send('PUT', `/api/operators/${id}/oidc`, { body: { subject }, ...ORIGIN });
const linkOf = async (id: string) => (await security.client.get(`/api/operators/${id}/oidc`)).body;

describe('under 三员分立', () => {
  it('an account with contest rights is linked by its owner alone', async () => {
    const arbiter = await made('arbiter');
    await separate();
    expect((await link(security.client, arbiter.id)).code).toBe('auth.forbidden');
    expect(await linkOf(arbiter.id)).toEqual({ subject: null });
    const own = { body: { subject: 'subject-of-the-arbiter', password: PASSWORD }, ...ORIGIN };
    expect((await arbiter.client.send('PUT', '/api/session/oidc-link', own)).code).toBeNull();
    expect(await linkOf(arbiter.id)).toEqual({ subject: 'subject-of-the-arbiter' });
  });

  it('and one without them still by the security administrator', async () => {
    const editor = await made('bank-editor');
    await separate();
    expect((await link(security.client, editor.id)).code).toBeNull();
  });

  it('a link that somebody else made ends, with all sessions, when the account gets such rights', async () => {
    await separate();
    const account = { ...HOST, login: 'shili.new', roles: [] };
    const { id } = (await system.client.post('/api/operators', account, ORIGIN)).body as OperatorInfo;
    const open = await signIn(account.login);
    expect((await open.get('/api/session')).code).toBeNull();
    expect((await link(security.client, id)).code).toBeNull();
    const roles = { body: { roles: ['arbiter'] }, ...ORIGIN };
    expect((await security.client.send('PUT', `/api/operators/${id}/roles`, roles)).code).toBeNull();
    expect(await linkOf(id)).toEqual({ subject: null });
    expect((await open.get('/api/session')).code).toBe('auth.session-expired');
  });

  it('a link from before ends where somebody else made it, and the owner’s own stays', async () => {
    const [arbiter, host] = [await made('arbiter'), await made('host')];
    expect((await link(security.client, arbiter.id)).code).toBeNull();
    const own = { body: { subject: 'subject-of-the-host', password: PASSWORD }, ...ORIGIN };
    expect((await host.client.send('PUT', '/api/session/oidc-link', own)).code).toBeNull();
    await separate();
    expect(await linkOf(arbiter.id)).toEqual({ subject: null });
    expect(await linkOf(host.id)).toEqual({ subject: 'subject-of-the-host' });
  });
});
