/**
 * Anything at all, from anybody: every message with an ack gets a typed refusal, nothing changes, nothing falls over, and
 * nothing of a key is said. `FUZZ_CALLS=10000` for the long run, `FUZZ_SEED` to repeat one.
 */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import WebSocket from 'ws';
import { CLIENT_EVENTS, type Ack, type ClientEvent } from '../../src/protocol/events.js';
import { ERROR_MESSAGES } from '../../src/protocol/error-code.js';
import { bodiesIn, CHINESE_SENTENCE, fingerprint, isAlive, openHall, type Hall } from '../support/wire-hall.js';
import type { Body } from '../support/wire-bodies.js';

const CALLS = Number(process.env['FUZZ_CALLS'] ?? 1400);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now());
const HALF = { numRuns: Math.ceil(CALLS / 2), seed: SEED };
const TIME_LIMIT_MS = 300_000;

let hall: Hall;
let secrets: readonly string[];
let before: Awaited<ReturnType<typeof fingerprint>>;

beforeAll(async () => {
  hall = await openHall();
  before = await fingerprint(hall);
  secrets = hall.contest.rounds.flatMap(({ items }) => items.map(({ explanation }) => explanation));
}, 60_000);

afterAll(() => hall.server.close());

const ROLES = ['host', 'participant', 'participantOfOther', 'screen', 'stranger'] as const;
/** Questions that change nothing: they may be let through. */
const HARMLESS: ReadonlySet<string> = new Set(['clock:ping', 'contest:sync', 'contest:watch']);
const UNKNOWN_EVENTS = [
  'nonsense',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'contest:changed',
  'result:own',
  '',
];

async function expectUnchanged(): Promise<void> {
  expect(await fingerprint(hall)).toEqual(before);
  expect(await isAlive(hall)).toBe(true);
  expect(ROLES.map((role) => hall[role].socket.connected)).toEqual(ROLES.map(() => true));
}

function expectRefusal(ack: Ack<unknown>, event: string): void {
  const said = JSON.stringify(ack);
  for (const secret of secrets) expect(said).not.toContain(secret);
  if (ack.ok) {
    expect(HARMLESS).toContain(event);
    return;
  }
  expect(Object.keys(ERROR_MESSAGES)).toContain(ack.error.code);
  expect(ack.error.code).not.toBe('server.error');
  expect(ack.error.message).toMatch(CHINESE_SENTENCE);
}

const anything = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: false }),
  fc.constantFrom<unknown>('', 'x'.repeat(5000), '９９', -1, 1e308, [[[[]]]], { toJSON: 1 }, { length: 3 }),
);
const hostileKey = fc.constantFrom('__proto__', 'constructor', 'toString', 'toJSON', 'then', 'extra', '');

/** A faultless body spoilt in one place; what it names does not exist or has passed, so that no luck makes it valid. */
const nearMiss = fc.record({
  event: fc.constantFrom(...CLIENT_EVENTS),
  how: fc.constantFrom('drop', 'replace', 'add', 'keep'),
  place: fc.nat(20),
  key: hostileKey,
  value: anything,
});

function spoilt(
  event: ClientEvent,
  { how, place, key, value }: { how: string; place: number; key: string; value: unknown },
): Body {
  const nothing = {
    contestItemId: 'none',
    participantId: 'none',
    pin: '000000',
    screenKey: 'none',
    version: 999_999,
    opening: 999,
  };
  const body: Record<string, unknown> = { ...bodiesIn(hall, nothing)[event] };
  // Faultless as they stand, these would be let through.
  if (event === 'participant:update-needs') body['contestId'] = 'none';
  if (event === 'caption:send') body['text'] = ' ';
  const keys = Object.keys(body);
  const chosen = keys[place % keys.length] ?? '';
  if (how === 'drop') delete body[chosen];
  if (how === 'replace' && !wouldFit(chosen, value)) body[chosen] = value;
  if (how === 'add') Object.defineProperty(body, key, { value, enumerable: true });
  return body;
}

