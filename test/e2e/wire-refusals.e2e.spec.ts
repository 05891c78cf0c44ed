/** Every client event by name: refused to the wrong people, in the wrong shape, and with one property too many. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLIENT_EVENTS, OPERATOR_EVENTS, type Ack, type ClientEvent } from '../../src/protocol/events.js';
import { ERROR_MESSAGES } from '../../src/protocol/error-code.js';
import type { WireClient } from '../support/wire-client.js';
import { bodiesIn, CHINESE_SENTENCE, fingerprint, isAlive, openHall, type Hall } from '../support/wire-hall.js';

let hall: Hall;
let before: Awaited<ReturnType<typeof fingerprint>>;

beforeAll(async () => {
  hall = await openHall();
  before = await fingerprint(hall);
}, 60_000);

afterAll(() => hall.server.close());

const OPERATORS_ONLY: readonly ClientEvent[] = [...OPERATOR_EVENTS, 'item:peek'];
const OF_PARTICIPANT: ReadonlySet<ClientEvent> = new Set([
  'response:submit',
  'participant:update-needs',
  'contest:sync',
]);

const codeOf = (ack: Ack<unknown>): string => {
  if (ack.ok) throw new Error(`let through: ${JSON.stringify(ack.data)}`);
  expect(Object.keys(ERROR_MESSAGES)).toContain(ack.error.code);
  expect(ack.error.message).toMatch(CHINESE_SENTENCE);
  return ack.error.code;
};

/** Who may send the event at all. */
const senderOf = (event: ClientEvent): WireClient => {
  if (OPERATORS_ONLY.includes(event)) return hall.host;
  return OF_PARTICIPANT.has(event) ? hall.participant : hall.stranger;
};

const unchanged = async (): Promise<void> => {
  expect(await fingerprint(hall)).toEqual(before);
  expect(await isAlive(hall)).toBe(true);
};

describe.each(CLIENT_EVENTS)('%s', (event) => {
  it('is refused with an unknown property', async () => {
    const body = { ...bodiesIn(hall)[event], unknown: 1 };
    expect(codeOf(await senderOf(event).send(event, body))).toBe('protocol.malformed');
    await unchanged();
  });

  it.each([[undefined], [null], ['text'], [7], [true], [[]], [[{}]]])('is refused with %j for a body', async (body) => {
    expect(codeOf(await senderOf(event).send(event, body))).toBe('protocol.malformed');
    await unchanged();
  });

  it('is refused with two bodies and with none', async () => {
    const body = bodiesIn(hall)[event];
    expect(codeOf(await senderOf(event).send(event, body, body))).toBe('protocol.malformed');
    expect(codeOf(await senderOf(event).send(event))).toBe('protocol.malformed');
    await unchanged();
  });

  it('is refused where a member has another type', async () => {
    const body = bodiesIn(hall)[event];
    for (const key of Object.keys(body)) {
      const spoilt = { ...body, [key]: { toString: 'no' } };
      if (event === 'response:submit' && key === 'response') {
        const foreign = { ...body, response: { unknown: 'no' } };
        expect(codeOf(await senderOf(event).send(event, foreign))).toBe('response.malformed');
      } else {
        expect(codeOf(await senderOf(event).send(event, spoilt))).toBe('protocol.malformed');
      }
    }
    await unchanged();
  });
});

describe('a nested object', () => {
  it.each([
    ['participant:update-needs', 'needs'],
    ['participant:set-needs', 'needs'],
    ['contest:join', 'needs'],
    ['contest:join', 'consent'],
  ] as const)('of %s in %s is an object, not a list and not a text', async (event, key) => {
    for (const value of [[], [{ multiplier: 3 }], 'text', 1.5, true]) {
      const ack = await senderOf(event).send(event, { ...bodiesIn(hall)[event], [key]: value });
      expect(codeOf(ack)).toBe('protocol.malformed');
    }
    await unchanged();
  });

  it.each(['participant:update-needs', 'participant:set-needs'] as const)(
    'of %s is there, if only as null',
    async (event) => {
      const { needs: _needs, ...body } = bodiesIn(hall)[event];
      expect(codeOf(await senderOf(event).send(event, body))).toBe('protocol.malformed');
      await unchanged();
    },
  );
});

