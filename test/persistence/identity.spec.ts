import { afterEach, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { runOperatorCommand } from '../../src/cli/operator-command.js';
import { SetupService } from '../../src/identity/setup.service.js';
import type { OperatorInfo, SecondFactorSecret } from '../../src/protocol/access.js';
import { type DatabaseKind, type TestDatabase } from '../support/databases.js';
import { ADMINISTRATOR, HOST, IdentityServer, PASSWORD } from '../support/identity-server.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';
import { threeTrusted } from '../support/role-people.js';

const FACTOR = '/api/session/second-factor';

/** The statements of identity that differ between the databases underneath: upserts, ignored inserts, counts of deletes. */
describe.each(MIGRATED_DATABASES)('identity on $name', (kind: DatabaseKind) => {
  let database: TestDatabase | undefined;
  let server: IdentityServer | undefined;

  afterEach(async () => {
    await server?.running.close();
    await database?.drop();
  });

  async function start(): Promise<{ server: IdentityServer; env: Readonly<Record<string, string>> }> {
    database = await kind.create();
    const { settings } = database;
    const url: Record<string, string> = settings.kind === 'postgres' ? { DATABASE_URL: settings.url } : {};
    server = await IdentityServer.start(url);
    return { server, env: { DATA_DIR: server.running.dataDir, ...url } };
  }

  it('sets up once, keeps logins unique and disables', async () => {
    const { server } = await start();
    const token = server.setupToken;
    const bodies = ['first.admin', 'second.admin'].map((login) => ({ ...ADMINISTRATOR, token, login }));
    const codes = (await Promise.all(bodies.map((body) => server.client().post('/api/setup', body)))).map(
      (one) => one.code,
    );
    expect(codes.filter((code) => code === 'setup.done')).toHaveLength(1);
    expect(await server.running.app.get(SetupService).needed()).toBe(false);
    const admin = server.client();
    await admin.signIn(codes[0] === null ? 'first.admin' : 'second.admin', PASSWORD);
    const host = await server.signedInHost(admin);
    expect((await admin.post('/api/operators', HOST)).code).toBe('auth.login-taken');
    const list = (await admin.get('/api/operators')).body as OperatorInfo[];
    expect(list.map(({ roles }) => roles)).toEqual([['administrator'], ['organiser', 'host', 'scorekeeper']]);
    expect((await admin.delete(`/api/operators/${list[1]?.id}`)).code).toBeNull();
    expect((await host.get('/api/session')).code).toBe('auth.session-expired');
    expect((await admin.delete(`/api/operators/${list[0]?.id}`)).code).toBe('auth.roles-refused');
  });

  it('delays failed sign-ins until the command line unlocks', async () => {
    const { server, env } = await start();
    await server.administrator();
    for (let attempt = 0; attempt < 5; attempt += 1) await server.client().signIn(ADMINISTRATOR.login, 'wrong');
    expect((await server.client().signIn(ADMINISTRATOR.login, PASSWORD)).code).toBe('auth.delayed');
    const lines: string[] = [];
    const say = (line: string) => void lines.push(line);
    const terminal = { env, out: say, fault: say, input: async () => '' };
    expect(await runOperatorCommand(['unlock', ADMINISTRATOR.login], terminal)).toBe(0);
    expect((await server.client().signIn(ADMINISTRATOR.login, PASSWORD)).code).toBeNull();
    expect(await runOperatorCommand(['reset-password', ADMINISTRATOR.login], terminal)).toBe(0);
    const password = /once: (\S+)$/m.exec(lines.join('\n'))?.[1] ?? '';
    expect((await server.client().signIn(ADMINISTRATOR.login, password)).code).toBeNull();
  });

  it('grants roles, separates duties once, and takes each one-time code once', async () => {
    const { server } = await start();
    const admin = await server.administrator();
    const { secret } = (await admin.post(FACTOR, { password: PASSWORD })).body as SecondFactorSecret;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.clock.now() });
    expect((await admin.post(`${FACTOR}/confirm`, { code })).code).toBeNull();
    const body = { login: ADMINISTRATOR.login, password: PASSWORD };
    expect((await server.client().post('/api/session', { ...body, code })).code).toBe('auth.bad-code');
    const next = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.clock.now() + 30_000 });
    expect((await server.client().post('/api/session', { ...body, code: next })).code).toBeNull();
    await threeTrusted(admin);
    const separate = () => admin.post('/api/access/separation', { confirmation: '三员分立' });
    const codes = (await Promise.all([separate(), separate()])).map((one) => one.code);
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect((await admin.get('/api/session')).body).toMatchObject({ operator: { roles: [] }, separated: true });
  });
});
