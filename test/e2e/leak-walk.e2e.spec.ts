/**
 * A whole contest with every item kind, each packet and public page kept: nothing secret is in them before the reveal of
 * the item it belongs to, nothing of other people ever, and nothing that the shipped banks could be searched for.
 */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import type { ItemKey } from '../../src/protocol/frames.js';
import type { ItemFrame } from '../../src/protocol/item.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import {
  DRAWS,
  everybody,
  gather,
  NAMES,
  openNext,
  ownDataBytes,
  prepareStage,
  publicBytes,
  respond,
  restage,
  secretTexts,
  SECOND_TEXT,
  syncAll,
  tallied,
  withKeys,
  type Cast,
  type Stage,
} from '../support/leak-stage.js';
import { createContest, type WireServer } from '../support/wire-server.js';

/** Everything one reader had got before an item was revealed, and at the end. */
interface Readings {
  readonly item: ItemFrame;
  readonly beforeReveal: Readonly<Record<string, string>>;
  /** The console asked for the key in between. */
  readonly peeked: ItemKey;
}
const SECRET_MEMBERS = ['correctResponse', 'explanation', 'distribution', '"source"', '"outcome"', '"correct"'];
const readings: Readings[] = [];
let stage: Stage;
let server: WireServer;
let cast: Cast;
let contest: ContestDetail;
const pages: string[] = [];
/** Of the first participant, asked for again and again. */
const ownData: string[] = [];

beforeAll(async () => {
  stage = await prepareStage(async (operator) => ({ whole: await createContest(operator, Object.values(DRAWS)) }));
  const restaged = await restage(stage, withKeys('given'));
  server = restaged.server;
  contest = stage.contests['whole'] as ContestDetail;
  cast = await gather(server, restaged.operator, contest);
  await cast.host.command('round:introduce', contest.id);
  for (let number = 1; number <= Object.keys(DRAWS).length; number++) readings.push(await playItem());
  await cast.host.command('contest:end', contest.id);
  await Promise.all(everybody(cast).map((client) => client.inPhase('ended')));
  await syncAll(cast, contest.id);
  await keepPages();
}, 120_000);

afterAll(async () => {
  await server.close();
  await rm(stage.dataDir, { recursive: true, force: true });
});

async function playItem(): Promise<Readings> {
  const { host } = cast;
  const item = await openNext(cast, contest.id);
  await syncAll(cast, contest.id);
  await respond(cast, 0, item, 'first');
  await tallied(cast, 1);
  await respond(cast, 1, item, 'second');
  await tallied(cast, 2);
  await syncAll(cast, contest.id);
  await keepPages();
  await host.command('item:close', contest.id, { override: true });
  await Promise.all(everybody(cast).map((client) => client.inPhase('closed')));
  await syncAll(cast, contest.id);
  await keepPages();
  const beforeReveal = bytes();
  const { key: peeked } = await host.ask<{ key: ItemKey }>('item:peek', {
    contestId: contest.id,
    contestItemId: item.contestItemId,
  });
  await host.command('item:reveal', contest.id);
  await Promise.all(everybody(cast).map((client) => client.inPhase('revealed')));
  const { contestItemId } = item;
  const told = cast.participants.map((one) =>
    one.until((client) => client.last('result:own')?.['contestItemId'] === contestItemId),
  );
  await Promise.all(told);
  await syncAll(cast, contest.id);
  return { item, beforeReveal, peeked };
}

async function keepPages(): Promise<void> {
  pages.push(...Object.values(await publicBytes(server, contest)));
  ownData.push(await ownDataBytes(server, contest, cast.receipts[0]));
}

function bytes(): Record<string, string> {
  const { host, screen, participants } = cast;
  return {
    host: host.packets.join('\n'),
    screen: screen.packets.join('\n'),
    ...Object.fromEntries(participants.map((client, index) => [`participant ${index}`, client.packets.join('\n')])),
    pages: pages.join('\n'),
    'own data': ownData.join('\n'),
  };
}

