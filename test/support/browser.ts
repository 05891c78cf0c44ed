/**
 * The built server as a process of its own on a temporary data folder, at this machine's plain-HTTP network address, and
 * Chromium beside it: what a browser does only there (no secure context) shows only there.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

import { findChromium } from '../../scripts/lib/find-chromium.mjs';
import type { BankInfo, ContestDetail, ContestSummary, NewContestBody } from '../../src/protocol/rest.js';
import { DEFAULT_SETTINGS } from '../../src/protocol/settings.js';
import { ADMINISTRATOR } from './identity-server.js';
import { RestClient } from './rest-client.js';
import { WireClient } from './wire-client.js';
import { PATIENCE_MS } from './patience.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_LIMIT_MS = 30_000;
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const REPORT_CSP =
  "document.addEventListener('securitypolicyviolation', (e) => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI));";
/** Time for one browser journey; jest's own five seconds are for units. */
export const JOURNEY_MS = 240_000;

export const VIEWPORTS = {
  phoneSmall: { width: 320, height: 640 },
  phone: { width: 390, height: 844 },
  tablet: { width: 768, height: 1024 },
  laptop: { width: 1280, height: 720 },
  projector: { width: 1920, height: 1080 },
  projectorOld: { width: 1024, height: 768 },
} as const;