describe('a nested unknown property', () => {
  it.each([
    ['contest:join', 'needs'],
    ['contest:join', 'consent'],
    ['participant:update-needs', 'needs'],
    ['participant:set-needs', 'needs'],
  ] as const)('of %s in %s is refused', async (event, key) => {
    const body = bodiesIn(hall)[event];
    const nested = { ...body, [key]: { ...(body[key] as object), diagnosis: '示例' } };
    expect(codeOf(await senderOf(event).send(event, nested))).toBe('protocol.malformed');
    await unchanged();
  });
});

describe.each(OPERATORS_ONLY)('%s', (event) => {
  it('is for operators', async () => {
    for (const client of [hall.participant, hall.participantOfOther, hall.screen, hall.stranger]) {
      expect(codeOf(await client.send(event, bodiesIn(hall)[event]))).toBe('auth.required');
    }
    await unchanged();
  });
});

describe('field.md 3.1: a PIN is no key to the console', () => {
  it('a participant, a screen and a stranger with the PIN may not watch as host', async () => {
    for (const client of [hall.participant, hall.screen, hall.stranger]) {
      const ack = await client.send('contest:watch', {
        contestId: hall.contest.id,
        as: 'host',
        screenKey: hall.contest.screenKey,
      });
      expect(codeOf(ack)).toBe('auth.required');
      expect(client.packets.join('\n')).not.toContain('"rundown"');
    }
    await unchanged();
  });

  it("a wrong, a missing and another contest's screen key open no screen", async () => {
    for (const screenKey of ['0'.repeat(16), hall.other.screenKey, '', undefined]) {
      const message = { contestId: hall.contest.id, as: 'screen', ...(screenKey === undefined ? {} : { screenKey }) };
      expect(codeOf(await hall.stranger.send('contest:watch', message))).toBe('auth.required');
    }
    expect(hall.stranger.of('contest:changed')).toEqual([]);
    await unchanged();
  });
});

describe('across contests', () => {
  it('a participant of one submits, reads and changes nothing in another', async () => {
    const bodies = bodiesIn(hall);
    for (const event of ['response:submit', 'contest:sync', 'participant:update-needs'] as const) {
      expect(codeOf(await hall.participantOfOther.send(event, bodies[event]))).toBe('contest.not-joined');
    }
    await unchanged();
  });

  it("one who names the own contest and another's item is told that it is not open", async () => {
    const body = { ...bodiesIn(hall)['response:submit'], contestId: hall.other.id };
    expect(codeOf(await hall.participantOfOther.send('response:submit', body))).toBe('item.not-open');
    await unchanged();
  });

  it('an operator cannot name a participant of another contest', async () => {
    const body = { ...bodiesIn(hall)['participant:rename'], contestId: hall.other.id };
    expect(codeOf(await hall.host.send('participant:rename', body))).toBe('participant.unknown');
    await unchanged();
  });

  it('one who has not joined may not submit', async () => {
    for (const client of [hall.stranger, hall.screen, hall.host]) {
      expect(codeOf(await client.send('response:submit', bodiesIn(hall)['response:submit']))).toBe(
        'contest.not-joined',
      );
    }
    await unchanged();
  });
});

describe('in the wrong phase', () => {
  it.each([
    'contest:open-lobby',
    'contest:return-to-draft',
    'round:introduce',
    'item:present',
    'item:open',
    'item:reveal',
    'item:reopen',
    'contest:finalize',
    'contest:resume',
  ] as const)('%s changes nothing while an item is open', async (event) => {
    const { roundId: _roundId, contestItemId: _contestItemId, ...body } = bodiesIn(hall)[event];
    expect(['contest.wrong-phase', 'contest.not-paused']).toContain(codeOf(await hall.host.send(event, body)));
    await unchanged();
  });

  it('a version that has passed changes nothing', async () => {
    for (const event of ['item:close', 'item:extend', 'contest:pause', 'contest:end', 'screen:show'] as const) {
      const body = bodiesIn(hall, { version: hall.body.version - 1 })[event];
      expect(codeOf(await hall.host.send(event, body))).toBe('contest.version-conflict');
    }
    await unchanged();
  });
});
