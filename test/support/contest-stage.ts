/** A prepared contest on a running server, with its key at hand, and the people to play it. */
import type { ItemResponse } from '../../src/protocol/item.js';
import type {
  BankInfo,
  BranchBody,
  ContestDetail,
  EditableItem,
  LeaderboardPage,
  RoundBody,
} from '../../src/protocol/rest.js';
import type { Needs } from '../../src/protocol/frames.js';
import { DEFAULT_SETTINGS, type ContestSettings } from '../../src/protocol/settings.js';
import { Console, ContestClient, Participant } from './contest-client.js';
import type { RunningServer } from './contest-server.js';
import { RestClient, type RestAnswer } from './rest-client.js';
import { newOperator } from './operators.js';

const PASSWORD = 'orbit lantern gravel mint';

export interface StageOptions {
  readonly settings?: Partial<ContestSettings>;
  readonly rounds?: readonly StageRound[];
  readonly branches?: readonly BranchBody[];
}

interface StageRound extends Partial<Pick<RoundBody, 'warmUp' | 'points' | 'timeLimitSeconds'>> {
  readonly items: number;
  /** Otherwise all are true-false, which is the simplest to respond to. */
  readonly everyKind?: boolean;
}

export class Stage {
  private constructor(
    private server: RunningServer,
    readonly operator: RestClient,
    readonly contest: ContestDetail,
  ) {}

  static async set(server: RunningServer, options: StageOptions = {}): Promise<Stage> {
    return Stage.prepare(server, await administratorOf(server), options);
  }

  /** A contest of an operator who has signed in already. */
  static by(server: RunningServer, operator: RestClient, options: StageOptions = {}): Promise<Stage> {
    return Stage.prepare(server, operator, options);
  }

  private static async prepare(server: RunningServer, operator: RestClient, options: StageOptions): Promise<Stage> {
    const banks = await bodyOf<BankInfo[]>(operator.get('/api/question-banks'));
    const stock = new Map(banks.map((bank) => [bank, bank.itemCount]));
    const rounds = (options.rounds ?? [{ items: 3 }]).map(({ items, everyKind = false, ...round }, index) => ({
      title: `示例环节${index + 1}`,
      points: 10,
      timeLimitSeconds: 30,
      ...round,
      draw: draw(stock, items, everyKind),
    }));
    const contest = await bodyOf<ContestDetail>(
      operator.post('/api/contests', {
        title: '示例竞赛',
        settings: { ...DEFAULT_SETTINGS, ...options.settings },
        rounds,
        branches: options.branches ?? [
          { name: '示例第一支部', expected: 4 },
          { name: '示例第二支部', expected: 3 },
        ],
        seed: 'sample-seed',
      }),
    );
    return new Stage(server, operator, contest);
  }

  /** Another contest on the same server. */
  another(options: StageOptions = {}): Promise<Stage> {
    return Stage.prepare(this.server, this.operator, options);
  }

  /** The same contest on a server that was started again. @param signedIn left out: the session from before */
  on(server: RunningServer, signedIn?: RestClient): Stage {
    return new Stage(server, signedIn ?? this.operator.at(server.url), this.contest);
  }

  /** Another contest of the same operator that is there already. */
  async of(contestId: string): Promise<Stage> {
    const contest = await bodyOf<ContestDetail>(this.operator.get(`/api/contests/${contestId}`));
    return new Stage(this.server, this.operator, contest);
  }

  get url(): string {
    return this.server.url;
  }

  get contestId(): string {
    return this.contest.id;
  }

  /** In the order of play. */
  get items(): readonly EditableItem[] {
    return this.contest.rounds.flatMap((round) => round.items);
  }

  branchId(index: number): string {
    return this.contest.branches[index]?.id ?? '';
  }

  item(contestItemId: string): EditableItem {
    const found = this.items.find((item) => item.contestItemId === contestItemId);
    if (!found) throw new Error(`${contestItemId} is no item of this contest`);
    return found;
  }

