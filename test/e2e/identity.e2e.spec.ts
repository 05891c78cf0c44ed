import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { runOperatorCommand } from '../../src/cli/operator-command.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { IdentityService } from '../../src/identity/identity.service.js';
import { SetupService } from '../../src/identity/setup.service.js';
import type { OperatorInfo, SessionInfo } from '../../src/protocol/rest.js';
import { startApp, type RunningApp } from '../support/app.js';
import { ManualClock } from '../support/manual-clock.js';
import { RestClient } from '../support/rest-client.js';

const MINUTE = 60_000;
const PASSWORD = 'orbit lantern gravel mint';
const OTHER_PASSWORD = 'seven quiet herons wade';
const ADMINISTRATOR = { login: 'Shili.Admin', displayName: '示例管理员', password: PASSWORD };
const HOST = { login: 'shili.host', displayName: '示例主持人', role: 'host', password: PASSWORD } as const;

let running: RunningApp;
let clock: ManualClock;

async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
  clock = new ManualClock();
  running = await startApp({ modules: [IdentityModule], clock, env: { TRUST_PROXY: '1', ...env } });
}
const client = (address?: string) => new RestClient(running.url, address);
const setupToken = () => running.app.get(SetupService).pendingToken ?? '';

/** The first administrator, signed in. */
async function administrator(): Promise<RestClient> {
  const one = client();
  const answer = await one.keepSession(one.post('/api/setup', { token: setupToken(), ...ADMINISTRATOR }));
  expect(answer.code).toBeNull();
  return one;
}

async function signedInHost(admin: RestClient, address?: string): Promise<RestClient> {
  expect((await admin.post('/api/operators', HOST)).code).toBeNull();
  const one = client(address);
  expect((await one.signIn(HOST.login, PASSWORD)).code).toBeNull();
  return one;
}

beforeEach(() => start());
afterEach(() => running.close());

describe('set-up', () => {
  it('takes the token once, makes the administrator and signs in', async () => {
    const one = client();
    const body = { token: setupToken().toUpperCase().replaceAll('-', ' '), ...ADMINISTRATOR };
    const answer = await one.keepSession(one.post('/api/setup', body));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      operator: { id: expect.any(String), login: 'shili.admin', displayName: '示例管理员', role: 'administrator' },
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect((await one.get('/api/session')).body).toEqual(answer.body);
    expect(running.app.get(SetupService).pendingToken).toBeNull();
    expect(await running.app.get(SetupService).needed()).toBe(false);
    expect((await client().post('/api/setup', body)).code).toBe('setup.done');
  });

  it('refuses a wrong token and a weak password, and can be tried again', async () => {
    const good = { token: setupToken(), ...ADMINISTRATOR };
    expect((await client().post('/api/setup', { ...good, token: 'abcd-efgh-jkmn-pqrs' })).code).toBe('setup.bad-token');
    expect((await client().post('/api/setup', { ...good, password: 'shili.admin-2026' })).code).toBe(
      'auth.weak-password',
    );
    expect((await client().post('/api/setup', { ...good, login: 'a b' })).code).toBe('rest.invalid');
    expect((await client().post('/api/setup', good)).code).toBeNull();
  });

  it('lets one of two win who set up at the same time', async () => {
    const bodies = ['first.admin', 'second.admin'].map((login) => ({ ...ADMINISTRATOR, token: setupToken(), login }));
    const codes = (await Promise.all(bodies.map((body) => client().post('/api/setup', body)))).map(({ code }) => code);
    expect(codes.toSorted()).toEqual([null, 'setup.done'].toSorted());
  });
});

describe('sign-in', () => {
  it('sets a cookie that scripts and other sites cannot use, and lets LAN browsers send it back', async () => {
    const answer = await client().post('/api/setup', { token: setupToken(), ...ADMINISTRATOR });
    const [cookie = ''] = answer.headers.getSetCookie();
    const attributes = cookie.split('; ').slice(1);
    expect(cookie).toMatch(/^xuesai_session=[\w-]{43};/);
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']));
    expect(attributes).not.toContain('Secure');
  });

  it('takes the login in any case and width, ends with sign-out', async () => {
    await administrator();
    const one = client();
    expect((await one.signIn('ＳＨＩＬＩ.admin', PASSWORD)).code).toBeNull();
    const copied = client();
    copied.cookie = one.cookie;
    expect((await one.delete('/api/session')).status).toBe(204);
    expect(one.cookie).toBeNull();
    expect((await one.get('/api/session')).code).toBe('auth.required');
    expect((await copied.get('/api/session')).code).toBe('auth.session-expired');
  });

  it('answers a wrong password, an unknown login and a disabled operator alike, first and later', async () => {
    const admin = await administrator();
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
        const { status, body } = await client('198.51.100.9').post('/api/session', { login, password });
        answers.push({ status, body });
      }
      seen.push(answers);
    }
    expect(seen[0]?.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });
});

