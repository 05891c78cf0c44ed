/** Signing in with a provider: a real one (oidc-provider) beside the server, and a browser as far as it takes part. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';

import type { OidcStart, OperatorInfo, SecondFactorSecret, SessionInfo } from '../../src/protocol/access.js';
import { HOST, IdentityServer, MINUTE } from '../support/identity-server.js';
import { RestClient } from '../support/rest-client.js';
import { CLIENT_SECRET, OidcIssuer } from '../support/oidc-issuer.js';
import { newOperator } from '../support/operators.js';

const OUTSIDE = 'https://xuesai.example';
const SUBJECT = 'person-0001';
const CALLBACK = `${OUTSIDE}/api/session/oidc/callback`;
const ORIGIN = { headers: { Origin: OUTSIDE } };

let folder: string;
let provider: OidcIssuer;
let issuer: string;
let server: IdentityServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xuesai-oidc-'));
  await writeFile(join(folder, 'secret'), `${CLIENT_SECRET}\n`);
  provider = await OidcIssuer.start(SUBJECT, CALLBACK);
  issuer = provider.url;
});
afterAll(async () => {
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

const settings = (more: Readonly<Record<string, string>> = {}) => ({
  MODE: 'TLS',
  PUBLIC_URL: OUTSIDE,
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: 'xuesai',
  OIDC_CLIENT_SECRET_FILE: join(folder, 'secret'),
  ...more,
});
beforeEach(async () => {
  server = await IdentityServer.start(settings());
});
afterEach(() => server.running.close());

/** A browser at https://xuesai.example: sends that Origin and keeps cookies of both servers. */
class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();

  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address);
    const jar = this.jar(url.origin);
    const inside = url.origin === OUTSIDE ? server.running.url + url.pathname + url.search : address;
    const headers = { ...init.headers, Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    const answer = await fetch(inside, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (pair.slice(at + 1) === '') jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }

  jar(origin: string): Map<string, string> {
    const known = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, known);
    return known;
  }

  async start(): Promise<string> {
    const answer = await this.fetch(`${OUTSIDE}/api/session/oidc/start`, { method: 'POST', headers: ORIGIN.headers });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as OidcStart).url;
  }

  /** From the provider's door back to ours; answers the address of the callback, which has not been asked yet. */
  async through(address: string): Promise<string> {
    let next = address;
    for (let hop = 0; hop < 10 && !next.startsWith(CALLBACK); hop += 1) {
      const answer = await this.fetch(next);
      next = new URL(answer.headers.get('location') ?? '', next).href;
    }
    expect(next).toMatch(/\/callback\?.*code=/);
    return next;
  }

  /** Where the callback sends the browser. */
  async arrive(callback: string): Promise<string | null> {
    const answer = await this.fetch(callback);
    expect(answer.status).toBe(303);
    return answer.headers.get('location');
  }

  async session(): Promise<SessionInfo | null> {
    const answer = await this.fetch(`${OUTSIDE}/api/session`);
    return answer.ok ? ((await answer.json()) as SessionInfo) : null;
  }
}

async function administrator(): Promise<RestClient> {
  const client = server.client();
  const body = { token: server.setupToken, login: 'shili.admin', displayName: '示例管理员', password: HOST.password };
  await client.keepSession(client.post('/api/setup', body, ORIGIN));
  return client;
}
async function newHost(admin: RestClient, login: string = HOST.login): Promise<OperatorInfo> {
  return newOperator(admin, { ...HOST, login }, ORIGIN.headers);
}
const link = (admin: RestClient, { id }: OperatorInfo, subject = SUBJECT) =>
  admin.send('PUT', `/api/operators/${id}/oidc`, { body: { subject }, ...ORIGIN });

describe('a linked operator', () => {
  it('signs in, with the rights of the account and no others', async () => {
    const admin = await administrator();
    const host = await newHost(admin);
    expect((await link(admin, host)).code).toBeNull();
    const browser = new Browser();
    const asked = new URL(await browser.start());
    expect(asked.origin).toBe(issuer);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'openid',
      code_challenge_method: 'S256',
      redirect_uri: CALLBACK,
    });
    expect(await browser.arrive(await browser.through(asked.href))).toBe('/host');
    const session = await browser.session();
    expect(session?.operator).toMatchObject({ id: host.id, roles: ['organiser', 'host', 'scorekeeper'] });
    expect([...browser.jar(OUTSIDE).keys()]).toEqual(['__Host-xuesai_session']);
  });

  it('is refused once disabled, and once unlinked', async () => {
    const admin = await administrator();
    const host = await newHost(admin);
    await link(admin, host);
    await admin.delete(`/api/operators/${host.id}`, ORIGIN);
    const browser = new Browser();
    expect(await browser.arrive(await browser.through(await browser.start()))).toBe('/host?signIn=auth.oidc-unlinked');
    await admin.post(`/api/operators/${host.id}/enable`, {}, ORIGIN);
    await admin.delete(`/api/operators/${host.id}/oidc`, ORIGIN);
    expect((await admin.get(`/api/operators/${host.id}/oidc`)).body).toEqual({ subject: null });
    expect(await browser.arrive(await browser.through(await browser.start()))).toBe('/host?signIn=auth.oidc-unlinked');
    expect(await browser.session()).toBeNull();
  });
});

