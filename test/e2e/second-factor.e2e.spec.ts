import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';

import { runOperatorCommand } from '../../src/cli/operator-command.js';
import { Reader } from '../../src/platform/database/reader.js';
import type { RecoveryCodes, SecondFactorInfo, SecondFactorSecret } from '../../src/protocol/access.js';
import { ADMINISTRATOR, IdentityServer, MINUTE, PASSWORD } from '../support/identity-server.js';
import type { RestClient } from '../support/rest-client.js';
import { databaseEnv } from '../support/ring-database.js';

const STEP = 30_000;
const FACTOR = '/api/session/second-factor';

let server: IdentityServer;
let admin: RestClient;

beforeEach(async () => {
  server = await IdentityServer.start();
  admin = await server.administrator();
});
afterEach(() => server.running.close());

/** As the phone makes it. */
const codeOf = (secret: string, offset = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.clock.now() + offset * STEP });

async function switchedOn(): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
  const { secret } = (await admin.post(FACTOR, { password: PASSWORD })).body as SecondFactorSecret;
  const { recoveryCodes } = (await admin.post(`${FACTOR}/confirm`, { code: codeOf(secret) })).body as RecoveryCodes;
  server.clock.advance(2 * STEP);
  return { secret, recoveryCodes };
}

function signIn(code?: string): Promise<string | null> {
  const body = { login: ADMINISTRATOR.login, password: PASSWORD, ...(code === undefined ? {} : { code }) };
  return server
    .client()
    .post('/api/session', body)
    .then((answer) => answer.code);
}

describe('one-time codes', () => {
  it('are asked for once a first code has come back, and not before', async () => {
    const begun = (await admin.post(FACTOR, { password: PASSWORD })).body as SecondFactorSecret;
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/.*shili\.admin\?/);
    expect(await signIn()).toBeNull();
    expect((await admin.post(`${FACTOR}/confirm`, { code: '000000' })).code).toBe('auth.bad-code');
    expect(await signIn()).toBeNull();
    const spaced = codeOf(begun.secret).replace(/(...)/, '$1 ');
    const { recoveryCodes } = (await admin.post(`${FACTOR}/confirm`, { code: spaced })).body as RecoveryCodes;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await admin.get(FACTOR)).body).toEqual({
      on: true,
      required: false,
      recoveryCodesLeft: 10,
    } satisfies SecondFactorInfo);
    expect(await signIn()).toBe('auth.code-required');
    expect((await admin.post(FACTOR, { password: PASSWORD })).code).toBe('auth.second-factor-on');
  });

  it('open once each, a step early or late, and no further', async () => {
    const { secret } = await switchedOn();
    expect(await signIn(codeOf(secret, -2))).toBe('auth.bad-code');
    expect(await signIn(codeOf(secret, 2))).toBe('auth.bad-code');
    const code = codeOf(secret);
    expect(await signIn(code)).toBeNull();
    expect(await signIn(code)).toBe('auth.bad-code');
    server.clock.advance(STEP);
    expect(await signIn(codeOf(secret, -1))).toBe('auth.bad-code');
    server.clock.advance(STEP);
    expect(await signIn(codeOf(secret, 1))).toBeNull();
  });

  it('of two who send the same one at once let one in', async () => {
    const { secret } = await switchedOn();
    const code = codeOf(secret);
    expect((await Promise.all([signIn(code), signIn(code)])).toSorted()).toEqual(['auth.bad-code', null].toSorted());
  });

  it('are nothing without the password, and guessing is slowed down', async () => {
    const { secret } = await switchedOn();
    const wrong = { login: ADMINISTRATOR.login, password: 'wrong', code: codeOf(secret) };
    expect((await server.client().post('/api/session', wrong)).code).toBe('auth.bad-credentials');
    const codes = [];
    for (let attempt = 0; attempt < 6; attempt += 1) codes.push(await signIn('123456'));
    expect(codes.at(-1)).toBe('auth.delayed');
  });

  it('stand encrypted in the database, and recovery codes as digests', async () => {
    const { secret, recoveryCodes } = await switchedOn();
    const { source } = server.running.app.get(Reader);
    const kept = JSON.stringify([
      await source.query('SELECT * FROM operator_totp'),
      await source.query('SELECT * FROM operator_recovery_code'),
      await source.query('SELECT * FROM audit_entry'),
    ]);
    expect(kept).not.toContain(secret);
    for (const code of recoveryCodes) {
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replaceAll('-', ''));
    }
  });
});