describe('delay after failed sign-ins', () => {
  const fail = async (address: string, times: number) => {
    for (let attempt = 0; attempt < times; attempt += 1) await client(address).signIn(HOST.login, 'wrong');
  };
  const wait = async (address: string, password = 'wrong') => {
    const { code, body } = await client(address).signIn(HOST.login, password);
    return code === 'auth.delayed' ? (body as { error: { retryAfterMs: number } }).error.retryAfterMs : code;
  };

  it('grows from the fifth failure to a minute and holds for the right password too', async () => {
    await administrator().then((admin) => signedInHost(admin, '192.0.2.50'));
    await fail('198.51.100.7', 5);
    const waits = [];
    for (let round = 0; round < 6; round += 1) {
      const ms = await wait('198.51.100.7', PASSWORD);
      waits.push(ms);
      clock.advance(Number(ms));
      await fail('198.51.100.7', 1);
    }
    expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    clock.advance(60_000);
    expect(await wait('198.51.100.7', PASSWORD)).toBeNull();
    await fail('198.51.100.7', 4);
    expect(await wait('198.51.100.7', PASSWORD)).toBeNull();
  });

  it('neither keeps the host out at another address nor touches a live session', async () => {
    const host = await signedInHost(await administrator(), '192.0.2.50');
    await fail('198.51.100.7', 6);
    expect(await wait('198.51.100.7')).toBe(5000);
    expect((await host.get('/api/session')).code).toBeNull();
    expect(await wait('192.0.2.50', PASSWORD)).toBeNull();
  });

  it('cannot be slipped past by guessing side by side', async () => {
    await administrator();
    const guesses = Array.from({ length: 20 }, () => client('198.51.100.7').signIn('shili.admin', 'wrong'));
    const codes = (await Promise.all(guesses)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'auth.bad-credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'auth.delayed')).toHaveLength(15);
  });

  it('is forgotten an hour after the last failure', async () => {
    await fail('198.51.100.7', 4);
    clock.advance(60 * MINUTE + 1);
    await fail('198.51.100.7', 4);
    expect(await wait('198.51.100.7')).toBe('auth.bad-credentials');
    expect(await wait('198.51.100.7')).toBe(5000);
  });

  it('limits the sign-ins of one address whatever the login, and no other address', async () => {
    const codes = [];
    for (let attempt = 0; attempt < 61; attempt += 1) {
      codes.push((await client('203.0.113.5').signIn(`nobody${attempt % 6}`, 'wrong')).code);
    }
    expect(codes.indexOf('protocol.rate-limited')).toBe(60);
    expect((await client('203.0.113.6').signIn('nobody0', 'wrong')).code).toBe('auth.bad-credentials');
  });
});

describe('sessions', () => {
  it('end an idle administrator after a quarter of an hour, an idle host after half an hour', async () => {
    const admin = await administrator();
    const host = await signedInHost(admin);
    clock.advance(15 * MINUTE);
    expect((await admin.get('/api/session')).code).toBeNull();
    clock.advance(16 * MINUTE);
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
    expect((await host.get('/api/session')).code).toBe('auth.session-expired');
  });

  it('end after 12 hours however busy', async () => {
    const admin = await administrator();
    for (let passed = 0; passed < 12 * 60 - 10; passed += 10) {
      clock.advance(10 * MINUTE);
      expect((await admin.get('/api/session')).code).toBeNull();
    }
    clock.advance(10 * MINUTE);
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
  });

  it('stay alive while a contest keeps them alive, and do not come back once dead', async () => {
    const identity = running.app.get(IdentityService);
    const admin = await administrator();
    const { id } = ((await admin.get('/api/session')).body as SessionInfo).operator;
    for (let passed = 0; passed < 60; passed += 5) {
      clock.advance(5 * MINUTE);
      expect(await identity.keepAlive(id)).toBe(true);
    }
    expect((await admin.get('/api/session')).code).toBeNull();
    clock.advance(16 * MINUTE);
    expect(await identity.keepAlive(id)).toBe(false);
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
  });

  it('answer a socket handshake and the same session later', async () => {
    const identity = running.app.get(IdentityService);
    const admin = await administrator();
    const found = await identity.operatorOfCookie(`theme=dark; ${admin.cookie}; lang=zh-CN`);
    expect(found).toMatchObject({ login: 'shili.admin', role: 'administrator' });
    expect(await identity.operatorOfSession(found?.sessionId ?? '')).toEqual(found);
    expect(await identity.operatorOfCookie('xuesai_session=made-up')).toBeNull();
    expect(await identity.operatorOfCookie(undefined)).toBeNull();
    const ended = firstValueFrom(identity.sessionEnded);
    await admin.delete('/api/session');
    expect(await ended).toEqual({ operatorId: found?.id, sessionId: found?.sessionId });
    expect(await identity.operatorOfSession(found?.sessionId ?? '')).toBeNull();
  });
});

describe('unsafe requests', () => {
  it('need the CSRF token of their own session', async () => {
    const admin = await administrator();
    const host = await signedInHost(admin);
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
    const admin = await administrator();
    for (const headers of [
      { Origin: 'http://evil.example' },
      { Origin: 'null' },
      { Origin: running.url.replace(/\d+$/, '1') },
    ]) {
      const signIn = { login: ADMINISTRATOR.login, password: PASSWORD };
      expect((await client().post('/api/session', signIn, { headers })).code).toBe('protocol.origin');
      expect((await client().post('/api/setup', {}, { headers })).code).toBe('protocol.origin');
      expect((await admin.post('/api/operators', HOST, { headers })).code).toBe('protocol.origin');
    }
  });

  it('refuse a property nobody asked for, on every body', async () => {
    const admin = await administrator();
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
    const admin = await administrator();
    const { body } = await admin.post('/api/operators', { login: '王', displayName: ' ', role: 'owner', password: 7 });
    const { details } = (body as { error: { details: { path: string; message: string }[] } }).error;
    expect(details.map(({ path }) => path).toSorted()).toEqual(['displayName', 'login', 'password', 'role']);
    for (const { message } of details) expect(message).toMatch(/\p{Script=Han}/u);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const typed = `login=${ADMINISTRATOR.login}&password=${PASSWORD}`;
    expect((await client().post('/api/session', typed, { headers: form })).code).toBe('rest.invalid');
    expect((await client().post('/api/session', '{"login":')).code).toBe('protocol.malformed');
    const huge = { login: 'x'.repeat(1024 * 1024), password: 'x' };
    expect((await client().post('/api/session', huge)).code).toBe('protocol.too-large');
  });
});

describe('operators', () => {
  it('are listed and made by administrators alone', async () => {
    const admin = await administrator();
    expect((await client().get('/api/operators')).code).toBe('auth.required');
    const host = await signedInHost(admin);
    expect((await host.get('/api/operators')).code).toBe('auth.forbidden');
    expect((await host.post('/api/operators', { ...HOST, login: 'mine', role: 'administrator' })).code).toBe(
      'auth.forbidden',
    );
    const list = (await admin.get('/api/operators')).body as OperatorInfo[];
    expect(list.map(({ login, role, disabled }) => ({ login, role, disabled }))).toEqual([
      { login: 'shili.admin', role: 'administrator', disabled: false },
      { login: 'shili.host', role: 'host', disabled: false },
    ]);
    expect(JSON.stringify(list)).not.toMatch(/argon2|hash/i);
  });

  it('need a login of their own and a strong password', async () => {
    const admin = await administrator();
    expect((await admin.post('/api/operators', { ...HOST, login: 'SHILI.ADMIN' })).code).toBe('auth.login-taken');
    for (const password of ['short', 'qwertyuiop[]', 'shili.host.shili.host', '示例主持人示例主持人2026']) {
      expect((await admin.post('/api/operators', { ...HOST, password })).code).toBe('auth.weak-password');
    }
    expect(await admin.get('/api/operators')).toMatchObject({ body: [{ login: 'shili.admin' }] });
  });

  it('lose their sessions at once when disabled, and can be enabled again', async () => {
    const admin = await administrator();
    const host = await signedInHost(admin);
    const { id } = ((await host.get('/api/session')).body as SessionInfo).operator;
    const ended = firstValueFrom(running.app.get(IdentityService).sessionEnded);
    expect((await admin.delete(`/api/operators/${id}`)).status).toBe(204);
    expect(await ended).toEqual({ operatorId: id, sessionId: null });
    expect((await host.get('/api/session')).code).toBe('auth.session-expired');
    expect((await client().signIn(HOST.login, PASSWORD)).code).toBe('auth.bad-credentials');
    expect((await admin.post(`/api/operators/${id}/enable`, {})).status).toBe(204);
    expect((await host.get('/api/session')).code).toBe('auth.session-expired');
    expect((await client().signIn(HOST.login, PASSWORD)).code).toBeNull();
    expect((await admin.delete('/api/operators/nobody')).code).toBe('rest.not-found');
  });

  it('always keep one administrator', async () => {
    const admin = await administrator();
    const own = ((await admin.get('/api/session')).body as SessionInfo).operator.id;
    expect((await admin.delete(`/api/operators/${own}`)).code).toBe('auth.forbidden');
    expect((await admin.get('/api/session')).code).toBeNull();
    const second = { ...HOST, login: 'second.admin', role: 'administrator' };
    expect((await admin.post('/api/operators', second)).code).toBeNull();
    const other = client();
    await other.signIn(second.login, PASSWORD);
    const answers = await Promise.all([
      admin.delete(`/api/operators/${own}`),
      other.delete(`/api/operators/${((await other.get('/api/session')).body as SessionInfo).operator.id}`),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 403]);
  });
});

describe('headers', () => {
  it('keep plain-HTTP pages working', async () => {
    const { headers } = await client().get('/api/session');
    const policy = headers.get('content-security-policy') ?? '';
    const { host } = new URL(running.url);
    expect(policy.split(';')).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "script-src 'self'",
        `connect-src 'self' ws://${host} wss://${host}`,
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ]),
    );
    expect(policy).not.toContain('upgrade-insecure-requests');
    for (const name of [
      'strict-transport-security',
      'cross-origin-opener-policy',
      'origin-agent-cluster',
      'x-powered-by',
    ]) {
      expect(headers.get(name)).toBeNull();
    }
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('insist on TLS in TLS mode', async () => {
    await running.close();
    await start({ MODE: 'TLS', PUBLIC_URL: 'https://xuesai.example' });
    const headers = { Origin: 'https://xuesai.example' };
    const answer = await client().post('/api/setup', { token: setupToken(), ...ADMINISTRATOR }, { headers });
    expect(answer.code).toBeNull();
    expect(answer.headers.getSetCookie().join()).toMatch(/; Secure/);
    expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}$/);
    expect(answer.headers.get('content-security-policy')).toContain('wss://xuesai.example');
    const plain = await client().post('/api/session', { login: 'a', password: 'b' });
    expect(plain.code).toBe('protocol.origin');
  });
});

