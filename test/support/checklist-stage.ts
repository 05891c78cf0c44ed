/** Contests that stand still, one in every state that a page can show, made when first asked for. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

import type { JoinReceipt } from '../../src/protocol/events.js';
import type { ItemKind } from '../../src/protocol/item.js';
import type { ContestDetail, EditableItem } from '../../src/protocol/rest.js';
import type { Snapshot } from '../../src/protocol/frames.js';
import { makeAuditable } from './audit.js';
import { BrowserStage, createContest } from './browser.js';
import { rightResponse, wrongResponse } from './contest-stage.js';
import type { RestClient } from './rest-client.js';
import { bankOf, ONE_OF_EACH } from './sample-banks.js';
import { WireClient } from './wire-client.js';

export const KINDS = ['true-false', 'single', 'multiple', 'fill-in', 'ordering', 'matching'] as const;
type Kind = (typeof KINDS)[number];
export type Scene =
  | 'draft'
  | 'lobby'
  | 'introducing'
  | 'presenting'
  | 'paused'
  | 'submitted'
  | 'closed'
  | 'ended'
  | 'finalized'
  | 'blank'
  | 'leaderboard'
  | 'board frozen'
  | 'entry'
  | `open ${Kind}`
  | `revealed ${Kind}`;
export type Who = 'guest' | 'participant' | 'operator' | 'secretary' | 'member';

const NAMES = ['示例甲', '示例乙', '示例丙'] as const;
/** Long enough to stand still for the whole run. */
const TIME_LIMIT_SECONDS = 3600;
const MANY_BRANCHES = Array.from({ length: 12 }, (_, index) => ({
  name: `示例第${index + 1}支部`,
  expected: index === 3 ? null : 5,
}));

function drawOf(kind: Kind): { kind: ItemKind; select?: 'single' | 'multiple'; count: number } {
  return kind === 'single' || kind === 'multiple' ? { kind: 'choice', select: kind, count: 1 } : { kind, count: 1 };
}

interface Seat {
  readonly client: WireClient;
  readonly receipt: JoinReceipt;
}

export class ChecklistStage {
  /** Whose pages those of a member are; made by whoever prepares the states. */
  member: RestClient | null = null;
  /** Who keeps one branch, likewise. */
  secretary: RestClient | null = null;
  private readonly made = new Map<Scene, Promise<ContestDetail>>();
  private readonly entries: JoinReceipt[] = [];
  private readonly pins = new Map<string, string>();
  private readonly people = new Map<Who, Promise<Page>>();
  private readonly clients: WireClient[] = [];

  private constructor(
    readonly stage: BrowserStage,
    readonly operator: RestClient,
    private readonly banksDir: string,
  ) {}

  /** @param options `shippedBanks`: the items that people will see, instead of one plain item of each kind */
  static async start({ shippedBanks = false } = {}): Promise<ChecklistStage> {
    const banksDir = await mkdtemp(join(tmpdir(), 'xuesai-banks-'));
    await mkdir(join(banksDir, 'sample-bank'));
    // Every JSON text is a YAML text.
    await writeFile(join(banksDir, 'sample-bank', 'bank.yaml'), JSON.stringify(bankOf(ONE_OF_EACH)));
    const banks: Record<string, string> = shippedBanks ? {} : { QUESTION_BANKS_DIR: banksDir };
    const stage = await BrowserStage.start({ ...banks, DEMO: 'false', HOST: '0.0.0.0' });
    return new ChecklistStage(stage, await stage.server.administrator(), banksDir);
  }

  contest(scene: Scene): Promise<ContestDetail> {
    let made = this.made.get(scene);
    if (!made) this.made.set(scene, (made = this.make(scene)));
    return made;
  }

  /** The one page of that person; a participant has a seat in every contest made so far. */
  async page(who: Who): Promise<Page> {
    let page = this.people.get(who);
    if (!page) this.people.set(who, (page = this.openPage(who)));
    return page;
  }

  /** A page of its own for what changes the state of its browser. */
  async openPage(who: Who): Promise<Page> {
    const context = await this.stage.context({ colorScheme: 'light', reducedMotion: 'reduce' });
    await makeAuditable(context);
    await this.dress(context, who);
    return context.newPage();
  }

  /** Gives the page the seats that were taken since it was opened. */
  async seat(page: Page): Promise<void> {
    const seats = Object.fromEntries(
      this.entries.map(({ contestId, token, rejoinCode, participant }) => [
        `xuesai.entry.${contestId}`,
        JSON.stringify({ contestId, pin: this.pins.get(contestId), token, rejoinCode, participant }),
      ]),
    );
    await page.goto('/privacy');
    await page.evaluate(`Object.assign(localStorage, ${JSON.stringify(seats)})`);
  }

