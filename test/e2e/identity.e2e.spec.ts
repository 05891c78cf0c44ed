import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { IdentityService } from '../../src/identity/identity.service.js';
import { RIGHTS } from '../../src/core/access/rights.js';
import { SetupService } from '../../src/identity/setup.service.js';
import type { OperatorInfo, SessionInfo } from '../../src/protocol/access.js';
import { IdentityServer, ADMINISTRATOR, HOST, MINUTE, PASSWORD } from '../support/identity-server.js';
import { newOperator } from '../support/operators.js';

let server: IdentityServer;

beforeEach(async () => {
  server = await IdentityServer.start();
});
afterEach(() => server.running.close());

describe('set-up', () => {
  it('takes the token once, makes the administrator and signs in', async () => {
    const one = server.client();
    const body = { token: server.setupToken.toUpperCase().replaceAll('-', ' '), ...ADMINISTRATOR };
    const answer = await one.keepSession(one.post('/api/setup', body));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      due: null,
      operator: {
        id: expect.any(String),
        login: 'shili.admin',
        displayName: '示例管理员',
        roles: ['administrator'],
        unitId: null,
      },
      rights: RIGHTS,
      separated: false,
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect((await one.get('/api/session')).body).toEqual(answer.body);
    expect(server.running.app.get(SetupService).pendingToken).toBeNull();
    expect(await server.running.app.get(SetupService).needed()).toBe(false);
    expect((await server.client().post('/api/setup', body)).code).toBe('setup.done');
  });

  it('refuses a wrong token and a weak password, and can be tried again', async () => {
    const good = { token: server.setupToken, ...ADMINISTRATOR };
    expect((await server.client().post('/api/setup', { ...good, token: 'abcd-efgh-jkmn-pqrs' })).code).toBe(
      'setup.bad-token',
    );
    expect((await server.client().post('/api/setup', { ...good, password: 'shili.admin-2026' })).code).toBe(
      'auth.weak-password',
    );
    expect((await server.client().post('/api/setup', { ...good, login: 'a b' })).code).toBe('rest.invalid');
    expect((await server.client().post('/api/setup', good)).code).toBeNull();
  });

  it('lets one of two win who set up at the same time', async () => {
    const bodies = ['first.admin', 'second.admin'].map((login) => ({
      ...ADMINISTRATOR,
      token: server.setupToken,
      login,
    }));
    const codes = (await Promise.all(bodies.map((body) => server.client().post('/api/setup', body)))).map(
      ({ code }) => code,
    );
    expect(codes.toSorted()).toEqual([null, 'setup.done'].toSorted());
  });
});