/** The right version, or a caption's text, by chance. */
const wouldFit = (key: string, value: unknown): boolean =>
  (key === 'expectedVersion' && typeof value === 'number') || (key === 'text' && typeof value === 'string');

describe('whatever is sent', () => {
  it(
    'as a body is refused and changes nothing',
    async () => {
      const sent = fc.record({
        event: fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom<string>(...CLIENT_EVENTS) },
          fc.constantFrom(...UNKNOWN_EVENTS),
          fc.string(),
        ),
        role: fc.constantFrom(...ROLES),
        args: fc.array(anything, { maxLength: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(sent, async ({ event, role, args }) => {
          // The client's own library keeps these to itself.
          fc.pre(
            !['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'].includes(
              event,
            ),
          );
          expectRefusal(await hall[role].send(event, ...args), event);
        }),
        HALF,
      );
      await expectUnchanged();
    },
    TIME_LIMIT_MS,
  );

  it(
    'nearly right is refused and changes nothing',
    async () => {
      await fc.assert(
        fc.asyncProperty(nearMiss, fc.constantFrom(...ROLES), async ({ event, ...how }, role) => {
          expectRefusal(await hall[role].send(event, spoilt(event, how)), event);
        }),
        HALF,
      );
      await expectUnchanged();
    },
    TIME_LIMIT_MS,
  );

  it('with null in any one place is refused or taken as left out', async () => {
    for (const event of CLIENT_EVENTS) {
      for (const place of Object.keys(bodiesIn(hall)[event]).keys()) {
        for (const role of ROLES) {
          const ack = await hall[role].send(event, spoilt(event, { how: 'replace', place, key: '', value: null }));
          expectRefusal(ack, event);
        }
      }
    }
    await expectUnchanged();
  });

  it('without an ack is not even looked at', async () => {
    const bodies = bodiesIn(hall);
    for (const event of CLIENT_EVENTS) {
      for (const role of ROLES) {
        hall[role].socket.emit(event, bodies[event]);
        hall[role].socket.emit(event);
        hall[role].socket.emit(event, null, bodies[event]);
      }
    }
    // Messages of one socket are taken in order: the acks of these come after all of those.
    for (const role of ROLES) expectRefusal(await hall[role].send('nonsense', {}), 'nonsense');
    await expectUnchanged();
  });

  it('of 15 KB is still told why', async () => {
    for (const event of CLIENT_EVENTS) {
      const ack = await hall.participant.send(event, { ...bodiesIn(hall)[event], padding: 'x'.repeat(15_000) });
      expectRefusal(ack, event);
      expect(ack.ok).toBe(false);
    }
    await expectUnchanged();
  });
});

describe('a connection of its own', () => {
  const closed = (socket: WebSocket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));

  it.each(CLIENT_EVENTS)('ends at a %s of 20 KB and nothing else happens', async (event) => {
    const client = await hall.server.connect({ cookie: hall.operator.cookie });
    client.socket.emit(event, { ...bodiesIn(hall)[event], padding: 'x'.repeat(20_000) }, () => undefined);
    await client.until(({ socket }) => !socket.connected, 'the end of the connection');
    await expectUnchanged();
  });

  it.each([
    ['no JSON', '42/contest,{["x'],
    ['an event without a name', '42/contest,[]'],
    ['a number for a name', '42/contest,[1,{}]'],
    ['a reserved name', '42/contest,["disconnect"]'],
    ['no packet type', '4x'],
    ['an unknown namespace', '40/nowhere,{"protocolVersion":1}'],
    ['a binary event that never comes', '451-/contest,["clock:ping",{"_placeholder":true,"num":5}]'],
    ['an ack that nobody asked for', '43/contest,77[]'],
    ['an event before the connect', '42/contest,["clock:ping",{}]'],
  ])('may say %s', async (_what, packet) => {
    const socket = new WebSocket(`${hall.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const end = closed(socket);
    await new Promise((resolve) => socket.once('message', resolve));
    socket.send('40/contest,{"protocolVersion":1}');
    await new Promise((resolve) => socket.once('message', resolve));
    socket.send(packet);
    socket.close();
    await end;
    await expectUnchanged();
  });
});
