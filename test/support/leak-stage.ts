/** The same contests played several times over: with other keys, other responses, other needs. */
import type { NestExpressApplication } from '@nestjs/platform-express';

import { ContestItemEntity } from '../../src/contest/persistence/contest-item.entity.js';
import type { Item } from '../../src/core/item/types.js';
import { assertNever } from '../../src/core/result.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { JoinReceipt } from '../../src/protocol/events.js';
import type { ContestChanged, Needs, ResponseTallied } from '../../src/protocol/frames.js';
import type { ItemFrame, ItemResponse } from '../../src/protocol/item.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import type { RestClient } from './rest-client.js';
import { copyFolder, createContest, WireServer, type Draw } from './wire-server.js';
import type { WireClient } from './wire-client.js';

export const DRAWS: Readonly<Record<string, Omit<Draw, 'bankId'>>> = {
  'true-false': { kind: 'true-false', count: 1 },
  single: { kind: 'choice', select: 'single', count: 1 },
  multiple: { kind: 'choice', select: 'multiple', count: 1 },
  'fill-in': { kind: 'fill-in', count: 1 },
  ordering: { kind: 'ordering', count: 1 },
  matching: { kind: 'matching', count: 1 },
};
export const NAMES = ['示例甲', '示例乙', '示例丙'] as const;
/** Reachable without an account; `:id` and `:pin` are the contest's. */
export const PUBLIC_ROUTES = [
  '/api/info',
  '/api/entry/:pin',
  '/api/contests/:id/leaderboard',
  '/api/contests/:id/leaderboard?offset=1&limit=1',
  '/api/openapi.json',
  '/',
  '/join/:pin',
  '/play/:id',
  '/screen/:id',
  '/board/:id',
  '/host/contests/:id',
] as const;

export interface Stage {
  readonly dataDir: string;
  readonly operator: RestClient;
  readonly contests: Readonly<Record<string, ContestDetail>>;
}

/** Contests in draft in a folder that every run gets a copy of, so that all ids are the same in each. */
export async function prepareStage(contests: (operator: RestClient) => Promise<Stage['contests']>): Promise<Stage> {
  const server = await WireServer.start();
  const operator = await server.administrator();
  const made = await contests(operator);
  await server.stop();
  return { dataDir: server.dataDir, operator, contests: made };
}

export async function contestOfEachKind(operator: RestClient): Promise<Stage['contests']> {
  const made: Record<string, ContestDetail> = {};
  for (const [name, draw] of Object.entries(DRAWS)) made[name] = await createContest(operator, [draw]);
  return made;
}

export async function restage(stage: Stage, prepare?: (app: NestExpressApplication) => Promise<void>) {
  const server = await WireServer.start({ dataDir: await copyFolder(stage.dataDir), ...(prepare ? { prepare } : {}) });
  return { server, operator: server.again(stage.operator) };
}

/** What nobody may read before reveal; an item's id is in each, so that a find says which item leaked. */
export const secretTexts = (itemId: string): Readonly<Record<string, string>> => ({
  explanation: `机密解析-${itemId}`,
  title: `机密出处-${itemId}`,
  locator: `机密条款-${itemId}`,
  quote: `机密原文-${itemId}`,
  accepted: `机密填空-${itemId}`,
});

/** `given`: the response of style `first` is the correct one. `other`: it is not, and every secret text differs. */
export type KeyVariant = 'given' | 'other';

export const withKeys =
  (variant: KeyVariant) =>
  async (app: NestExpressApplication): Promise<void> => {
    await app.get(WriteQueue).run(async (manager) => {
      for (const row of await manager.find(ContestItemEntity)) {
        await manager.update(ContestItemEntity, row.id, { content: rekeyed(row.content, variant) });
      }
    });
  };

function rekeyed(item: Item, variant: KeyVariant): Item {
  const given = variant === 'given';
  const secrets = secretTexts(item.id);
  const told = (name: string): string => `${secrets[name]}${given ? '' : '-其他'}`;
  const source = { title: told('title'), locator: told('locator'), quote: told('quote') };
  const common = { explanation: told('explanation'), source };
  switch (item.kind) {
    case 'true-false':
      return { ...item, ...common, correct: given };
    case 'choice': {
      const ids = item.choices.map(({ id }) => id);
      const rest = item.select === 'single' ? ids.slice(1, 2) : ids.slice(1);
      return { ...item, ...common, correct: given ? ids.slice(0, 1) : rest };
    }
    case 'fill-in':
      return {
        ...item,
        ...common,
        blanks: item.blanks.map(() => ({ accepted: [given ? FIRST_TEXT : told('accepted'), told('accepted')] })),
      };
    case 'ordering': {
      const ids = item.choices.map(({ id }) => id);
      return { ...item, ...common, correct: given ? ids : ids.toReversed() };
    }
    case 'matching': {
      const targets = item.targets.map(({ id }) => id);
      const dealt = given ? targets : [...targets.slice(1), ...targets.slice(0, 1)];
      return {
        ...item,
        ...common,
        correct: item.choices.map(({ id }, index) => [id, dealt[index] as string] as const),
      };
    }
    default:
      return assertNever(item);
  }
}

export const FIRST_TEXT = '甲的填空';
export const SECOND_TEXT = '乙的填空';
export type Style = 'first' | 'second';

