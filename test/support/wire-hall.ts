/** A server with two contests, one of them in the middle of an item, and a connection of every role. */
import type { JoinReceipt } from '../../src/protocol/events.js';
import type { ContestChanged } from '../../src/protocol/frames.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import type { RestClient } from './rest-client.js';
import { bodiesOf, type BodyOf } from './wire-bodies.js';
import type { WireClient } from './wire-client.js';
import { createContest, WireServer } from './wire-server.js';

/** What no refused message may change. */
const TABLES = [
  'contest',
  'contest_branch',
  'contest_round',
  'contest_item',
  'contest_event',
  'participant',
  'participant_needs',
  'response',
  'caption',
  'audit_entry',
];

export const CHINESE_SENTENCE = /^[^!！]*[\u4e00-\u9fff][^!！]*。$/;

export interface Hall {
  readonly server: WireServer;
  readonly operator: RestClient;
  /** With an open true-false item, the host in control. */
  readonly contest: ContestDetail;
  /** In the lobby. */
  readonly other: ContestDetail;
  readonly receipt: JoinReceipt;
  readonly host: WireClient;
  readonly participant: WireClient;
  readonly participantOfOther: WireClient;
  readonly screen: WireClient;
  readonly stranger: WireClient;
  readonly body: BodyOf;
}

export async function openHall(env: Readonly<Record<string, string>> = {}): Promise<Hall> {
  const server = await WireServer.start({
    env: { RATE_MESSAGES_PER_MINUTE: '1000000', RATE_WRONG_CODES_PER_MINUTE: '1000000', ...env },
  });
  const operator = await server.administrator();
  const draws = [
    { kind: 'true-false' as const, count: 1 },
    { kind: 'choice' as const, select: 'single' as const, count: 1 },
  ];
  const contest = await createContest(operator, draws);
  const other = await createContest(operator, draws);
  const host = await server.connect({ cookie: operator.cookie });
  await host.watch(other.id, 'host');
  await host.command('contest:open-lobby', other.id);
  await host.watch(contest.id, 'host');
  await host.command('contest:open-lobby', contest.id);
  const participant = await server.connect();
  const receipt = await participant.join(contest.pin, '示例甲', contest.branches[0]?.id ?? '');
  const participantOfOther = await server.connect();
  await participantOfOther.join(other.pin, '示例乙', other.branches[0]?.id ?? '');
  const screen = await server.connect();
  await screen.watch(contest.id, 'screen', contest.screenKey);
  const stranger = await server.connect();
  for (const command of ['round:introduce', 'item:present', 'item:open']) await host.command(command, contest.id);
  await participant.inPhase('open');
  const { item, version } = participant.last<ContestChanged>('contest:changed') as ContestChanged;
  const body: BodyOf = {
    contestId: contest.id,
    contestItemId: item?.contestItemId ?? '',
    participantId: receipt.participant.id,
    pin: contest.pin,
    screenKey: contest.screenKey,
    version,
    opening: item?.opening ?? 0,
  };
  return { server, operator, contest, other, receipt, host, participant, participantOfOther, screen, stranger, body };
}

export const bodiesIn = (hall: Hall, changes: Partial<BodyOf> = {}) => bodiesOf({ ...hall.body, ...changes });

/** Rows and the console's whole snapshot; equal before and after whatever is refused. */
export async function fingerprint({ server, host, contest }: Hall): Promise<Readonly<Record<string, unknown>>> {
  const rows: Record<string, unknown> = {};
  for (const table of TABLES) rows[table] = await server.rows(`SELECT * FROM ${table} ORDER BY 1, 2`);
  // An operator may have become a screen meanwhile.
  const snapshot = await host.watch(contest.id, 'host');
  const { presence: _presence, ...rest } = snapshot;
  return { ...rows, snapshot: rest };
}

export async function isAlive({ server }: Hall): Promise<boolean> {
  return (await fetch(`${server.url}/api/health/live`)).status === 200;
}