describe('npm run operator', () => {
  async function operator(args: readonly string[], typed = '', dataDir = running.dataDir) {
    const out: string[] = [];
    const faults: string[] = [];
    const exitCode = await runOperatorCommand(args, {
      env: { DATA_DIR: dataDir },
      out: (line) => out.push(line),
      fault: (line) => faults.push(line),
      input: async () => typed,
    });
    return { exitCode, out: out.join('\n'), faults: faults.join('\n') };
  }

  it('unlocks and lists beside the running server', async () => {
    await administrator();
    for (let attempt = 0; attempt < 6; attempt += 1) await client().signIn('shili.admin', 'wrong');
    expect((await client().signIn('shili.admin', PASSWORD)).code).toBe('auth.delayed');
    expect(await operator(['unlock', 'Shili.Admin'])).toMatchObject({ exitCode: 0, faults: '' });
    expect((await client().signIn('shili.admin', PASSWORD)).code).toBeNull();
    expect((await operator(['list'])).out).toMatch(/^shili\.admin\t示例管理员\t管理员 administrator\t正常 active$/);
  });

  it('resets a password, shows it once and signs everybody out', async () => {
    const admin = await administrator();
    const { exitCode, out } = await operator(['reset-password', 'shili.admin']);
    expect(exitCode).toBe(0);
    const password = /once: (\S+)$/m.exec(out)?.[1] ?? '';
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
    expect((await client().signIn('shili.admin', PASSWORD)).code).toBe('auth.bad-credentials');
    expect((await client().signIn('shili.admin', password)).code).toBeNull();
  });

  it('takes a password from standard input under the same rules', async () => {
    await administrator();
    const weak = await operator(['reset-password', 'shili.admin', '--stdin'], 'password1234\n');
    expect(weak).toMatchObject({ exitCode: 1, out: '' });
    expect((await client().signIn('shili.admin', PASSWORD)).code).toBeNull();
    const strong = await operator(['reset-password', 'shili.admin', '--stdin'], `${OTHER_PASSWORD}\r\n`);
    expect(strong.exitCode).toBe(0);
    expect(strong.out).not.toContain(OTHER_PASSWORD);
    expect((await client().signIn('shili.admin', OTHER_PASSWORD)).code).toBeNull();
  });

  it.each([
    ['a login nobody has', ['unlock', 'nobody'], 1, '没有用户名为“nobody”的账号'],
    ['a missing login', ['unlock'], 2, '用法'],
    ['an unknown command', ['promote', 'shili.admin'], 2, '用法'],
    ['an unknown flag', ['reset-password', 'shili.admin', '--force'], 2, '用法'],
  ])('says what to do about %s, in both languages', async (_what, args, exitCode, sentence) => {
    const answer = await operator(args);
    expect(answer).toMatchObject({ exitCode, out: '' });
    expect(answer.faults).toContain(sentence);
    expect(answer.faults).toMatch(/Usage|There is no account/);
  });

  it('says what to do where there is no database', async () => {
    const { exitCode, faults } = await operator(['list'], '', `${running.dataDir}/elsewhere`);
    expect(exitCode).toBe(1);
    expect(faults).toMatch(/没有找到数据库文件.*\nThere is no database file/);
  });
});