export function responseTo(item: ItemFrame, style: Style): ItemResponse {
  const ids = item.choices.map(({ id }) => id);
  const targets = (item.targets ?? []).map(({ id }) => id);
  const first = style === 'first';
  switch (item.kind) {
    case 'true-false':
      return { value: first };
    case 'choice':
      return { choices: first ? ids.slice(0, 1) : ids.slice(-1) };
    case 'fill-in':
      return { texts: Array.from({ length: item.blanks ?? 0 }, () => (first ? FIRST_TEXT : SECOND_TEXT)) };
    case 'ordering':
      return { order: first ? ids : ids.toReversed() };
    case 'matching':
      return { pairs: ids.map((id, index) => [id, (first ? targets : targets.toReversed())[index] as string]) };
    default:
      return assertNever(item.kind);
  }
}

export interface Cast {
  readonly host: WireClient;
  readonly screen: WireClient;
  readonly participants: readonly WireClient[];
  readonly receipts: readonly JoinReceipt[];
}

export const everybody = ({ host, screen, participants }: Cast): WireClient[] => [host, screen, ...participants];

/** Host, screen and three participants in the lobby; each step waits until host and screen have heard of the one before. */
export async function gather(
  server: WireServer,
  operator: RestClient,
  contest: ContestDetail,
  needs: readonly (Needs | null)[] = [],
): Promise<Cast> {
  const host = await server.connect({ cookie: operator.cookie });
  await host.watch(contest.id, 'host');
  const screen = await server.connect();
  await screen.watch(contest.id, 'screen', contest.screenKey);
  await host.command('contest:open-lobby', contest.id);
  await screen.inPhase('lobby');
  const participants: WireClient[] = [];
  const receipts: JoinReceipt[] = [];
  for (const [index, name] of NAMES.entries()) {
    const client = await server.connect();
    const own = needs[index] ?? null;
    const branchId = contest.branches[index % contest.branches.length]?.id as string;
    const more = own === null ? {} : { needs: own, consent: { notice: true, needs: true } };
    receipts.push(await client.join(contest.pin, name, branchId, more));
    participants.push(client);
    for (const watcher of [host, screen]) {
      await watcher.until((one) => one.last('presence:changed')?.['connected'] === index + 1, `${index + 1} present`);
    }
  }
  return { host, screen, participants, receipts };
}

/** Opens the next item and returns it as the first participant sees it. */
export async function openNext(cast: Cast, contestId: string): Promise<ItemFrame> {
  for (const [command, phase] of [
    ['item:present', 'presenting'],
    ['item:open', 'open'],
  ] as const) {
    await cast.host.command(command, contestId);
    await Promise.all(everybody(cast).map((client) => client.inPhase(phase)));
  }
  await tallied(cast, 0);
  return cast.participants[0]?.last<ContestChanged>('contest:changed')?.item as ItemFrame;
}

export async function respond(cast: Cast, index: number, item: ItemFrame, style: Style): Promise<void> {
  const participant = cast.participants[index] as WireClient;
  const { contestId } = cast.receipts[index] as JoinReceipt;
  const { contestItemId, opening } = item;
  const submissionId = `submission-${index}-${contestItemId}`;
  const message = { contestId, contestItemId, opening, submissionId, response: responseTo(item, style) };
  await participant.ask('response:submit', message);
}

export async function tallied(cast: Cast, responded: number): Promise<void> {
  const heard = (client: WireClient) => client.last<ResponseTallied>('response:tallied')?.responded === responded;
  await Promise.all([cast.host, cast.screen].map((client) => client.until(heard, `${responded} responded`)));
}

/** Everybody asks for the whole truth they may see; the answers stand among the packets. */
export async function syncAll(cast: Cast, contestId: string): Promise<void> {
  for (const client of everybody(cast)) await client.ask('contest:sync', { contestId });
}

export async function publicBytes(server: WireServer, contest: ContestDetail): Promise<Record<string, string>> {
  const bytes: Record<string, string> = {};
  for (const route of PUBLIC_ROUTES) {
    const path = route.replace(':id', contest.id).replace(':pin', contest.pin);
    const text = await (await fetch(server.url + path)).text();
    bytes[route] = text.replaceAll(`:${new URL(server.url).port}`, ':<port>');
  }
  return bytes;
}

/** What one participant gets by their code: their own data, and whether needs of theirs are kept. */
export async function ownDataBytes(server: WireServer, contest: ContestDetail, receipt?: JoinReceipt): Promise<string> {
  const { pin } = contest;
  const body = JSON.stringify({ pin, code: receipt?.rejoinCode });
  const headers = { 'Content-Type': 'application/json', Origin: server.url };
  const post = async (path: string) => (await fetch(server.url + path, { method: 'POST', headers, body })).text();
  return [await post('/api/own-data'), await post('/api/own-data/needs')].join('\n');
}

/** What one client has received, with what chance gave each participant replaced by their place. */
export function normalised(client: WireClient, cast: Cast): string[] {
  const reliable: string[] = [];
  const volatile: string[] = [];
  for (const packet of client.packets) {
    // The first packet of a connection carries its id and nothing else.
    if (packet.startsWith('0')) continue;
    const text = withoutChance(packet, cast);
    const isVolatile = /^2\/contest,\["(response:tallied|presence:changed)"/.test(text);
    if (!isVolatile) reliable.push(text);
    else if (!volatile.includes(text)) volatile.push(text);
  }
  return [...reliable, ...volatile];
}

export function withoutChance(text: string, cast: Cast): string {
  return cast.receipts.reduce(
    (rest, { participant, token, rejoinCode }, index) =>
      rest
        .replaceAll(participant.id, `<participant ${index}>`)
        .replaceAll(token, `<token ${index}>`)
        .replaceAll(rejoinCode, `<code ${index}>`),
    text,
  );
}
