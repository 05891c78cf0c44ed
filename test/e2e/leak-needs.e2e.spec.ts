/** Extra time shows to nobody: the same contest with and without one participant who has it, as all others see it. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import type { Needs, ResponseTallied } from '../../src/protocol/frames.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import {
  DRAWS,
  everybody,
  gather,
  normalised,
  openNext,
  ownDataBytes,
  prepareStage,
  publicBytes,
  respond,
  restage,
  syncAll,
  tallied,
  withoutChance,
  type Cast,
  type Stage,
} from '../support/leak-stage.js';
import { createContest } from '../support/wire-server.js';

const NEEDS: Needs = { multiplier: 1.5, readAloud: true, scanning: true };
const LIMIT_MS = 30_000;

type Contests = 'untimed' | 'timed';
/** What everybody but the third participant has received. */
type Seen = Readonly<Record<string, readonly string[]>>;
let stage: Stage;

beforeAll(async () => {
  const draws = [DRAWS['single'] ?? { count: 1 }];
  stage = await prepareStage(async (operator) => ({
    untimed: await createContest(operator, draws),
    timed: await createContest(operator, draws, { speedBonusPercent: 20 }),
  }));
}, 60_000);

afterAll(() => rm(stage.dataDir, { recursive: true, force: true }));

interface Played {
  readonly whileOpen: Seen;
  readonly atEnd: Seen;
  readonly packetsOfOwner: string;
}

/** The third participant, who may have extra time, responds after the ordinary time where that is still possible. */
async function play(which: Contests, needs: Needs | null, late: boolean): Promise<Played> {
  const { server, operator } = await restage(stage);
  try {
    const contest = stage.contests[which] as ContestDetail;
    const cast = await gather(server, operator, contest, [null, null, needs]);
    const participants = async () =>
      withoutChance(JSON.stringify((await operator.get(`/api/contests/${contest.id}/participants`)).body), cast);
    // The data of somebody else, by their own code.
    const others = async () => withoutChance(await ownDataBytes(server, contest, cast.receipts[0]), cast);
    const rest = [await participants(), await others()];
    await cast.host.command('round:introduce', contest.id);
    await Promise.all(everybody(cast).map((client) => client.inPhase('introducing')));
    const item = await openNext(cast, contest.id);
    await syncAll(cast, contest.id);
    await respond(cast, 0, item, 'first');
    await tallied(cast, 1);
    await respond(cast, 1, item, 'second');
    await tallied(cast, 2);
    server.clock.advance(1000);
    await syncAll(cast, contest.id);
    rest.push(await participants(), await others(), ...Object.values(await publicBytes(server, contest)));
    const whileOpen = { ...seenBy(cast), rest };
    if (late) {
      server.clock.advance(LIMIT_MS + 4000);
      await respond(cast, 2, item, 'first');
    } else {
      server.clock.advance(needs === null || which === 'timed' ? 1000 : 0);
      await respond(cast, 2, item, 'first');
    }
    await Promise.all(everybody(cast).map((client) => client.inPhase('closed')));
    await syncAll(cast, contest.id);
    return {
      whileOpen,
      atEnd: { ...seenBy(cast), rest },
      packetsOfOwner: cast.participants[2]?.packets.join('\n') ?? '',
    };
  } finally {
    await server.close();
  }
}

function seenBy(cast: Cast): Seen {
  const [first, second] = cast.participants;
  const clients = { host: cast.host, screen: cast.screen, first, second };
  return Object.fromEntries(
    Object.entries(clients).map(([name, client]) => [name, client ? normalised(client, cast) : []]),
  );
}

const withoutWindow = (seen: Seen): Seen =>
  Object.fromEntries(
    Object.entries(seen).map(([name, texts]) => [
      name,
      texts.map((text) => text.replace(/"closesAt":\d+/g, '"closesAt":<window>')),
    ]),
  );

const windowsIn = (seen: Seen): Set<number> => {
  const texts = Object.values(seen).flat().join('\n');
  return new Set([...texts.matchAll(/"closesAt":(\d+)/g)].map((match) => Number(match[1])));
};

describe('where speed does not count', () => {
  it('one window for all is the only difference', async () => {
    const without = await play('untimed', null, false);
    const having = await play('untimed', NEEDS, false);
    expect(withoutWindow(having.whileOpen)).toEqual(withoutWindow(without.whileOpen));
    const [plain] = windowsIn(without.whileOpen);
    const [wider, ...more] = windowsIn(having.whileOpen);
    expect(more).toEqual([]);
    expect((wider ?? 0) - (plain ?? 0)).toBe(LIMIT_MS / 2);
  }, 60_000);
});

describe('where speed counts', () => {
  it('nothing differs while the item is open', async () => {
    const without = await play('timed', null, false);
    const having = await play('timed', NEEDS, false);
    expect(having.whileOpen).toEqual(without.whileOpen);
    expect(having.atEnd).toEqual(without.atEnd);
    // The comparison is not empty: the owner's own packets say so.
    expect(having.packetsOfOwner).toContain('"multiplier":1.5');
  }, 60_000);

  it('figures stand still after the ordinary deadline, also for who asks then', async () => {
    const { server, operator } = await restage(stage);
    try {
      const contest = stage.contests['timed'] as ContestDetail;
      const cast = await gather(server, operator, contest, [null, NEEDS, NEEDS]);
      await cast.host.command('round:introduce', contest.id);
      const item = await openNext(cast, contest.id);
      await respond(cast, 0, item, 'first');
      await tallied(cast, 1);
      server.clock.advance(LIMIT_MS + 4000);
      await respond(cast, 1, item, 'first');
      await cast.screen.until((one) => one.last<ResponseTallied>('response:tallied')?.stillResponding === true);
      const snapshot = await cast.screen.watch(contest.id, 'screen', contest.screenKey);
      expect(snapshot.phase).toBe('open');
      expect(snapshot.tally).toEqual(cast.screen.last('response:tallied'));
      expect(snapshot.tally).toMatchObject({ responded: 1, of: 3, stillResponding: true });
      const sent = cast.screen.of('response:tallied').length;
      await respond(cast, 2, item, 'first');
      await cast.screen.inPhase('closed');
      expect(
        cast.screen
          .of<ResponseTallied>('response:tallied')
          .slice(sent)
          .filter((tally) => tally.stillResponding),
      ).toEqual([]);
    } finally {
      await server.close();
    }
  }, 60_000);
});
