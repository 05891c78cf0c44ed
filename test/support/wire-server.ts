/** The real server in this process: its own data folder, a free port and a clock that moves only when told to. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { LiveService } from '../../src/contest/live.service.js';
import { SetupService } from '../../src/identity/setup.service.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { AppConfig } from '../../src/platform/config/app-config.js';
import { Reader } from '../../src/platform/database/reader.js';
import { ServerAddresses } from '../../src/platform/http/server-addresses.js';
import type { BankInfo, ContestDetail, NewContestBody } from '../../src/protocol/rest.js';
import { DEFAULT_SETTINGS } from '../../src/protocol/settings.js';
import { createServer } from '../../src/server.js';
import { ADMINISTRATOR } from './identity-server.js';
import { ManualClock } from './manual-clock.js';
import { RestClient } from './rest-client.js';
import { bankOf, ONE_OF_EACH } from './sample-banks.js';
import { WireClient, type WireOptions } from './wire-client.js';
import { copyDatabase, databaseEnv, dropDatabase } from './ring-database.js';

export interface WireServerOptions {
  /** A folder that a server has used before; without one, an empty one. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called before the running contests come back, for changes behind the server's back. */
  readonly prepare?: (app: NestExpressApplication) => Promise<void>;
}

export class WireServer {
  private readonly clients: WireClient[] = [];

  private constructor(
    readonly app: NestExpressApplication,
    readonly clock: ManualClock,
    readonly dataDir: string,
    readonly url: string,
  ) {}

  static async start({ dataDir, env = {}, prepare }: WireServerOptions = {}): Promise<WireServer> {
    const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'xuesai-test-')));
    const banksDir = join(folder, 'banks');
    await mkdir(join(banksDir, 'sample-bank'), { recursive: true });
    // Every JSON text is a YAML text.
    await writeFile(join(banksDir, 'sample-bank', 'bank.yaml'), JSON.stringify(bankOf(ONE_OF_EACH)));
    const config = AppConfig.read({
      PORT: '0',
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://xuesai.example:8080',
      DATA_DIR: folder,
      ...(await databaseEnv(folder)),
      QUESTION_BANKS_DIR: banksDir,
      LOG_LEVEL: 'silent',
      DEMO: 'false',
      ...env,
    });
    const app = await createServer(config, false);
    const clock = new ManualClock();
    Object.assign(app.get(Clock), { now: () => clock.now() });
    await app.init();
    await prepare?.(app);
    await app.get(LiveService).start();
    await app.listen(config.port, config.host);
    const { port } = app.getHttpServer().address() as { port: number };
    app.get(ServerAddresses).listensOn(port);
    return new WireServer(app, clock, folder, `http://127.0.0.1:${port}`);
  }

  /** The first administrator, signed in. */
  async administrator(): Promise<RestClient> {
    const client = new RestClient(this.url);
    const token = this.app.get(SetupService).pendingToken ?? '';
    const answer = await client.keepSession(client.post('/api/setup', { token, ...ADMINISTRATOR }));
    if (answer.code !== null) throw new Error(`set-up refused: ${answer.code}`);
    return client;
  }

  /** An administrator of an earlier server on the same data folder. */
  again(operator: RestClient): RestClient {
    const client = new RestClient(this.url);
    client.cookie = operator.cookie;
    client.csrfToken = operator.csrfToken;
    return client;
  }

  async connect(options: WireOptions = {}): Promise<WireClient> {
    const client = new WireClient(this.url, options);
    this.clients.push(client);
    await client.connected();
    return client;
  }

  /** Rows of a table, to see that nothing has changed. */
  rows(sql: string): Promise<readonly Record<string, unknown>[]> {
    return this.app.get(Reader).source.query(sql) as Promise<Record<string, unknown>[]>;
  }

  /** Stops the server; the data folder stays. */
  async stop(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.app.close();
  }

  async close(): Promise<void> {
    await this.stop();
    await dropDatabase(this.dataDir);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

export async function copyFolder(from: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'xuesai-test-'));
  await cp(from, copy, { recursive: true });
  await copyDatabase(from, copy);
  return copy;
}

export type Draw = NewContestBody['rounds'][number]['draw'][number];

/** A contest over the sample bank: one round, 10 points and 30 seconds an item, two branches. */
export async function createContest(
  operator: RestClient,
  draws: readonly Omit<Draw, 'bankId'>[],
  more: Partial<NewContestBody['settings']> = {},
): Promise<ContestDetail> {
  const banks = (await operator.get('/api/question-banks')).body as BankInfo[];
  const bankId = banks[0]?.id;
  if (bankId === undefined) throw new Error('the sample bank was not loaded');
  const body: NewContestBody = {
    title: '示例竞赛',
    settings: { ...DEFAULT_SETTINGS, ...more },
    rounds: [{ title: '第一轮', draw: draws.map((draw) => ({ ...draw, bankId })), points: 10, timeLimitSeconds: 30 }],
    branches: [
      { name: '示例第一支部', expected: 3 },
      { name: '示例第二支部', expected: 2 },
    ],
  };
  const answer = await operator.post('/api/contests', body);
  if (answer.code !== null) throw new Error(`contest refused: ${JSON.stringify(answer.body)}`);
  return answer.body as ContestDetail;
}
