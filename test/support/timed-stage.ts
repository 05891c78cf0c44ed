/** A server in this process and pages whose clocks move only together, and only when told to. */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';

import type { Needs } from '../../src/protocol/frames.js';
import { launchChromium } from './browser.js';
import type { Console, Participant } from './contest-client.js';
import { InProcessServer } from './contest-server.js';
import { Stage, type StageOptions } from './contest-stage.js';
import { PATIENCE_MS } from './patience.js';

const PAGE_CLOCK = fileURLToPath(new URL('./page-clock.js', import.meta.url));

export interface TimedPage {
  readonly page: Page;
  /** Everything the page sent and was told over its socket. */
  readonly sent: readonly string[];
  readonly received: readonly string[];
  /** Uncaught, from the first script on. */
  readonly errors: readonly string[];
}

export class TimedStage {
  private readonly pages: Page[] = [];

  private constructor(
    readonly server: InProcessServer,
    readonly browser: Browser,
    readonly stage: Stage,
    readonly host: Console,
  ) {}

  /** In the lobby. */
  static async start(options: StageOptions): Promise<TimedStage> {
    const server = await InProcessServer.start();
    const stage = await Stage.set(server, options);
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    return new TimedStage(server, await launchChromium(), stage, host);
  }

  /** Somebody with a page of their own, seated. */
  async participant(name: string, needs?: Needs): Promise<TimedPage> {
    const joined = await this.stage.join(name, 0, needs);
    joined.client.close();
    const timed = await this.open();
    await timed.page.goto('/privacy');
    await timed.page.evaluate(
      `localStorage['xuesai.entry.${this.stage.contestId}'] = ${JSON.stringify(this.entryOf(joined))}`,
    );
    await timed.page.goto(`/play/${this.stage.contestId}`);
    await timed.page.getByText('已连接').waitFor();
    return timed;
  }

  async screen(): Promise<TimedPage> {
    const timed = await this.open();
    await timed.page.goto(`/screen/${this.stage.contestId}?key=${this.stage.contest.screenKey}`);
    await timed.page.getByRole('heading', { level: 1 }).waitFor();
    return timed;
  }

  /** Server and pages alike. */
  async advance(ms: number): Promise<void> {
    this.server.clock.advance(ms);
    await Promise.all(this.pages.map((page) => this.tell(page)));
  }

  async close(): Promise<void> {
    this.host.client.close();
    await this.browser.close();
    await this.server.close();
  }

  private entryOf({ receipt: { contestId, token, rejoinCode, participant } }: Participant): string {
    return JSON.stringify({ contestId, pin: this.stage.contest.pin, token, rejoinCode, participant });
  }

  private tell(page: Page): Promise<void> {
    return page.evaluate(`testing.setClock(${this.server.clock.now()})`);
  }

  private async open(): Promise<TimedPage> {
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript({ path: PAGE_CLOCK });
    const page = await context.newPage();
    const sent: string[] = [];
    const received: string[] = [];
    const errors: string[] = [];
    page.on('pageerror', (error) => void errors.push(String(error)));
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => void sent.push(String(payload)));
      socket.on('framereceived', ({ payload }) => void received.push(String(payload)));
    });
    page.on('load', () => void this.tell(page));
    this.pages.push(page);
    return { page, sent, received, errors };
  }
}