  /** A seat for the participant's page. */
  take(contest: ContestDetail, receipt: JoinReceipt): void {
    this.pins.set(contest.id, contest.pin);
    this.entries.push(receipt);
  }

  /** A host's console without a page, for the contest of that scene. */
  async console(scene: Scene): Promise<WireClient> {
    return this.keep(await this.stage.server.console(this.operator, (await this.contest(scene)).id));
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.stage.close();
    await rm(this.banksDir, { recursive: true, force: true });
  }

  private async dress(context: BrowserContext, who: Who): Promise<void> {
    const { operator, secretary, member } = this;
    const client = { operator, secretary, member, guest: null, participant: null }[who];
    if (!client) return;
    const [name = '', value = ''] = (client.cookie ?? '').split(/=(.*)/s);
    await context.addCookies([{ name, value, url: this.stage.url }]);
  }

  private keep(client: WireClient): WireClient {
    this.clients.push(client);
    return client;
  }

  private async make(scene: Scene): Promise<ContestDetail> {
    const kind = KINDS.find((one) => scene.endsWith(` ${one}`)) ?? 'single';
    const contest = await createContest(this.operator, {
      title: `示例竞赛：${scene}`,
      draws: [drawOf(kind), drawOf(kind === 'true-false' ? 'single' : 'true-false')],
      timeLimitSeconds: TIME_LIMIT_SECONDS,
      ...(scene === 'lobby' ? { branches: MANY_BRANCHES } : {}),
    });
    if (scene === 'draft') return contest;
    const host = this.keep(await this.stage.server.console(this.operator, contest.id));
    await host.command('contest:open-lobby', contest.id);
    const seats = await this.fill(contest);
    await this.play(scene, contest, host, seats);
    // The first seat goes to the browser; the third keeps an open item from closing by itself.
    seats[0]?.client.close();
    seats[1]?.client.close();
    return contest;
  }

  private async fill(contest: ContestDetail): Promise<Seat[]> {
    const seats: Seat[] = [];
    for (const [index, name] of NAMES.entries()) {
      const client = this.keep(new WireClient(this.stage.url, { headers: { origin: this.stage.url } }));
      await client.connected();
      seats.push({ client, receipt: await client.join(contest.pin, name, contest.branches[index % 2]?.id ?? '') });
    }
    const [first] = seats;
    if (first) this.take(contest, first.receipt);
    return seats;
  }

  private async play(scene: Scene, contest: ContestDetail, host: WireClient, seats: readonly Seat[]): Promise<void> {
    const command = (event: string, more: Readonly<Record<string, unknown>> = {}): Promise<number> =>
      host.command(event, contest.id, more);
    if (scene === 'lobby') return;
    await command('round:introduce');
    if (scene === 'introducing') return;
    await command('item:present');
    if (scene === 'presenting') return;
    await command('item:open');
    if (scene.startsWith('open ')) return;
    if (scene === 'paused') return void (await command('contest:pause'));
    const [item] = contest.rounds.flatMap(({ items }) => items);
    if (!item) throw new Error('the contest has no items');
    await respond(seats[0], item, rightResponse(item));
    if (scene === 'submitted') return;
    await respond(seats[1], item, wrongResponse(item));
    await host.ask('caption:send', { contestId: contest.id, text: '示例字幕：请看大屏。' });
    await command('item:close', { override: true });
    if (scene === 'closed') return;
    await command('item:reveal');
    if (scene === 'blank') return void (await command('screen:show', { view: 'blank' }));
    if (scene === 'leaderboard') return void (await command('screen:show', { view: 'leaderboard' }));
    if (scene === 'board frozen') {
      await command('leaderboard:freeze');
      return void (await command('screen:show', { view: 'leaderboard' }));
    }
    if (scene === 'entry') return void (await command('screen:show', { view: 'join' }));
    if (scene !== 'ended' && scene !== 'finalized') return;
    await command('contest:end');
    if (scene === 'finalized') await command('contest:finalize', { early: '示例理由' });
  }
}

async function respond(seat: Seat | undefined, item: EditableItem, response: unknown): Promise<void> {
  if (!seat) throw new Error('nobody sits there');
  const { contestId } = seat.receipt;
  const { snapshot } = await seat.client.ask<{ snapshot: Snapshot }>('contest:sync', { contestId });
  const { contestItemId, opening } = snapshot.item ?? { contestItemId: item.contestItemId, opening: 1 };
  const submissionId = `submission-${seat.receipt.participant.id}`;
  await seat.client.ask('response:submit', { contestId, contestItemId, opening, submissionId, response });
}
