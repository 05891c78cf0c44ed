import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OperatorInfo } from '../../src/protocol/access.js';
import { IdentityServer, ADMINISTRATOR, HOST, PASSWORD } from '../support/identity-server.js';

let server: IdentityServer;

beforeEach(async () => {
  server = await IdentityServer.start();
});
afterEach(() => server.running.close());

describe('unsafe requests', () => {
  it('need the CSRF token of their own session', async () => {
    const admin = await server.administrator();
    const host = await server.signedInHost(admin);
    for (const token of ['', 'made-up', host.csrfToken ?? '']) {
      const headers = { 'X-CSRF-Token': token };
      expect((await admin.delete('/api/session', { headers })).code).toBe('auth.csrf');
      expect((await admin.post('/api/operators', { ...HOST, login: 'third' }, { headers })).code).toBe('auth.csrf');
    }
    expect(((await admin.get('/api/operators')).body as OperatorInfo[]).map(({ login }) => login)).not.toContain(
      'third',
    );
  });

  it('must come from our own pages', async () => {
    const admin = await server.administrator();
    for (const headers of [
      { Origin: 'http://evil.example' },
      { Origin: 'null' },
      { Origin: server.running.url.replace(/\d+$/, '1') },
    ]) {
      const signIn = { login: ADMINISTRATOR.login, password: PASSWORD };
      expect((await server.client().post('/api/session', signIn, { headers })).code).toBe('protocol.origin');
      expect((await server.client().post('/api/setup', {}, { headers })).code).toBe('protocol.origin');
      expect((await admin.post('/api/operators', HOST, { headers })).code).toBe('protocol.origin');
    }
  });

  it('refuse a property nobody asked for, on every body', async () => {
    const admin = await server.administrator();
    const bodies = {
      '/api/setup': { token: 'abcd', ...ADMINISTRATOR },
      '/api/session': { login: ADMINISTRATOR.login, password: PASSWORD },
      '/api/operators': HOST,
    };
    for (const [path, body] of Object.entries(bodies)) {
      const answer = await admin.post(path, { ...body, disabledAt: 0 });
      expect(answer.code).toBe('rest.invalid');
      expect(answer.body).toMatchObject({ error: { details: [{ path: 'disabledAt' }] } });
    }
  });

  it('say in Chinese what is wrong with a field, and take no form and no flood', async () => {
    const admin = await server.administrator();
    const { body } = await admin.post('/api/operators', {
      login: '王',
      displayName: ' ',
      roles: ['owner'],
      password: 7,
    });
    const { details } = (body as { error: { details: { path: string; message: string }[] } }).error;
    expect(details.map(({ path }) => path).toSorted()).toEqual(['displayName', 'login', 'password', 'roles']);
    for (const { message } of details) expect(message).toMatch(/\p{Script=Han}/u);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const typed = `login=${ADMINISTRATOR.login}&password=${PASSWORD}`;
    expect((await server.client().post('/api/session', typed, { headers: form })).code).toBe('rest.invalid');
    expect((await server.client().post('/api/session', '{"login":')).code).toBe('protocol.malformed');
    const huge = { login: 'x'.repeat(1024 * 1024), password: 'x' };
    expect((await server.client().post('/api/session', huge)).code).toBe('protocol.too-large');
  });
});

describe('headers', () => {
  it('keep plain-HTTP pages working', async () => {
    const { headers } = await server.client().get('/api/session');
    const policy = headers.get('content-security-policy') ?? '';
    const { host } = new URL(server.running.url);
    expect(policy.split(';')).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        `connect-src 'self' ws://${host} wss://${host}`,
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ]),
    );
    expect(policy).not.toMatch(/unsafe|data:|\*|upgrade-insecure-requests/);
    expect(headers.get('permissions-policy')).toContain('camera=()');
    for (const name of [
      'strict-transport-security',
      'cross-origin-opener-policy',
      'origin-agent-cluster',
      'x-powered-by',
    ]) {
      expect(headers.get(name)).toBeNull();
    }
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('insist on TLS in TLS mode', async () => {
    await server.running.close();
    server = await IdentityServer.start({ MODE: 'TLS', PUBLIC_URL: 'https://xuesai.example' });
    const headers = { Origin: 'https://xuesai.example' };
    const answer = await server
      .client()
      .post('/api/setup', { token: server.setupToken, ...ADMINISTRATOR }, { headers });
    expect(answer.code).toBeNull();
    const [cookie = '', ...more] = answer.headers.getSetCookie();
    expect(more).toEqual([]);
    // The prefix binds browsers: only with Secure, for every path, and for no other host.
    expect(cookie).toMatch(/^__Host-xuesai_session=[\w-]{43};/);
    for (const flag of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie.split('; ')).toContain(flag);
    expect(cookie).not.toMatch(/domain/i);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(answer.headers.get('content-security-policy')).toContain('wss://xuesai.example');
    const plain = await server.client().post('/api/session', { login: 'a', password: 'b' });
    expect(plain.code).toBe('protocol.origin');
    // Anybody on the way can plant a cookie without the prefix.
    const planted = server.client();
    planted.cookie = cookie.replace('__Host-', '').split(';')[0] ?? '';
    expect((await planted.get('/api/session')).code).toBe('auth.required');
    planted.cookie = cookie.split(';')[0] ?? '';
    expect((await planted.get('/api/session')).code).toBeNull();
  });
});

describe('RATE_REST_PER_MINUTE', () => {
  it('holds every route of one address and says when to come back', async () => {
    await server.running.close();
    server = await IdentityServer.start({ RATE_REST_PER_MINUTE: '3' });
    for (let request = 0; request < 3; request += 1) {
      expect((await server.client().get('/api/session')).code).toBe('auth.required');
    }
    server.clock.advance(20_000);
    const refused = await server.client().get('/api/session');
    expect(refused).toMatchObject({
      status: 429,
      code: 'protocol.rate-limited',
      body: { error: { retryAfterMs: 40_000 } },
    });
    expect(refused.headers.get('retry-after')).toBe('40');
    expect((await server.client('192.0.2.99').get('/api/session')).code).toBe('auth.required');
    server.clock.advance(40_000);
    expect((await server.client().get('/api/session')).code).toBe('auth.required');
  });
});