/** `npm start` without the build and the supervisor. */
export class BuiltServer {
  private constructor(
    private process: ChildProcess,
    private readonly env: Readonly<Record<string, string>>,
    readonly dataDir: string,
    /** Everything the server printed when it began. */
    readonly welcome: string,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<BuiltServer> {
    for (const file of ['dist/server/main.js', 'dist/web/index.html']) {
      if (!existsSync(join(ROOT, file))) throw new Error(`${file} is missing; run \`npm run build\` first`);
    }
    const dataDir = await mkdtemp(join(tmpdir(), 'xuesai-browser-'));
    const child = run({ PORT: '0', DATA_DIR: dataDir, ...env });
    return new BuiltServer(child, env, dataDir, await untilWelcome(child));
  }

  /** Ends the server and starts it again on the same folder and port. */
  async restart(): Promise<void> {
    await this.stop();
    this.process = run({ ...this.env, PORT: new URL(this.url).port, DATA_DIR: this.dataDir });
    await untilWelcome(this.process);
  }

  /** The preferred address, without a slash at the end. */
  get url(): string {
    const url = /(http:\/\/\S+)\/admin/.exec(this.welcome)?.[1] ?? '';
    const { hostname } = new URL(url);
    if (hostname === 'localhost' || hostname.startsWith('127.')) {
      throw new Error(`this machine has no network address besides ${hostname}; the browser ring needs one`);
    }
    return url;
  }

  /** The link that the terminal shows while there is no administrator. */
  get setupUrl(): string {
    const link = /http:\/\/\S+\/setup\?token=\S+/.exec(this.welcome)?.[0];
    if (link === undefined) throw new Error(`no set-up link in:\n${this.welcome}`);
    return link;
  }

  /** The first administrator, made and signed in without a page. */
  async administrator(): Promise<RestClient> {
    const client = new RestClient(this.url);
    const token = new URL(this.setupUrl).searchParams.get('token');
    must(await client.keepSession(client.post('/api/setup', { token, ...ADMINISTRATOR })));
    return client;
  }

  /** Signs in over REST, for what a page cannot be asked. */
  async signIn(login: string, password: string): Promise<RestClient> {
    const client = new RestClient(this.url);
    must(await client.signIn(login, password));
    return client;
  }

  /** A host's console without a page: commands by socket. */
  async console(operator: RestClient, contestId: string): Promise<WireClient> {
    const client = new WireClient(this.url, {
      headers: { origin: this.url },
      ...(operator.cookie === null ? {} : { cookie: operator.cookie }),
    });
    await client.connected();
    await client.watch(contestId, 'host');
    return client;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGTERM');
      await once(this.process, 'exit');
    }
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

function run(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', 'dist/server/main.js'], {
    cwd: ROOT,
    env: { ...process.env, LOG_LEVEL: 'error', NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function untilWelcome(child: ChildProcess): Promise<string> {
  let printed = '';
  const { stdout } = child;
  if (stdout === null) throw new Error('the server has no output');
  stdout.setEncoding('utf8');
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  try {
    // The QR code comes last; everything of use stands before it.
    for await (const chunk of stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
      printed += chunk;
      if (printed.includes('█') || printed.includes('▀')) {
        stdout.resume();
        return printed;
      }
    }
  } finally {
    clearTimeout(limit);
  }
  throw new Error(`the server did not start:\n${printed}`);
}

function must({ code, body }: { readonly code: string | null; readonly body: unknown }): void {
  if (code !== null) throw new Error(`refused: ${JSON.stringify(body)}`);
}

/** A REST body, once let through. */
export async function bodyOf<T>(
  pending: Promise<{ readonly code: string | null; readonly body: unknown }>,
): Promise<T> {
  const answer = await pending;
  must(answer);
  return answer.body as T;
}

export const listContests = (operator: RestClient): Promise<readonly ContestSummary[]> =>
  bodyOf(operator.get('/api/contests'));
export const contestDetail = (operator: RestClient, id: string): Promise<ContestDetail> =>
  bodyOf(operator.get(`/api/contests/${id}`));

type Draw = NewContestBody['rounds'][number]['draw'][number];
const EASY: readonly Omit<Draw, 'bankId'>[] = [
  { kind: 'true-false', count: 1 },
  { kind: 'choice', select: 'single', count: 1 },
];

/** One round drawn from a bank, the first shipped one where none is named, two branches; 10 points an item. */
export async function createContest(
  operator: RestClient,
  more: {
    readonly bankId?: string;
    readonly title?: string;
    readonly draws?: readonly Omit<Draw, 'bankId'>[];
    readonly timeLimitSeconds?: number;
    readonly settings?: Partial<NewContestBody['settings']>;
    readonly branches?: NewContestBody['branches'];
  } = {},
): Promise<ContestDetail> {
  const banks = await bodyOf<readonly BankInfo[]>(operator.get('/api/question-banks'));
  const bank = more.bankId === undefined ? banks[0] : banks.find(({ id }) => id === more.bankId);
  if (bank === undefined) throw new Error('no bank was loaded');
  const body: NewContestBody = {
    title: more.title ?? '示例竞赛（测试）',
    settings: { ...DEFAULT_SETTINGS, ...more.settings },
    rounds: [
      {
        title: '第一轮',
        draw: (more.draws ?? EASY).map((draw) => ({ ...draw, bankId: bank.id })),
        points: 10,
        timeLimitSeconds: more.timeLimitSeconds ?? 60,
      },
    ],
    branches: more.branches ?? [
      { name: '示例第一支部', expected: 3 },
      { name: '示例第二支部', expected: 2 },
    ],
  };
  return bodyOf(operator.post('/api/contests', body));
}

export function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium found; run `npm run setup:browser` first');
  return chromium.launch({ executablePath, args: [...CHROMIUM_ARGS, ...more] });
}

/** One server and one Chromium for a test file; every page is watched. */
export class BrowserStage {
  /** Console errors, uncaught errors, CSP violations and requests to other hosts, with the page they happened on. */
  private readonly faults: string[] = [];
  /** Chromium reports every refused request; a page that asks who is signed in may hear "nobody". */
  private readonly allowed: RegExp[] = [/status of 401 .*\/api\/session$/];

  private constructor(
    readonly server: BuiltServer,
    readonly browser: Browser,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<BrowserStage> {
    const server = await BuiltServer.start(env);
    try {
      return new BrowserStage(server, await launchChromium());
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  get url(): string {
    return this.server.url;
  }

  /** Somebody's browser: own storage, own network. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: VIEWPORTS.laptop,
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript({ content: REPORT_CSP });
    context.on('page', (page) => this.watch(page));
    return context;
  }

  /** A page in a browser of its own. */
  async page(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.context(options);
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }

  /** Faults that a journey brings about itself: a cut network, a refused sign-in. */
  allow(...patterns: readonly RegExp[]): void {
    this.allowed.push(...patterns);
  }

  /** @throws where any page met a fault since the last time */
  expectQuiet(): void {
    const met = this.faults.splice(0).filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
    if (met.length > 0) throw new Error(`pages met faults:\n${met.join('\n')}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }

  private watch(page: Page): void {
    const note = (fault: string): void => void this.faults.push(`${new URL(page.url(), this.url).pathname}: ${fault}`);
    page.on('console', (message) => {
      if (message.type() === 'error') note(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => note(String(error)));
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (/^(http|ws)s?:$/.test(protocol) && host !== new URL(this.url).host)
        note(`asked another host: ${request.url()}`);
    });
  }
}