describe('sign-in', () => {
  it('sets a cookie that scripts and other sites cannot use, and lets LAN browsers send it back', async () => {
    const answer = await server.client().post('/api/setup', { token: server.setupToken, ...ADMINISTRATOR });
    const [cookie = ''] = answer.headers.getSetCookie();
    const attributes = cookie.split('; ').slice(1);
    expect(cookie).toMatch(/^xuesai_session=[\w-]{43};/);
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']));
    expect(attributes).not.toContain('Secure');
  });

  it('takes the login in any case and width, ends with sign-out', async () => {
    await server.administrator();
    const one = server.client();
    expect((await one.signIn('ＳＨＩＬＩ.admin', PASSWORD)).code).toBeNull();
    const copied = server.client();
    copied.cookie = one.cookie;
    expect((await one.delete('/api/session')).status).toBe(204);
    expect(one.cookie).toBeNull();
    expect((await one.get('/api/session')).code).toBe('auth.required');
    expect((await copied.get('/api/session')).code).toBe('auth.session-expired');
  });

  it('anew ends the session that the browser had', async () => {
    const admin = await server.administrator();
    const copied = server.client();
    copied.cookie = admin.cookie;
    await admin.signIn(ADMINISTRATOR.login, PASSWORD);
    expect(admin.cookie).not.toBe(copied.cookie);
    expect((await copied.get('/api/session')).code).toBe('auth.session-expired');
    expect((await admin.get('/api/session')).code).toBeNull();
  });

  it('answers a wrong password, an unknown login and a disabled operator alike, first and later', async () => {
    const admin = await server.administrator();
    await admin.post('/api/operators', HOST);
    const { id } = (await admin.post('/api/operators', { ...HOST, login: 'former.host' })).body as OperatorInfo;
    await admin.delete(`/api/operators/${id}`);
    const seen = [];
    for (const [login, password] of [
      [HOST.login, 'wrong'],
      ['nobody', 'wrong'],
      ['former.host', PASSWORD],
    ] as const) {
      const answers = [];
      for (let attempt = 0; attempt < 7; attempt += 1) {
        const { status, body } = await server.client('198.51.100.9').post('/api/session', { login, password });
        answers.push({ status, body });
      }
      seen.push(answers);
    }
    expect(seen[0]?.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });
});

describe('sessions', () => {
  it('end an idle administrator after a quarter of an hour, an idle host after half an hour', async () => {
    const admin = await server.administrator();
    const host = await server.signedInHost(admin);
    server.clock.advance(15 * MINUTE);
    expect((await admin.get('/api/session')).code).toBeNull();
    server.clock.advance(15 * MINUTE);
    expect((await host.get('/api/session')).code).toBeNull();
    server.clock.advance(MINUTE);
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
    server.clock.advance(30 * MINUTE);
    expect((await host.get('/api/session')).code).toBe('auth.session-expired');
  });

  it('end after 12 hours however busy', async () => {
    const admin = await server.administrator();
    for (let passed = 0; passed < 12 * 60 - 10; passed += 10) {
      server.clock.advance(10 * MINUTE);
      expect((await admin.get('/api/session')).code).toBeNull();
    }
    server.clock.advance(10 * MINUTE);
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
  });

  it('stay alive while a contest keeps them alive, and do not come back once dead', async () => {
    const identity = server.running.app.get(IdentityService);
    const admin = await server.administrator();
    const { id } = ((await admin.get('/api/session')).body as SessionInfo).operator;
    for (let passed = 0; passed < 60; passed += 5) {
      server.clock.advance(5 * MINUTE);
      expect(await identity.keepAlive(id)).toBe(true);
    }
    expect((await admin.get('/api/session')).code).toBeNull();
    server.clock.advance(16 * MINUTE);
    expect(await identity.keepAlive(id)).toBe(false);
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
  });

  it('answer a socket handshake and the same session later', async () => {
    const identity = server.running.app.get(IdentityService);
    const admin = await server.administrator();
    const found = await identity.operatorOfCookie(`theme=dark; ${admin.cookie}; lang=zh-CN`);
    expect(found).toMatchObject({ login: 'shili.admin', roles: ['administrator'] });
    expect(await identity.operatorOfSession(found?.sessionId ?? '')).toEqual(found);
    expect(await identity.operatorOfCookie('xuesai_session=made-up')).toBeNull();
    expect(await identity.operatorOfCookie(undefined)).toBeNull();
    const ended = firstValueFrom(identity.sessionEnded);
    await admin.delete('/api/session');
    expect(await ended).toEqual({ operatorId: found?.id, sessionId: found?.sessionId });
    expect(await identity.operatorOfSession(found?.sessionId ?? '')).toBeNull();
  });
});

describe('operators', () => {
  it('are listed and made by administrators alone', async () => {
    const admin = await server.administrator();
    expect((await server.client().get('/api/operators')).code).toBe('auth.required');
    const host = await server.signedInHost(admin);
    expect((await host.get('/api/operators')).code).toBe('auth.forbidden');
    expect((await host.post('/api/operators', { ...HOST, login: 'mine', roles: ['administrator'] })).code).toBe(
      'auth.forbidden',
    );
    const list = (await admin.get('/api/operators')).body as OperatorInfo[];
    expect(list.map(({ login, roles, disabled }) => ({ login, roles, disabled }))).toEqual([
      { login: 'shili.admin', roles: ['administrator'], disabled: false },
      { login: 'shili.host', roles: [...HOST.roles], disabled: false },
    ]);
    expect(JSON.stringify(list)).not.toMatch(/argon2|hash/i);
  });

  it('need a login of their own and a strong password', async () => {
    const admin = await server.administrator();
    expect((await admin.post('/api/operators', { ...HOST, login: 'SHILI.ADMIN' })).code).toBe('auth.login-taken');
    for (const password of ['short', 'qwertyuiop[]', 'shili.host.shili.host', '示例主持人示例主持人2026']) {
      expect((await admin.post('/api/operators', { ...HOST, password })).code).toBe('auth.weak-password');
    }
    expect(await admin.get('/api/operators')).toMatchObject({ body: [{ login: 'shili.admin' }] });
  });

  it('lose their sessions at once when disabled, and can be enabled again', async () => {
    const admin = await server.administrator();
    const host = await server.signedInHost(admin);
    const { id } = ((await host.get('/api/session')).body as SessionInfo).operator;
    const ended = firstValueFrom(server.running.app.get(IdentityService).sessionEnded);
    expect((await admin.delete(`/api/operators/${id}`)).status).toBe(204);
    expect(await ended).toEqual({ operatorId: id, sessionId: null });
    expect((await host.get('/api/session')).code).toBe('auth.session-expired');
    expect((await server.client().signIn(HOST.login, PASSWORD)).code).toBe('auth.bad-credentials');
    expect((await admin.post(`/api/operators/${id}/enable`, {})).status).toBe(204);
    expect((await host.get('/api/session')).code).toBe('auth.session-expired');
    expect((await server.client().signIn(HOST.login, PASSWORD)).code).toBeNull();
    expect((await admin.delete('/api/operators/nobody')).code).toBe('rest.not-found');
  });

  it('always keep one administrator', async () => {
    const admin = await server.administrator();
    const own = ((await admin.get('/api/session')).body as SessionInfo).operator.id;
    expect((await admin.delete(`/api/operators/${own}`)).code).toBe('auth.roles-refused');
    expect((await admin.get('/api/session')).code).toBeNull();
    const second = { ...HOST, login: 'second.admin', roles: ['administrator'] };
    await newOperator(admin, second);
    const other = server.client();
    await other.signIn(second.login, PASSWORD);
    const answers = await Promise.all([
      admin.delete(`/api/operators/${own}`),
      other.delete(`/api/operators/${((await other.get('/api/session')).body as SessionInfo).operator.id}`),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });
});
