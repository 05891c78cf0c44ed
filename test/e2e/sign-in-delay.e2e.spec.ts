import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { IdentityServer, HOST, MINUTE, PASSWORD } from '../support/identity-server.js';

let server: IdentityServer;

beforeEach(async () => {
  server = await IdentityServer.start();
});
afterEach(() => server.running.close());

describe('delay after failed sign-ins', () => {
  const fail = async (address: string, times: number) => {
    for (let attempt = 0; attempt < times; attempt += 1) await server.client(address).signIn(HOST.login, 'wrong');
  };
  const wait = async (address: string, password = 'wrong') => {
    const { code, body } = await server.client(address).signIn(HOST.login, password);
    return code === 'auth.delayed' ? (body as { error: { retryAfterMs: number } }).error.retryAfterMs : code;
  };

  it('grows from the fifth failure to a minute and holds for the right password too', async () => {
    await server.administrator().then((admin) => server.signedInHost(admin, '192.0.2.50'));
    await fail('198.51.100.7', 5);
    const waits = [];
    for (let round = 0; round < 6; round += 1) {
      const ms = await wait('198.51.100.7', PASSWORD);
      waits.push(ms);
      server.clock.advance(Number(ms));
      await fail('198.51.100.7', 1);
    }
    expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    server.clock.advance(60_000);
    expect(await wait('198.51.100.7', PASSWORD)).toBeNull();
    await fail('198.51.100.7', 4);
    expect(await wait('198.51.100.7', PASSWORD)).toBeNull();
  });

  it('neither keeps the host out at another address nor touches a live session', async () => {
    const host = await server.signedInHost(await server.administrator(), '192.0.2.50');
    await fail('198.51.100.7', 6);
    expect(await wait('198.51.100.7')).toBe(5000);
    expect((await host.get('/api/session')).code).toBeNull();
    expect(await wait('192.0.2.50', PASSWORD)).toBeNull();
  });

  it('cannot be slipped past by guessing side by side', async () => {
    await server.administrator();
    const guesses = Array.from({ length: 20 }, () => server.client('198.51.100.7').signIn('shili.admin', 'wrong'));
    const codes = (await Promise.all(guesses)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'auth.bad-credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'auth.delayed')).toHaveLength(15);
  });

  it('is forgotten an hour after the last failure', async () => {
    await fail('198.51.100.7', 4);
    server.clock.advance(60 * MINUTE + 1);
    await fail('198.51.100.7', 4);
    expect(await wait('198.51.100.7')).toBe('auth.bad-credentials');
    expect(await wait('198.51.100.7')).toBe(5000);
  });

  it('limits the sign-ins of one address whatever the login, and no other address', async () => {
    const codes = [];
    for (let attempt = 0; attempt < 61; attempt += 1) {
      codes.push((await server.client('203.0.113.5').signIn(`nobody${attempt % 6}`, 'wrong')).code);
    }
    expect(codes.indexOf('protocol.rate-limited')).toBe(60);
    expect((await server.client('203.0.113.6').signIn('nobody0', 'wrong')).code).toBe('auth.bad-credentials');
  });
});