const found = (text: string | undefined, needles: readonly string[]): string[] => {
  if (text === undefined || text === '') throw new Error('nothing was recorded');
  return needles.filter((needle) => text.includes(needle));
};
const READERS = ['host', 'screen', 'participant 0', 'participant 1', 'participant 2', 'pages', 'own data'];

describe.each(READERS)('%s', (reader) => {
  it('has none of the secrets of an item before its reveal', () => {
    expect(readings).toHaveLength(6);
    for (const [index, { beforeReveal }] of readings.entries()) {
      const hidden = readings.slice(index).flatMap(({ item }) => Object.values(secretTexts(item.contestItemId)));
      expect(found(beforeReveal[reader], hidden)).toEqual([]);
    }
  });

  it('has no id of the bank, ever', async () => {
    const rows = await server.rows('SELECT id, item_key AS "itemKey" FROM bank_item');
    const ids = rows.flatMap(({ id, itemKey }) => [String(id), String(itemKey)]);
    expect(ids.length).toBeGreaterThanOrEqual(12);
    expect(found(bytes()[reader], ids)).toEqual([]);
  });
});

it('before the first reveal no frame has a member for what is secret', () => {
  const first = readings[0]?.beforeReveal ?? {};
  for (const reader of ['host', 'screen', 'participant 0', 'participant 1', 'participant 2']) {
    expect(found(first[reader], SECRET_MEMBERS)).toEqual([]);
  }
});

it('every secret is told at its reveal, so that the search would have found it', () => {
  const all = bytes();
  for (const { item, peeked } of readings) {
    const { explanation = '', accepted = '' } = secretTexts(item.contestItemId);
    expect(found(all['participant 2'], [explanation])).toHaveLength(1);
    expect(found(all['screen'], [explanation])).toHaveLength(1);
    expect(peeked.explanation).toBe(explanation);
    if (item.kind === 'fill-in') expect(found(all['participant 2'], [accepted])).toHaveLength(1);
  }
});

describe('of other people', () => {
  const secretsOf = (index: number): string[] => {
    const receipt = cast.receipts[index];
    return [receipt?.participant.id ?? '', receipt?.token ?? '', receipt?.rejoinCode ?? '', `submission-${index}-`];
  };

  it.each([0, 1, 2])('participant %i learns no name but masked, no token, no code and no submission', (own) => {
    const others = [0, 1, 2].filter((index) => index !== own);
    expect(
      found(
        bytes()[`participant ${own}`],
        others.map((index) => NAMES[index] as string),
      ),
    ).toEqual([]);
    expect(found(bytes()[`participant ${own}`], others.flatMap(secretsOf))).toEqual([]);
    expect(found(bytes()[`participant ${own}`], ['示*甲', '示*乙', '示*丙'])).toHaveLength(3);
  });

  it("one's own data have one's own name, and nothing of anybody else", () => {
    const [own, ...others] = NAMES;
    expect(found(bytes()['own data'], [own ?? '', '"kept":false'])).toHaveLength(2);
    expect(found(bytes()['own data'], [...others, ...[1, 2].flatMap(secretsOf), SECOND_TEXT])).toEqual([]);
  });

  it.each(['screen', 'host', 'pages'])('%s learns no more', (reader) => {
    expect(found(bytes()[reader], NAMES)).toEqual([]);
    expect(found(bytes()[reader], [0, 1, 2].flatMap(secretsOf))).toEqual([]);
  });

  it.each(['screen', 'host', 'pages', 'participant 0', 'participant 2'])(
    "%s never has another's filled-in text",
    (reader) => {
      expect(found(bytes()['participant 1'], [SECOND_TEXT])).toHaveLength(1);
      expect(found(bytes()[reader], [SECOND_TEXT])).toEqual([]);
    },
  );
});
