/** Two of everything on one server, alike in their state, so that nothing but the id can be the reason of a refusal. */
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { Reader } from '../../src/platform/database/reader.js';
import type { UnitBranchInfo } from '../../src/protocol/organisation.js';
import type { BankItemDetail } from '../../src/protocol/question-bank.js';
import type { EditableItem } from '../../src/protocol/rest.js';
import { playItems, Review } from './after-play.js';
import type { Participant } from './contest-client.js';
import { InProcessServer } from './contest-server.js';
import { bodyOf, Stage } from './contest-stage.js';
import { membersOf, type Member } from './member-desk.js';
import { OrganisationDesk, SAMPLE_ROSTER } from './organisation-desk.js';
import { RestClient } from './rest-client.js';
import { newOperator } from './operators.js';

const PASSWORD = 'orbit lantern gravel mint';

/** A contest that has been played, with a matter of each kind pending. */
interface Played {
  readonly stage: Stage;
  readonly people: readonly Participant[];
  readonly itemId: string;
  readonly adjustmentId: string;
  readonly appealId: string;
  /** Of the correction in it; null where there is none. */
  readonly correction: number | null;
  readonly version: number;
}
/** A contest in draft, by roster. */
interface Prepared {
  readonly stage: Stage;
  readonly item: EditableItem;
  readonly branchId: string;
  readonly personId: string;
}
interface Bank {
  readonly id: string;
  readonly item: BankItemDetail;
}

export interface ForeignStage {
  readonly server: InProcessServer;
  readonly operator: RestClient;
  /** May confirm what the first proposed. */
  readonly second: RestClient;
  /** Of `ownUnit`. */
  readonly secretary: RestClient;
  /** Of a branch of `ownUnit` and of one of `otherUnit`, signed in by study code. */
  readonly members: readonly [Member, Member];
  readonly ownUnit: string;
  readonly otherUnit: string;
  readonly played: readonly [Played, Played];
  readonly drafts: readonly [Prepared, Prepared];
  readonly banks: readonly [Bank, Bank];
}

export async function foreignStage(): Promise<ForeignStage> {
  const server = await InProcessServer.start();
  const first = await Stage.set(server, { rounds: [{ items: 2 }] });
  const { operator } = first;
  const played = [await play(first, false), await play(await first.another({ rounds: [{ items: 2 }] }), true)] as const;
  const desk = new OrganisationDesk(operator);
  await desk.load(SAMPLE_ROSTER);
  const ownUnit = (await desk.unit('示例甲局')).id;
  const otherUnit = (await desk.unit('示例乙局')).id;
  const members = [await memberOf(desk, '示例甲局'), await memberOf(desk, '示例乙局')] as const;
  const drafts = [await prepare(first, desk, ownUnit), await prepare(first, desk, otherUnit)] as const;
  const banks = [await bank(operator, '示例自建题库甲'), await bank(operator, '示例自建题库乙')] as const;
  const second = await account(server, operator, 'shili.second', ['administrator']);
  const secretary = await account(server, operator, 'shili.secretary', []);
  await server.app.get(WriteQueue).run((manager) =>
    manager.query(
      `INSERT INTO operator_role (operator_id, role, unit_id, granted_at)
       SELECT id, 'branch-secretary', $1, 1 FROM operator WHERE login = 'shili.secretary'`,
      [ownUnit],
    ),
  );
  return { server, operator, second, secretary, members, ownUnit, otherUnit, played, drafts, banks };
}

async function memberOf(desk: OrganisationDesk, unit: string): Promise<Member> {
  const [member] = await membersOf(desk, `${unit} 第一支部`);
  if (!member) throw new Error(`nobody in the first branch of ${unit}`);
  return member;
}

