/**
 * No byte to a participant, a screen or a console moves with the key before reveal: the same contest is played with
 * another key, and with other responses of somebody else, and every packet and every public page is compared.
 */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import type { ContestDetail } from '../../src/protocol/rest.js';
import {
  contestOfEachKind,
  DRAWS,
  everybody,
  gather,
  normalised,
  openNext,
  prepareStage,
  publicBytes,
  respond,
  restage,
  syncAll,
  tallied,
  withKeys,
  withoutChance,
  type Cast,
  type KeyVariant,
  type Stage,
  type Style,
} from '../support/leak-stage.js';
import type { WireServer } from '../support/wire-server.js';

interface Recording {
  readonly host: readonly string[];
  readonly screen: readonly string[];
  readonly participants: readonly (readonly string[])[];
  readonly rest: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
interface Played {
  readonly beforeReveal: Recording;
  readonly afterReveal: Recording;
}

const KINDS = Object.keys(DRAWS);
const runs: Record<string, Readonly<Record<string, Played>>> = {};
let stage: Stage;

beforeAll(async () => {
  stage = await prepareStage(contestOfEachKind);
  runs['given'] = await play('given', 'second');
  runs['other key'] = await play('other', 'second');
  runs['other responses'] = await play('given', 'first');
}, 120_000);

afterAll(() => rm(stage.dataDir, { recursive: true, force: true }));

async function play(key: KeyVariant, second: Style): Promise<Record<string, Played>> {
  const { server, operator } = await restage(stage, withKeys(key));
  try {
    const contests = Object.entries(stage.contests);
    const casts = await Promise.all(contests.map(([, contest]) => gather(server, operator, contest)));
    const played = contests.map(async ([kind, contest], index) => {
      return [kind, await playItem(server, contest, casts[index] as Cast, second)] as const;
    });
    return Object.fromEntries(await Promise.all(played));
  } finally {
    await server.close();
  }
}

async function playItem(server: WireServer, contest: ContestDetail, cast: Cast, second: Style): Promise<Played> {
  const { host, participants } = cast;
  const rest: Record<string, Record<string, string>> = { lobby: await publicBytes(server, contest) };
  await host.command('round:introduce', contest.id);
  await Promise.all(everybody(cast).map((client) => client.inPhase('introducing')));
  const item = await openNext(cast, contest.id);
  await syncAll(cast, contest.id);
  rest['open'] = await publicBytes(server, contest);
  await respond(cast, 0, item, 'first');
  await tallied(cast, 1);
  await respond(cast, 1, item, second);
  await tallied(cast, 2);
  await syncAll(cast, contest.id);
  rest['responded'] = await publicBytes(server, contest);
  await host.command('item:close', contest.id, { override: true });
  await Promise.all(everybody(cast).map((client) => client.inPhase('closed')));
  await syncAll(cast, contest.id);
  rest['closed'] = await publicBytes(server, contest);
  const beforeReveal = recording(cast, { ...rest });

  await host.command('item:reveal', contest.id);
  await Promise.all(participants.map((client) => client.until(({ of }) => of.call(client, 'result:own').length === 1)));
  await Promise.all(everybody(cast).map((client) => client.until((one) => one.of('leaderboard:changed').length === 1)));
  rest['revealed'] = await publicBytes(server, contest);
  return { beforeReveal, afterReveal: recording(cast, rest) };
}

function recording(cast: Cast, rest: Recording['rest']): Recording {
  return {
    host: normalised(cast.host, cast),
    screen: normalised(cast.screen, cast),
    participants: cast.participants.map((client) => normalised(client, cast)),
    rest: Object.fromEntries(
      Object.entries(rest).map(([when, pages]) => [
        when,
        Object.fromEntries(Object.entries(pages).map(([route, text]) => [route, withoutChance(text, cast)])),
      ]),
    ),
  };
}

const played = (run: string, kind: string): Played => runs[run]?.[kind] as Played;

describe.each(KINDS)('an item of kind %s', (kind) => {
  it('is told in the same bytes whatever its key, explanation and source, up to its reveal', () => {
    expect(played('other key', kind).beforeReveal).toEqual(played('given', kind).beforeReveal);
  });

  it('is then told with its key, so that the comparison would have seen it', () => {
    const given = played('given', kind).afterReveal;
    const other = played('other key', kind).afterReveal;
    for (const index of [0, 1, 2]) expect(other.participants[index]).not.toEqual(given.participants[index]);
    expect(other.screen).not.toEqual(given.screen);
    expect(other.rest['revealed']).not.toEqual(given.rest['revealed']);
  });

  it('tells nobody what somebody else responded', () => {
    const given = played('given', kind).beforeReveal;
    const other = played('other responses', kind).beforeReveal;
    expect(other.participants[1]).not.toEqual(given.participants[1]);
    expect({ ...other, participants: [other.participants[0], other.participants[2]] }).toEqual({
      ...given,
      participants: [given.participants[0], given.participants[2]],
    });
  });

  it('moves no public page while it is open', () => {
    const { open, responded } = played('given', kind).beforeReveal.rest;
    expect(open?.['/api/contests/:id/leaderboard']).toContain('"rows":[');
    expect(responded).toEqual(open);
  });
});