describe('a link', () => {
  it('is made once, by whoever may grant roles', async () => {
    const admin = await administrator();
    const host = await newHost(admin);
    const other = await newHost(admin, 'shili.other');
    expect((await link(admin, host)).code).toBeNull();
    expect((await link(admin, host, 'person-0002')).code).toBe('auth.oidc-taken');
    expect((await link(admin, other)).code).toBe('auth.oidc-taken');
    expect((await admin.get(`/api/operators/${host.id}/oidc`)).body).toEqual({ subject: SUBJECT });
    expect((await link(admin, { ...host, id: 'nobody' })).code).toBe('rest.not-found');
    for (const subject of ['', ' ', 7]) {
      const body = { body: { subject }, ...ORIGIN };
      expect((await admin.send('PUT', `/api/operators/${other.id}/oidc`, body)).code).toBe('rest.invalid');
    }
    const client = server.client();
    await client.keepSession(client.post('/api/session', { login: HOST.login, password: HOST.password }, ORIGIN));
    expect((await link(client, other)).code).toBe('auth.forbidden');
  });
});

describe('a link of one’s own', () => {
  it('takes the password of the account', async () => {
    const admin = await administrator();
    const host = await newHost(admin);
    const client = server.client();
    await client.keepSession(client.post('/api/session', { login: HOST.login, password: HOST.password }, ORIGIN));
    const own = (body: object) => client.send('PUT', '/api/session/oidc-link', { body, ...ORIGIN });
    expect((await own({ subject: SUBJECT })).code).toBe('rest.invalid');
    expect((await own({ subject: SUBJECT, password: 'wrong' })).code).toBe('auth.wrong-password');
    expect((await own({ subject: SUBJECT, password: HOST.password })).code).toBeNull();
    expect((await client.get('/api/session/oidc-link')).body).toEqual({ subject: SUBJECT });
    const browser = new Browser();
    expect(await browser.arrive(await browser.through(await browser.start()))).toBe('/host');
    expect((await browser.session())?.operator.id).toBe(host.id);
    const end = (password: string) => client.post('/api/session/oidc-link/end', { password }, ORIGIN);
    expect((await end('wrong')).code).toBe('auth.wrong-password');
    expect((await end(HOST.password)).code).toBeNull();
    expect((await client.get('/api/session/oidc-link')).body).toEqual({ subject: null });
  });

  it('is no other’s to make for those who keep the system, nor by who makes accounts', async () => {
    const admin = await administrator();
    const made = async (login: string, roles: readonly string[]) => {
      const { id } = await newOperator(admin, { ...HOST, login, roles }, ORIGIN.headers);
      const client = server.client();
      await client.keepSession(client.post('/api/session', { login, password: HOST.password }, ORIGIN));
      return { id, client };
    };
    const security = await made('shili.security', ['security-administrator']);
    const system = await made('shili.system', ['system-administrator']);
    const host = await newHost(admin);
    const of = (by: RestClient, id: string) =>
      by.send('PUT', `/api/operators/${id}/oidc`, { body: { subject: SUBJECT }, ...ORIGIN });
    expect((await of(system.client, host.id)).code).toBe('auth.forbidden');
    expect((await of(security.client, system.id)).code).toBe('auth.forbidden');
    const { id } = ((await admin.get('/api/session')).body as SessionInfo).operator;
    expect((await of(security.client, id)).code).toBe('auth.forbidden');
    expect((await of(security.client, host.id)).code).toBeNull();
  });
});