async function play(stage: Stage, corrected: boolean): Promise<Played> {
  const host = await stage.console();
  await host.pressAll('contest:open-lobby');
  const people = [await stage.join('示例甲'), await stage.join('示例乙', 1)];
  await host.pressAll('round:introduce');
  await playItems(stage, host, people, [
    [true, false],
    [false, true],
  ]);
  await host.pressAll('contest:end');
  host.client.close();
  const [one] = people;
  await one?.client.phase('ended');
  const itemId = stage.items[0]?.contestItemId ?? '';
  await one?.client.demand('appeal:file', { contestId: stage.contestId, contestItemId: itemId, text: '示例申诉' });
  const review = new Review(stage, stage.operator);
  const subjectId = one?.receipt.participant.id ?? '';
  await bodyOf(review.propose({ subject: 'participant', subjectId, points: 5, reason: '示例加分' }));
  if (corrected) {
    const { version } = await review.sheet();
    const second = stage.items[1]?.contestItemId ?? '';
    await bodyOf(review.apply({ contestItemId: second, kind: 'void', reason: '示例理由', expectedVersion: version }));
  }
  const { version, history } = await review.sheet();
  return {
    stage,
    people,
    itemId,
    adjustmentId: (await review.adjustments())[0]?.id ?? '',
    appealId: (await review.appeals())[0]?.id ?? '',
    correction: history[0]?.version ?? null,
    version,
  };
}

async function prepare(first: Stage, desk: OrganisationDesk, unitId: string): Promise<Prepared> {
  const path = `/api/organisation/units/${unitId}/branches?level=5`;
  const branches = await bodyOf<UnitBranchInfo[]>(desk.operator.get(path));
  const stage = await first.another({
    branches,
    settings: { entry: 'roster', needsApproval: 'required' },
    rounds: [{ items: 1 }],
  });
  const { people } = await desk.roster(stage.contestId);
  const [item] = stage.items;
  if (!item) throw new Error('the draft has no item');
  return { stage, item, branchId: stage.branchId(0), personId: people[0]?.personId ?? '' };
}

async function bank(operator: RestClient, title: string): Promise<Bank> {
  const { id } = await bodyOf<{ id: string }>(operator.post('/api/question-banks', { title }));
  const item = {
    kind: 'true-false',
    stem: `示例判断题：${title}`,
    correctResponse: true,
    tags: [],
    explanation: '示例解析',
  };
  return { id, item: await bodyOf<BankItemDetail>(operator.post(`/api/question-banks/${id}/items`, { item })) };
}

async function account(
  server: InProcessServer,
  operator: RestClient,
  login: string,
  roles: readonly string[],
): Promise<RestClient> {
  await newOperator(operator, { login, displayName: login, roles, password: PASSWORD });
  const client = new RestClient(server.url);
  await bodyOf(client.signIn(login, PASSWORD));
  return client;
}

const TABLES = [
  'contest',
  'contest_item',
  'contest_event',
  'contest_roster',
  'points_adjustment',
  'appeal',
  'participant',
  'unit',
  'person',
  'membership',
  'member_access',
  'member_session',
  'bank_item',
  'bank_item_revision',
  'operator_role',
];

/** Every row that a call with somebody else's id could have touched. */
export async function rowsOf({ server }: ForeignStage): Promise<Readonly<Record<string, unknown>>> {
  const { source } = server.app.get(Reader);
  const rows: Record<string, unknown> = {};
  for (const table of TABLES) rows[table] = await source.query(`SELECT * FROM ${table} ORDER BY 1, 2`);
  return rows;
}

/** How often something stands in the audit log. */
export async function entriesOf({ server }: ForeignStage, action: string): Promise<number> {
  const sql = 'SELECT COUNT(*) AS "count" FROM audit_entry WHERE action = $1';
  const [row] = (await server.app.get(Reader).source.query(sql, [action])) as readonly { readonly count: number }[];
  return Number(row?.count);
}

/** The study log is kept by secretaries, each in the own unit. */
export const OF_STUDY =
  /^\w+ \/api\/study\/(entries|attachments|units|exports|hours\/(units|people|awards|certificates))\//;

interface Documented {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
/** As the server documents them: `GET /api/contests/{id}`. */
export async function routesOf(world: ForeignStage): Promise<readonly string[]> {
  const answer = await fetch(`${world.server.url}/api/openapi.json`);
  const { paths } = (await answer.json()) as Documented;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
}