describe('a lost phone', () => {
  it('is replaced by recovery codes, each once, however they are typed', async () => {
    const { recoveryCodes } = await switchedOn();
    const [first = '', second = ''] = recoveryCodes;
    expect(await signIn(first)).toBeNull();
    expect(await signIn(first)).toBe('auth.bad-code');
    expect(await signIn(` ${second.toUpperCase().replaceAll('-', ' ')}`)).toBeNull();
    expect((await admin.get(FACTOR)).body).toMatchObject({ on: true, recoveryCodesLeft: 8 });
  });

  it('is helped on the server itself, which ends every session', async () => {
    const { secret } = await switchedOn();
    const lines: string[] = [];
    const say = (line: string) => void lines.push(line);
    const { dataDir } = server.running;
    const env = { DATA_DIR: dataDir, ...(await databaseEnv(dataDir)) };
    const terminal = { env, out: say, fault: say, input: async () => '' };
    expect(await runOperatorCommand(['reset-totp', ADMINISTRATOR.login], terminal)).toBe(0);
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
    expect(await signIn()).toBeNull();
    expect(lines.join('\n')).not.toContain(secret);
    expect(await runOperatorCommand(['reset-totp', 'nobody'], terminal)).toBe(1);
  });

  it('is switched off with the password alone', async () => {
    await switchedOn();
    expect((await admin.post(`${FACTOR}/end`, { password: 'wrong' })).code).toBe('auth.wrong-password');
    expect((await admin.post(`${FACTOR}/end`, { password: PASSWORD })).status).toBe(204);
    expect((await admin.get(FACTOR)).body).toMatchObject({ on: false, recoveryCodesLeft: 0 });
    expect(await signIn()).toBeNull();
  });
});

describe('SECOND_FACTOR=administrators', () => {
  beforeEach(async () => {
    await server.running.close();
    server = await IdentityServer.start({ SECOND_FACTOR: 'administrators' });
    admin = await server.administrator();
  });

  it('lets who keeps the system do nothing before codes are on, and others everything', async () => {
    expect((await admin.get('/api/session')).body).toMatchObject({ due: 'second-factor', rights: [] });
    expect((await admin.get('/api/operators')).code).toBe('auth.second-factor-first');
    expect((await admin.get('/api/session/all')).code).toBe('auth.second-factor-first');
    expect((await admin.get(FACTOR)).body).toMatchObject({ on: false, required: true });
    await switchedOn();
    expect((await admin.get('/api/operators')).code).toBeNull();
    const host = await server.signedInHost(admin);
    expect((await host.get('/api/session')).body).toMatchObject({ due: null });
  });

  it('shuts again what was opened once codes are off', async () => {
    await switchedOn();
    expect((await admin.post(`${FACTOR}/end`, { password: PASSWORD })).status).toBe(204);
    expect((await admin.get('/api/operators')).code).toBe('auth.second-factor-first');
  });

  it('asks another session of the same account for a code, and slows down who guesses', async () => {
    const other = server.client();
    await other.signIn(ADMINISTRATOR.login, PASSWORD);
    const { secret } = await switchedOn();
    expect((await other.get('/api/session')).body).toMatchObject({ due: 'code', rights: [] });
    expect((await other.post(`${FACTOR}/end`, { password: PASSWORD })).code).toBe('auth.code-first');
    expect((await other.post('/api/session/password', { password: PASSWORD, newPassword: 'x' })).code).toBe(
      'auth.code-first',
    );
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await other.post('/api/session/code', { code: '000000' })).code).toBe('auth.bad-code');
    }
    expect((await other.post('/api/session/code', { code: codeOf(secret, 1) })).code).toBe('auth.delayed');
    server.clock.advance(MINUTE);
    expect((await other.post('/api/session/code', { code: codeOf(secret) })).code).toBeNull();
    expect((await other.get('/api/operators')).code).toBeNull();
  });
});