describe('the second factor', () => {
  afterEach(() => {
    provider.methods = ['pwd'];
  });
  const signedInHost = async (admin: RestClient): Promise<{ browser: Browser; host: OperatorInfo }> => {
    const host = await newHost(admin);
    await link(admin, host);
    const browser = new Browser();
    expect(await browser.arrive(await browser.through(await browser.start()))).toBe('/host');
    return { browser, host };
  };
  const required = async (): Promise<RestClient> => {
    await server.running.close();
    server = await IdentityServer.start(settings({ SECOND_FACTOR: 'operators' }));
    const admin = await administrator();
    const post = (path: string, body: object) => admin.post(`/api/session/second-factor${path}`, body, ORIGIN);
    const { secret } = (await post('', { password: HOST.password })).body as SecondFactorSecret;
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    await post('/confirm', { code: totp.generate({ timestamp: server.clock.now() }) });
    return admin;
  };

  it('that the policy asks for is asked of who comes from the provider', async () => {
    const { browser } = await signedInHost(await required());
    expect(await browser.session()).toMatchObject({ due: 'second-factor', rights: [] });
  });

  it('is the provider’s where it says that it has asked for more than one', async () => {
    provider.methods = ['pwd', 'mfa'];
    const { browser } = await signedInHost(await required());
    expect(await browser.session()).toMatchObject({ due: null });
  });

  it('that somebody has switched on is asked for as well', async () => {
    const admin = await administrator();
    const host = await newHost(admin);
    await link(admin, host);
    const client = server.client();
    await client.keepSession(client.post('/api/session', { login: HOST.login, password: HOST.password }, ORIGIN));
    const post = (path: string, body: object) => client.post(`/api/session/second-factor${path}`, body, ORIGIN);
    const { secret } = (await post('', { password: HOST.password })).body as SecondFactorSecret;
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    await post('/confirm', { code: totp.generate({ timestamp: server.clock.now() }) });
    const browser = new Browser();
    expect(await browser.arrive(await browser.through(await browser.start()))).toBe('/host');
    const session = await browser.session();
    expect(session).toMatchObject({ due: 'code', rights: [] });
    server.clock.advance(MINUTE);
    const shown = await browser.fetch(`${OUTSIDE}/api/session/code`, {
      method: 'POST',
      headers: { ...ORIGIN.headers, 'Content-Type': 'application/json', 'X-CSRF-Token': session?.csrfToken ?? '' },
      body: JSON.stringify({ code: totp.generate({ timestamp: server.clock.now() }) }),
    });
    expect(shown.status).toBe(204);
    expect(await browser.session()).toMatchObject({ due: null });
  });
});

describe('an answer that does not belong to this browser', () => {
  let callback: string;
  let browser: Browser;
  beforeEach(async () => {
    const admin = await administrator();
    await link(admin, await newHost(admin));
    browser = new Browser();
    callback = await browser.through(await browser.start());
  });
  const REFUSED = '/host?signIn=auth.oidc-refused';

  it('is refused in another browser, also in one that has begun too', async () => {
    expect(await new Browser().arrive(callback)).toBe(REFUSED);
    const another = new Browser();
    await another.start();
    expect(await another.arrive(callback)).toBe(REFUSED);
    expect(await another.session()).toBeNull();
  });

  it('is refused with another state, code or issuer', async () => {
    const seal = browser.jar(OUTSIDE).get('__Host-xuesai_oidc') ?? '';
    for (const [name, value] of [
      ['state', 'another'],
      ['code', 'another'],
      ['iss', 'https://elsewhere.example'],
    ] as const) {
      browser.jar(OUTSIDE).set('__Host-xuesai_oidc', seal);
      const changed = new URL(callback);
      changed.searchParams.set(name, value);
      expect(await browser.arrive(changed.href)).toBe(REFUSED);
    }
    expect(await browser.session()).toBeNull();
  });

  it('is refused with a seal that was changed, and after ten minutes', async () => {
    const jar = browser.jar(OUTSIDE);
    const seal = jar.get('__Host-xuesai_oidc') ?? '';
    jar.set('__Host-xuesai_oidc', `${seal.slice(0, -2)}AA`);
    expect(await browser.arrive(callback)).toBe(REFUSED);
    jar.set('__Host-xuesai_oidc', seal);
    server.clock.advance(10 * MINUTE);
    expect(await browser.arrive(callback)).toBe(REFUSED);
  });

  it('is taken once', async () => {
    const seal = browser.jar(OUTSIDE).get('__Host-xuesai_oidc') ?? '';
    expect(await browser.arrive(callback)).toBe('/host');
    const copied = new Browser();
    copied.jar(OUTSIDE).set('__Host-xuesai_oidc', seal);
    expect(await copied.arrive(callback)).toBe(REFUSED);
  });
});

describe('without a usable provider', () => {
  const start = () => server.client().post('/api/session/oidc/start', {}, ORIGIN);

  it('says that it is off, that it cannot be reached, or that it is another than the settings name', async () => {
    const wrong = { status: 503, code: 'auth.oidc-unreachable' };
    for (const [env, expected] of [
      [
        { MODE: 'TLS', PUBLIC_URL: OUTSIDE },
        { status: 404, code: 'auth.oidc-off' },
      ],
      [settings({ OIDC_ISSUER: 'http://127.0.0.1:1' }), wrong],
      [settings({ OIDC_ISSUER: issuer.replace('127.0.0.1', 'localhost') }), wrong],
      [settings({ OIDC_CLIENT_SECRET_FILE: join(folder, 'nothing') }), wrong],
    ] as const) {
      await server.running.close();
      server = await IdentityServer.start(env);
      expect(await start()).toMatchObject(expected);
    }
  });

  it('begins nothing for another site', async () => {
    const foreign = { headers: { Origin: 'https://elsewhere.example' } };
    expect((await server.client().post('/api/session/oidc/start', {}, foreign)).code).toBe('protocol.origin');
  });
});