  console(operator: RestClient = this.operator): Promise<Console> {
    return Console.open(this.url, this.contestId, operator.cookie ?? '');
  }

  async screen(): Promise<ContestClient> {
    const client = await ContestClient.connect(this.url);
    const { id: contestId, screenKey } = this.contest;
    await client.demand('contest:watch', { contestId, as: 'screen', screenKey });
    return client;
  }

  join(name: string, branch = 0, needs?: Needs): Promise<Participant> {
    return Participant.join(this.url, {
      pin: this.contest.pin,
      name,
      branchId: this.branchId(branch),
      consent: { notice: true, ...(needs ? { needs: true } : {}) },
      ...(needs ? { needs } : {}),
    });
  }

  /** The handshake with the token of a seat. */
  comeBack({ receipt }: Participant): Promise<Participant> {
    return Participant.join(this.url, { pin: this.contest.pin }, { token: receipt.token });
  }

  async secondHost(): Promise<RestClient> {
    const host = {
      login: 'shili.host',
      displayName: '示例主持人',
      roles: ['organiser', 'host', 'scorekeeper'],
      password: PASSWORD,
    };
    await newOperator(this.operator, host);
    const client = new RestClient(this.url);
    await bodyOf(client.signIn(host.login, PASSWORD));
    return client;
  }

  /** Every row of the board, page by page. */
  async board(): Promise<LeaderboardPage> {
    const page = (offset: number): Promise<LeaderboardPage> =>
      bodyOf(this.operator.get(`/api/contests/${this.contestId}/leaderboard?offset=${offset}&limit=200`));
    const first = await page(0);
    const rows = [...first.rows];
    while (rows.length < first.total) rows.push(...(await page(rows.length)).rows);
    return { ...first, rows };
  }
}

/** The first account of an empty server, signed in. */
export async function administratorOf(server: RunningServer): Promise<RestClient> {
  const operator = new RestClient(server.url);
  const administrator = { login: 'shili.admin', displayName: '示例管理员', password: PASSWORD };
  await bodyOf(operator.keepSession(operator.post('/api/setup', { token: server.setupToken, ...administrator })));
  return operator;
}

/** Takes from one bank after the other what is left in it. */
function draw(stock: Map<BankInfo, number>, items: number, everyKind: boolean): RoundBody['draw'] {
  let missing = items;
  return [...stock].flatMap(([bank, left]) => {
    const count = Math.min(missing, left, everyKind ? left : (bank.kinds['true-false'] ?? 0) - (bank.itemCount - left));
    if (count <= 0) return [];
    missing -= count;
    stock.set(bank, left - count);
    return [{ bankId: bank.id, count, ...(everyKind ? {} : { kind: 'true-false' as const }) }];
  });
}

export async function bodyOf<T>(pending: Promise<RestAnswer>): Promise<T> {
  const { body, code, status } = await pending;
  if (code !== null || status >= 400) throw new Error(`refused: ${status} ${String(code)}`);
  return body as T;
}

export function rightResponse({ correctResponse }: EditableItem): ItemResponse {
  if (!('texts' in correctResponse)) return correctResponse;
  return { texts: correctResponse.texts.map((accepted) => accepted[0] ?? '') };
}

export function wrongResponse(item: EditableItem): ItemResponse {
  const { correctResponse: key } = item;
  if ('value' in key) return { value: !key.value };
  if ('texts' in key) return { texts: key.texts.map(() => '示例错误') };
  if ('order' in key) return { order: [...key.order].reverse() };
  if ('pairs' in key) {
    const targets = key.pairs.map(([, target]) => target);
    return {
      pairs: key.pairs.map(([choice], index) => [choice, targets[(index + 1) % targets.length] ?? ''] as const),
    };
  }
  const wrong = item.choices.find((choice) => !key.choices.includes(choice.id));
  return { choices: wrong ? [wrong.id] : [] };
}
