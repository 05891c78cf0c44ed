import { afterEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';

import { ADMINISTRATOR, IdentityServer, MINUTE, PASSWORD } from '../support/identity-server.js';
import type { RestClient } from '../support/rest-client.js';
import { personWith } from '../support/role-people.js';
import { IdentityService } from '../../src/identity/identity.service.js';
import type { DormantReport, OwnSession, SessionInfo } from '../../src/protocol/access.js';

const DAY = 24 * 60 * MINUTE;
const STRONG = ['Orbit lantern gravel 1', 'Mint harbour quilt 22', 'Cedar pillow anchor 3', 'Velvet tunnel maple 4'];

let server: IdentityServer;
afterEach(() => server.running.close());

const start = async (policy: string): Promise<IdentityServer> =>
  (server = await IdentityServer.start({ PASSWORD_POLICY: policy }));
const change = async (client: RestClient, password: string, newPassword: string) =>
  (await client.post('/api/session/password', { password, newPassword })).code;
const signIn = (login: string, password: string, newPassword?: string) => {
  const client = server.client();
  const body = { login, password, ...(newPassword === undefined ? {} : { newPassword }) };
  return client.keepSession(client.post('/api/session', body)).then(({ code }) => code);
};

describe('PASSWORD_POLICY=asvs', () => {
  it('asks for no classes and no change, ever', async () => {
    await start('asvs');
    await server.administrator();
    server.clock.skip(2000 * DAY);
    expect(await signIn(ADMINISTRATOR.login, PASSWORD)).toBeNull();
  });

  it('lets operators change their own, which ends their other sessions and no more', async () => {
    await start('asvs');
    const admin = await server.administrator();
    const other = server.client();
    await other.signIn(ADMINISTRATOR.login, PASSWORD);
    expect(await change(admin, 'wrong', STRONG[0] ?? '')).toBe('auth.wrong-password');
    expect(await change(admin, PASSWORD, 'short')).toBe('auth.weak-password');
    expect(await change(admin, PASSWORD, STRONG[0] ?? '')).toBeNull();
    expect((await admin.get('/api/session')).code).toBeNull();
    expect((await other.get('/api/session')).code).toBe('auth.session-expired');
    expect(await signIn(ADMINISTRATOR.login, PASSWORD)).toBe('auth.bad-credentials');
    expect(await signIn(ADMINISTRATOR.login, STRONG[0] ?? '')).toBeNull();
  });
});

describe('PASSWORD_POLICY=dengbao', () => {
  const [first = '', second = ''] = STRONG;

  async function administrator(): Promise<RestClient> {
    await start('dengbao');
    const client = server.client();
    const body = { token: server.setupToken, ...ADMINISTRATOR, password: first };
    await client.keepSession(client.post('/api/setup', body));
    return client;
  }

  it('wants three of four classes', async () => {
    await start('dengbao');
    const answer = await server.client().post('/api/setup', { token: server.setupToken, ...ADMINISTRATOR });
    expect(answer.code).toBe('auth.weak-password');
    expect(JSON.stringify(answer.body)).toContain('三类');
  });

  it('wants a new one after 90 days from who keeps the system, before it lets them in', async () => {
    await administrator();
    server.clock.skip(89 * DAY);
    expect(await signIn(ADMINISTRATOR.login, first)).toBeNull();
    server.clock.skip(DAY);
    expect(await signIn(ADMINISTRATOR.login, first)).toBe('auth.password-expired');
    expect(await signIn(ADMINISTRATOR.login, 'wrong')).toBe('auth.bad-credentials');
    expect(await signIn(ADMINISTRATOR.login, first, first)).toBe('auth.password-used');
    expect(await signIn(ADMINISTRATOR.login, first, 'weak')).toBe('auth.weak-password');
    expect(await signIn(ADMINISTRATOR.login, first, second)).toBeNull();
    expect(await signIn(ADMINISTRATOR.login, second)).toBeNull();
  });

  it('wants the first password that somebody else chose replaced at once', async () => {
    const admin = await administrator();
    const account = { login: 'shili.host', displayName: '示例主持人', roles: ['host'], password: second };
    expect((await admin.post('/api/operators', account)).code).toBeNull();
    const host = server.client();
    await host.signIn('shili.host', second);
    expect((await host.get('/api/session')).body).toMatchObject({ due: 'password', rights: [] });
    expect(await change(host, second, STRONG[2] ?? '')).toBeNull();
    expect((await host.get('/api/session')).body).toMatchObject({ due: null });
    server.clock.skip(179 * DAY);
    expect(await signIn('shili.host', STRONG[2] ?? '')).toBeNull();
    server.clock.skip(DAY);
    expect(await signIn('shili.host', STRONG[2] ?? '')).toBe('auth.password-expired');
  });

  it('lets nobody go back to one of the last five', async () => {
    const admin = await administrator();
    const five = ['Aspen cobalt river 1', 'Bison copper delta 2', 'Crane silver ridge 3', 'Dunlin golden cove 4'];
    let now = first;
    for (const next of five) {
      expect(await change(admin, now, next)).toBeNull();
      now = next;
    }
    for (const used of [first, ...five])
      expect([used, await change(admin, now, used)]).toEqual([used, 'auth.password-used']);
    expect(await change(admin, now, 'Eider bronze fjord 5')).toBeNull();
    expect(await change(admin, 'Eider bronze fjord 5', first)).toBeNull();
  });
});

describe('sessions', () => {
  it('say how long they live on without living on for being asked, and are extended as often as one likes', async () => {
    await start('asvs');
    const admin = await server.administrator();
    const remaining = async () => ((await admin.get('/api/session/remaining')).body as { idleMs: number }).idleMs;
    const whole = await remaining();
    expect(whole).toBe(16 * MINUTE);
    for (let time = 0; time < 12; time += 1) {
      for (let minute = 0; minute < 14; minute += 1) {
        server.clock.advance(MINUTE);
        await remaining();
      }
      expect(await remaining()).toBe(whole - 14 * MINUTE);
      expect((await admin.post('/api/session/extend', {})).body).toMatchObject({ idleMs: whole });
    }
    server.clock.advance(whole);
    expect((await admin.get('/api/session/remaining')).code).toBe('auth.session-expired');
  });
});

describe('one’s own sessions', () => {
  it('are listed, and the others ended', async () => {
    await start('asvs');
    const admin = await server.administrator();
    const other = server.client('192.0.2.77');
    server.clock.advance(MINUTE);
    await other.signIn(ADMINISTRATOR.login, PASSWORD);
    const host = await server.signedInHost(admin);
    const own = (await admin.get('/api/session/all')).body as OwnSession[];
    expect(own.map(({ current, address }) => ({ current, address }))).toEqual([
      { current: false, address: '192.0.2.77' },
      { current: true, address: '192.0.2.1' },
    ]);
    const ended = firstValueFrom(server.running.app.get(IdentityService).sessionEnded);
    expect((await admin.post('/api/session/end-others', {})).status).toBe(204);
    expect((await ended).sessionId).not.toBeNull();
    expect((await other.get('/api/session')).code).toBe('auth.session-expired');
    expect((await host.get('/api/session')).code).toBeNull();
    expect((await admin.get('/api/session/all')).body).toHaveLength(1);
  });

  it('last 12 hours and not longer for being used, but as long as a contest that is being run', async () => {
    await start('asvs');
    const admin = await server.administrator();
    const { id } = ((await admin.get('/api/session')).body as SessionInfo).operator;
    const identity = server.running.app.get(IdentityService);
    const total = async () => ((await admin.get('/api/session/remaining')).body as { totalMs: number }).totalMs;
    for (let minute = 0; minute < 13 * 60; minute += 1) {
      server.clock.advance(MINUTE);
      expect(await identity.keepAlive(id)).toBe(true);
    }
    expect(await total()).toBe(30 * MINUTE);
    for (let minute = 0; minute < 29; minute += 1) {
      server.clock.advance(MINUTE);
      await admin.post('/api/session/extend', {});
    }
    expect(await total()).toBe(MINUTE);
    server.clock.advance(MINUTE);
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
  });
});

describe('the report of dormant accounts', () => {
  it('names who has not signed in for 90 days, and nobody disabled', async () => {
    await start('asvs');
    const admin = await server.administrator();
    const [never, long, lately, gone] = [
      await personWith(admin, 'never', ['host']),
      await personWith(admin, 'long', ['host']),
      await personWith(admin, 'lately', ['host']),
      await personWith(admin, 'gone', ['host']),
    ];
    await admin.delete(`/api/operators/${gone.id}`);
    server.clock.skip(50 * DAY);
    await lately.client.signIn('lately', PASSWORD);
    await admin.signIn(ADMINISTRATOR.login, PASSWORD);
    server.clock.skip(41 * DAY);
    await admin.signIn(ADMINISTRATOR.login, PASSWORD);
    const report = (await admin.get('/api/operators/dormant')).body as DormantReport;
    expect(report.days).toBe(90);
    expect(report.operators.map(({ id }) => id)).toEqual([never.id, long.id]);
    expect(((await admin.get('/api/session')).body as SessionInfo).rights).toContain('account.read');
  });
});
