/** Who is behind a connection is settled at the handshake, and nothing said later changes it. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Refusal } from '../../src/protocol/error-code.js';
import type { Snapshot } from '../../src/protocol/frames.js';
import { CHINESE_SENTENCE, isAlive, openHall, type Hall } from '../support/wire-hall.js';
import type { WireOptions } from '../support/wire-client.js';

let hall: Hall;

beforeAll(async () => {
  hall = await openHall();
}, 60_000);

afterAll(() => hall.server.close());

async function refused(options: WireOptions): Promise<Refusal> {
  try {
    await hall.server.connect(options);
  } catch (error) {
    const { message, data } = error as Error & { data: Refusal };
    expect(message).toBe(data.code);
    expect(data.message).toMatch(CHINESE_SENTENCE);
    return data;
  }
  throw new Error('let in');
}

describe('the protocol version', () => {
  it.each([[0], [2], ['1'], [null], [true], [[1]], [{}]])('%j is refused', async (protocolVersion) => {
    expect((await refused({ auth: { protocolVersion } })).code).toBe('protocol.version');
  });
});

describe('the token', () => {
  it.each([[''], ['none'], ['x'.repeat(5000)], [1], [null], [{}], [['none']]])('%j is refused', async (token) => {
    expect((await refused({ auth: { token } })).code).toBe('entry.token-unknown');
    expect(await isAlive(hall)).toBe(true);
  });

  it('of one contest gives no seat in another', async () => {
    const { receipt, contest, other } = hall;
    const client = await hall.server.connect({ auth: { token: receipt.token } });
    expect(await client.send('contest:join', { pin: other.pin })).toMatchObject({ ok: false });
    expect(await client.send('contest:sync', { contestId: other.id })).toMatchObject({
      error: { code: 'contest.not-joined' },
    });
    const { snapshot } = await client.ask<{ snapshot: Snapshot }>('contest:sync', { contestId: contest.id });
    expect(snapshot.participant).toEqual(receipt.participant);
  });

  it("gives a participant no operator's right", async () => {
    const client = await hall.server.connect({ auth: { token: hall.receipt.token } });
    const watching = { contestId: hall.contest.id, as: 'host' };
    expect(await client.send('contest:watch', watching)).toMatchObject({ error: { code: 'auth.required' } });
  });

  it('is void once somebody has come back with the rejoin code on another device', async () => {
    const { contest, server } = hall;
    const first = await server.connect();
    const { token, rejoinCode, participant } = await first.join(contest.pin, '示例己', contest.branches[0]?.id ?? '');
    const second = await server.connect();
    const again = await second.ask<{ token: string; participant: unknown }>('contest:join', {
      pin: contest.pin,
      rejoinCode,
    });
    expect(again.participant).toEqual(participant);
    expect(again.token).not.toBe(token);
    await first.until(({ socket }) => !socket.connected, 'the first device is let go');
    expect(first.last('session:replaced')).toMatchObject({ code: 'session.replaced' });
    expect((await refused({ auth: { token } })).code).toBe('entry.token-unknown');
  });
});

describe('an operator', () => {
  it.each(['xuesai_session=', 'xuesai_session=none', `xuesai_session=${'x'.repeat(4000)}`, 'a=b', '%%%'])(
    'is nobody with the cookie %.40s',
    async (cookie) => {
      const client = await hall.server.connect({ cookie });
      const ack = await client.send('contest:watch', { contestId: hall.contest.id, as: 'host' });
      expect(ack).toMatchObject({ error: { code: 'auth.required' } });
    },
  );
});

describe('the Origin', () => {
  const handshake = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${hall.server.url}/socket.io/?EIO=4&transport=polling`, { headers });

  it('of this server is let in, over polling too', async () => {
    expect((await handshake({ Origin: hall.server.url })).status).toBe(200);
    await hall.server.connect({ headers: { Origin: hall.server.url } });
  });

  it.each(['http://elsewhere.example', 'null', 'http://127.0.0.1:1', 'not a URL'])('%s is refused', async (origin) => {
    expect((await handshake({ Origin: origin })).status).toBe(403);
    await expect(hall.server.connect({ headers: { Origin: origin } })).rejects.toThrow(/websocket/);
  });
});
