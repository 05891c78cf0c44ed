/** The same frozen contest played with other responses: whatever is sent to others must be the same to the byte. */
import type { OwnRecord } from '../../src/protocol/corrections.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import {
  gather,
  normalised,
  openNext,
  ownDataBytes,
  publicBytes,
  respond,
  restage,
  syncAll,
  tallied,
  withKeys,
  withoutChance,
} from './leak-stage.js';
import type { Cast, Stage, Style } from './leak-stage.js';
import type { RestClient } from './rest-client.js';
import type { WireServer } from './wire-server.js';

/** How the first two participants respond to each item. */
export type Run = readonly (readonly [Style, Style])[];

export interface FrozenRun {
  /** What each client was sent, by its role. */
  readonly packets: Readonly<Record<string, readonly string[]>>;
  readonly pages: readonly string[];
  /** Of operators: board, results. */
  readonly rest: readonly string[];
  readonly thawed: string;
  /** Outcome and points in the record of the first participant: under the freeze, and after the thaw. */
  readonly marks: Readonly<Record<'frozen' | 'thawed', readonly unknown[]>>;
}

const ROUTES = ['leaderboard', 'leaderboard?offset=0&limit=200', 'results?format=xlsx', 'participants', ''];

/** One item before the freeze, the others under it, then the end; what is read after the thaw is kept apart. */
export async function playFrozen(stage: Stage, contest: ContestDetail, run: Run): Promise<FrozenRun> {
  const { server, operator } = await restage(stage, withKeys('given'));
  const cast = await gather(server, operator, contest);
  const pages: string[] = [];
  const rest: string[] = [];
  const look = async (): Promise<void> => {
    await syncAll(cast, contest.id);
    pages.push(...Object.values(await publicBytes(server, contest)));
    rest.push(...(await operatorBytes(operator, contest.id)));
    // Of the bystander, by their own code.
    rest.push(await ownDataBytes(server, contest, cast.receipts[2]));
  };
  await cast.host.command('round:introduce', contest.id);
  for (const [number, styles] of run.entries()) {
    if (number === 1) await cast.host.command('leaderboard:freeze', contest.id);
    await playItem(cast, contest.id, styles);
    if (number > 0) await look();
  }
  await cast.host.command('leaderboard:show', contest.id, { shown: true });
  await cast.host.command('contest:end', contest.id);
  await inPhase(cast, 'ended');
  await look();
  const packets = {
    host: normalised(cast.host, cast),
    screen: normalised(cast.screen, cast),
    // The third never responds: nothing of theirs differs.
    bystander: normalised(cast.participants[2]!, cast),
  };
  const frozen = await ownMarks(cast, contest.id);
  await cast.host.command('leaderboard:thaw', contest.id);
  const thawed = JSON.stringify((await operator.get(`/api/contests/${contest.id}/leaderboard`)).body);
  const marks = { frozen, thawed: await ownMarks(cast, contest.id) };
  await close(server);
  return { packets, pages, rest: rest.map((text) => withoutChance(text, cast)), thawed, marks };
}

async function ownMarks({ participants: [first] }: Cast, contestId: string): Promise<unknown[]> {
  const { items } = await first!.ask<OwnRecord>('record:own', { contestId });
  return items.flatMap(({ outcome, points }) => [outcome, points]);
}

async function playItem(cast: Cast, contestId: string, styles: readonly [Style, Style]): Promise<void> {
  const item = await openNext(cast, contestId);
  for (const [index, style] of styles.entries()) {
    await respond(cast, index, item, style);
    await tallied(cast, index + 1);
  }
  await cast.host.command('item:close', contestId, { override: true });
  await inPhase(cast, 'closed');
  await cast.host.command('item:reveal', contestId);
  await inPhase(cast, 'revealed');
}

async function inPhase(cast: Cast, phase: string): Promise<void> {
  await Promise.all([cast.host, cast.screen, ...cast.participants].map((client) => client.inPhase(phase)));
}

async function operatorBytes(operator: RestClient, contestId: string): Promise<string[]> {
  const bytes: string[] = [];
  for (const route of ROUTES) {
    const { status, body } = await operator.get(`/api/contests/${contestId}${route === '' ? '' : `/${route}`}`);
    bytes.push(`${route} ${status} ${JSON.stringify(body)}`);
  }
  return bytes;
}

async function close(server: WireServer): Promise<void> {
  await server.close();
}
