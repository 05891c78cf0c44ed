/** The whole server: as a process of its own from the build, or in this process on a clock that tests move. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';

import { AppModule } from '../../src/app.module.js';
import { LiveService } from '../../src/contest/live.service.js';
import { SetupService } from '../../src/identity/setup.service.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { AppConfig } from '../../src/platform/config/app-config.js';
import { JobSettings } from '../../src/question-bank/jobs/job-settings.js';
import { ExportSettings } from '../../src/study/handing-in/jobs/export-runner.js';
import { furnish } from '../../src/server.js';
import { ManualClock } from './manual-clock.js';
import { BUILT_EXPORTS, BUILT_JOBS } from './built-jobs.js';
import { databaseEnv, dropDatabase } from './ring-database.js';

export type Env = Readonly<Record<string, string>>;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'dist/server/main.js');
const WEB_DIR = join(ROOT, 'dist/web');
const COMMON: Env = { PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn', DEMO: 'false' };
export const SHIPPED_BANKS: Env = { QUESTION_BANKS_DIR: join(ROOT, 'question-banks') };
/**
 * Of the first shipped bank the beginning, by links, which Git keeps. To read and check all of them takes a server longer
 * than everything else at its start; whoever wants them says SHIPPED_BANKS.
 */
const FEW_ITEMS: Env = { QUESTION_BANKS_DIR: join(ROOT, 'test/support/banks') };
const BOOT_LIMIT_MS = 60_000;

export interface RunningServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** Of the first start on an empty folder; otherwise null. */
  readonly setupToken: string | null;
}

export const newDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'xuesai-contest-'));
export const dropDataDir = async (dataDir: string): Promise<void> => {
  await dropDatabase(dataDir);
  await rm(dataDir, { recursive: true, force: true });
};

/** A server in this process. Its clock stands still until told otherwise; stopping and starting again keeps the data. */
export class InProcessServer implements RunningServer {
  private constructor(
    readonly url: string,
    readonly app: NestExpressApplication,
    readonly clock: ManualClock,
    readonly dataDir: string,
    private readonly env: Env,
  ) {}

  static async start(env: Env = {}, clock = new ManualClock(), dataDir?: string): Promise<InProcessServer> {
    const folder = dataDir ?? (await newDataDir());
    const config = AppConfig.read({
      ...COMMON,
      ...FEW_ITEMS,
      DATA_DIR: folder,
      ...(await databaseEnv(folder)),
      ...env,
    });
    const built = await Test.createTestingModule({ imports: [AppModule.of(config)] })
      .overrideProvider(Clock)
      .useValue(clock)
      .overrideProvider(JobSettings)
      .useValue(BUILT_JOBS)
      .overrideProvider(ExportSettings)
      .useValue(BUILT_EXPORTS)
      .compile();
    const app = built.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
    furnish(app, config, WEB_DIR);
    await app.init();
    await app.get(LiveService).start();
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    return new InProcessServer(`http://127.0.0.1:${port}`, app, clock, folder, env);
  }

  get setupToken(): string | null {
    return this.app.get(SetupService).pendingToken;
  }

  /** Stops in order, lets the clock run on for the time of the outage, and starts on the same data. */
  async restart(outageMs = 0): Promise<InProcessServer> {
    await this.app.close();
    const clock = new ManualClock(this.clock.now() + outageMs);
    return InProcessServer.start(this.env, clock, this.dataDir);
  }

  async close(): Promise<void> {
    await this.app.close();
    await dropDataDir(this.dataDir);
  }
}

/** The built server as `npm start` runs it, without its supervisor. */
export class BuiltServer implements RunningServer {
  private constructor(
    readonly url: string,
    readonly setupToken: string | null,
    private readonly send: (signal: NodeJS.Signals) => void,
    /** Exit code or signal. */
    readonly ended: Promise<number | NodeJS.Signals>,
  ) {}

  /** @param wrapper a command to run it under, such as strace with its options */
  static async start(dataDir: string, env: Env = {}, wrapper: readonly string[] = []): Promise<BuiltServer> {
    const [command = '', ...args] = [...wrapper, process.execPath, '--max-semi-space-size=64', MAIN];
    const own = { ...COMMON, DATA_DIR: dataDir, ...(await databaseEnv(dataDir)) };
    const variables = { ...process.env, NODE_OPTIONS: '', ...own, ...env };
    // A group of its own where a wrapper stands in between, so that ending it ends the server too.
    const detached = wrapper.length > 0;
    const child = spawn(command, args, { cwd: ROOT, env: variables, stdio: ['ignore', 'pipe', 'pipe'], detached });
    const ended = new Promise<number | NodeJS.Signals>((settle) => {
      child.once('exit', (code, signal) => settle(signal ?? code ?? -1));
    });
    const send = (signal: NodeJS.Signals): void => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      process.kill(detached ? -child.pid : child.pid, signal);
    };
    const said = await welcome(child, ended).catch((error: unknown) => {
      send('SIGKILL');
      throw error;
    });
    const port = /:(\d+)\/host\b/.exec(said)?.[1] ?? '';
    const token = /\/setup\?token=([\w-]+)/.exec(said)?.[1] ?? null;
    return new BuiltServer(`http://127.0.0.1:${port}`, token, send, ended);
  }

  /** As a machine that falls asleep: its connections stay, and it says nothing. */
  standStill(): void {
    this.send('SIGSTOP');
  }

  goOn(): void {
    this.send('SIGCONT');
  }

  /** kill -9: nothing is closed, nothing is written any more. */
  async kill(): Promise<void> {
    this.send('SIGKILL');
    await this.ended;
  }

  /** SIGTERM; answers the exit code. */
  async stop(): Promise<number | NodeJS.Signals> {
    this.send('SIGTERM');
    return this.ended;
  }
}

/** What the server prints once it listens. */
function welcome(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => reject(new Error(`the server did not start:\n${said}`)), BOOT_LIMIT_MS);
    const settle = (): void => {
      clearTimeout(limit);
      resolve(said);
    };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // The QR code is the last that is printed, in one piece with the addresses.
      if (said.includes('/host') && said.endsWith('\n')) settle();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    void ended.then((how) => {
      clearTimeout(limit);
      reject(new Error(`the server ended (${String(how)}) before it listened:\n${said}`));
    });
  });
}
