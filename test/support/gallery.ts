/** Pictures of every page in its real states, for people to look at; and contact sheets of them. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import type { ContestDetail } from '../../src/protocol/rest.js';
import type { PageState } from '../browser/page-state.js';
import { ACCESS_PAGES } from '../browser/access-pages.js';
import { AUDIT_PAGES } from '../browser/audit-pages.js';
import { BANK_PAGES } from '../browser/bank-pages.js';
import { CALENDAR_PAGES } from '../browser/calendar-pages.js';
import { FIGURES_PAGES, makeFigures } from '../browser/figures-pages.js';
import { ENTRIES_PAGES, makeEntries, MODES_PAGES } from '../browser/entries-pages.js';
import { HOURS_PAGES, makeLedgers } from '../browser/hours-pages.js';
import { makeMembers, MEMBER_PAGES } from '../browser/member-pages.js';
import { makeOwnEntries, OWN_ENTRIES_PAGES } from '../browser/own-entries-pages.js';
import { makeOwnReading, OWN_READING_PAGES } from '../browser/own-reading-pages.js';
import { makeWorld, ORGANISATION_PAGES } from '../browser/organisation-pages.js';
import { ENTRY_PAGES, OPERATOR_PAGES, PLAY_PAGES, SCREEN_PAGES } from '../browser/pages.js';
import { makeRequests, PRIVACY_PAGES } from '../browser/privacy-pages.js';
import { makeReading, READING_PAGES } from '../browser/reading-pages.js';
import { makeMatters, REVIEW_PAGES } from '../browser/review-pages.js';
import { makeOwnBank } from './bank-fixtures.js';
import { bodyOf, createContest, VIEWPORTS } from './browser.js';
import { ChecklistStage } from './checklist-stage.js';
import { WireClient } from './wire-client.js';

interface Look {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly theme?: 'light' | 'dark' | 'contrast';
  readonly typePercent?: number;
}

const PHONE: Look = { name: '390', size: VIEWPORTS.phone };
const HAND_MORE: readonly Look[] = [
  { name: '320', size: VIEWPORTS.phoneSmall },
  { name: '320-200%', size: VIEWPORTS.phoneSmall, typePercent: 200 },
  { name: '768', size: VIEWPORTS.tablet },
  { name: '390-dark', size: VIEWPORTS.phone, theme: 'dark' },
  { name: '390-contrast', size: VIEWPORTS.phone, theme: 'contrast' },
];
const LAPTOP: Look = { name: '1280', size: VIEWPORTS.laptop };
const LAPTOP_MORE: readonly Look[] = [
  { name: '390', size: VIEWPORTS.phone },
  { name: '1280-200%', size: VIEWPORTS.laptop, typePercent: 200 },
  { name: '1280-dark', size: VIEWPORTS.laptop, theme: 'dark' },
  { name: '1280-contrast', size: VIEWPORTS.laptop, theme: 'contrast' },
];
const DESK_MORE: readonly Look[] = [...LAPTOP_MORE, { name: '320', size: VIEWPORTS.phoneSmall }];
const PROJECTOR: Look = { name: '1920', size: VIEWPORTS.projector };
const PROJECTOR_MORE: readonly Look[] = [
  { name: '1024', size: VIEWPORTS.projectorOld },
  { name: '1920-contrast', size: VIEWPORTS.projector, theme: 'contrast' },
];
/** The states that are shown in every look; the others in the first one alone. */
const IN_EVERY_LOOK =
  /^(home|join: many branches|join: name|join: needs|check|public board|settings|lobby|open (single, chosen|matching|ordering)|submitted|own result, (single|matching)|finalized|screen: (lobby|open single|revealed multiple|leaderboard|board frozen)|host list|new contest|contest in draft|console: (lobby|open single|revealed single)|banks|organisation|organisation: unit|roster import: report|contest roster|entry sheets|join by code|own data|needs to decide: requests|import|import: (report|loaded)|bank|item|own record|review|review: (an appeal|a preview)|administration|administration: roles of somebody|own account|own account: secret of one-time codes|audit log|hours|figures|figures: of persons|own figures|files|certificate|entries|entry: (new, somebody absent|locked|two wrote the same)|own entries|own entry: (new|two wrote the same|locked|by the branch)|modes|study: (enter|home|own data|certificates)|wrong item|weak topics|study codes|console: board frozen)$/;

interface Part {
  readonly name: string;
  readonly states: readonly PageState[];
  readonly first: Look;
  readonly more: readonly Look[];
  readonly wholePage: boolean;
  /** What the states need beside contests; once for all parts that ask for the same. */
  readonly prepare?: (stage: ChecklistStage) => Promise<unknown>;
}
const hand = { first: PHONE, more: HAND_MORE, wholePage: true } as const;
const desk = { first: LAPTOP, more: DESK_MORE, wholePage: true } as const;
const PARTS: readonly Part[] = [
  { name: 'entry', states: ENTRY_PAGES, ...hand },
  { name: 'play', states: PLAY_PAGES, ...hand },
  { name: 'screen', states: SCREEN_PAGES, first: PROJECTOR, more: PROJECTOR_MORE, wholePage: false },
  { name: 'operator', states: OPERATOR_PAGES, ...desk },
];
/** These change what the parts above show. */
const LATER_PARTS: readonly Part[] = [
  { name: 'record', states: REVIEW_PAGES.filter(({ who }) => who !== 'operator'), ...hand, prepare: makeMatters },
  { name: 'review', states: REVIEW_PAGES.filter(({ who }) => who === 'operator'), ...desk, prepare: makeMatters },
  { name: 'privacy', states: PRIVACY_PAGES, ...hand, prepare: makeRequests },
  { name: 'access', states: ACCESS_PAGES, ...desk },
  { name: 'audit', states: AUDIT_PAGES, ...desk },
  { name: 'calendar', states: CALENDAR_PAGES, ...desk },
  { name: 'reading', states: READING_PAGES, ...desk, prepare: makeReading },
  { name: 'own reading', states: OWN_READING_PAGES, ...hand, prepare: makeOwnReading },
  { name: 'own entries', states: OWN_ENTRIES_PAGES, first: PHONE, more: [LAPTOP, ...HAND_MORE], wholePage: true, prepare: makeOwnEntries }, // prettier-ignore
  { name: 'organisation', states: ORGANISATION_PAGES, ...desk, prepare: makeWorld },
  { name: 'figures', states: FIGURES_PAGES, ...desk, prepare: makeFigures },
  { name: 'study', states: ENTRIES_PAGES, ...desk, prepare: makeEntries },
  { name: 'study', states: MODES_PAGES, ...desk },
  { name: 'member', states: MEMBER_PAGES.filter(({ who }) => who !== 'operator'), ...hand, prepare: makeMembers },
  { name: 'study', states: MEMBER_PAGES.filter(({ who }) => who === 'operator'), ...desk, prepare: makeMembers },
  { name: 'hours', states: HOURS_PAGES, ...desk, prepare: makeLedgers },
  // Last: contests are drawn from the first bank there is, and this makes another.
  { name: 'bank', states: BANK_PAGES, ...desk, prepare: (stage) => makeOwnBank(stage.operator) },
];

const LONG_STEM =
  '某机关党支部召开支部党员大会，讨论接收预备党员事项。会议应到有表决权的正式党员二十三名，实到十九名，另有两名因病请假的党员在会前正式向支部委员会提出了书面意见。' +
  '讨论中有同志提出：其一，书面意见是否计入票数；其二，赞成人数应当达到应到会有表决权的正式党员的半数还是三分之二；其三，采取无记名投票还是举手表决。根据《中国共产党发展党员工作细则》第…条的规定，下列说法正确的有哪些？';
const LONG_CHOICE = '因故不能到会的有表决权的正式党员，在支部大会召开前正式向党支部提出书面意见的，应当统计在票数内';

/** @param only part of the names of parts or states to take; everything without it */
export async function takePictures(folder: string, only = ''): Promise<number> {
  const gallery = new Gallery(folder, await ChecklistStage.start({ shippedBanks: true }), only);
  await mkdir(folder, { recursive: true });
  try {
    await gallery.emptyList();
    for (const part of PARTS) await gallery.part(part);
    await gallery.attempt('long and many', () => gallery.longAndMany());
    await gallery.attempt('offline', () => gallery.offline());
    for (const part of LATER_PARTS) await gallery.attempt(part.name, () => gallery.part(part));
    await gallery.sheets();
  } finally {
    await gallery.stage.close();
  }
  if (gallery.failures.length > 0)
    throw new Error(`these pictures could not be taken:\n${gallery.failures.join('\n')}`);
  return gallery.taken;
}

class Gallery {
  taken = 0;
  readonly failures: string[] = [];
  private readonly prepared = new Set<Part['prepare']>();

  constructor(
    private readonly folder: string,
    readonly stage: ChecklistStage,
    private readonly only: string,
  ) {}

  private wanted(name: string): boolean {
    return name.includes(this.only);
  }

  /** One state that cannot be reached must not cost the pictures of the others. */
  async attempt(name: string, act: () => Promise<void>): Promise<void> {
    await act().catch((error: unknown) => this.failures.push(`${name}: ${String(error).split('\n')[0]}`));
  }

  async part(part: Part): Promise<void> {
    const wanted = part.states.filter(({ name }) => this.wanted(`${part.name} ${name}`));
    if (wanted.length === 0) return;
    if (part.prepare && !this.prepared.has(part.prepare)) {
      this.prepared.add(part.prepare);
      await this.stage.contest('draft');
      await part.prepare(this.stage);
    }
    for (const state of wanted) await this.attempt(`${part.name} ${state.name}`, () => this.take(part, state));
  }

  private async take(part: Part, state: PageState): Promise<void> {
    const looks = [part.first, ...(IN_EVERY_LOOK.test(state.name) ? part.more : [])];
    const contest = await this.stage.contest(state.scene ?? 'draft');
    for (const look of looks) {
      const page = await this.page(state.who, look);
      await state.prepare?.(page);
      await page.goto(state.path(contest));
      await page.locator('h1').first().waitFor({ state: 'attached' });
      await page.waitForLoadState('networkidle');
      await state.enter?.(page);
      await this.shoot(page, `${part.name} ${state.name} ${look.name}`, part.wholePage);
      await page.context().close();
    }
  }

  /** Before anything was made. */
  async emptyList(): Promise<void> {
    if (!this.wanted('operator host list, empty')) return;
    const page = await this.page('operator', LAPTOP);
    await page.goto('/host');
    await page.getByText('还没有竞赛').waitFor();
    await this.shoot(page, 'operator host list, empty 1280', true);
    await page.context().close();
  }

  /** A long item with eight choices, forty branches with long names, sixty people. */
  async longAndMany(): Promise<void> {
    if (!this.wanted('long and many')) return;
    const { operator } = this.stage;
    const branches = Array.from({ length: 40 }, (_, index) => ({
      name: index % 5 === 0 ? `示例直属机关后勤服务保障中心离退休干部第${index + 1}党支部` : `示例第${index + 1}支部`,
      expected: 3 + (index % 7),
    }));
    const draws = [{ kind: 'choice', select: 'multiple', count: 2 }] as const;
    const contest = await createContest(operator, {
      title: '示例省直机关学习贯彻党的二十大精神暨民法典知识竞赛决赛',
      draws,
      branches,
      timeLimitSeconds: 3600,
    });
    const [item, next] = contest.rounds[0]?.items ?? [];
    if (!item || !next) throw new Error('the contest has no items');
    const choices = item.choices.map(({ id }, index) => ({ id, text: `${LONG_CHOICE}（${index + 1}）` }));
    const { correctResponse, explanation, points, timeLimitSeconds } = item;
    const body = { stem: LONG_STEM, choices, correctResponse, explanation, points, timeLimitSeconds };
    await bodyOf(operator.send('PUT', `/api/contests/${contest.id}/items/${item.contestItemId}`, { body }));
    const host = await this.stage.stage.server.console(operator, contest.id);
    await host.command('contest:open-lobby', contest.id);
    const people = await this.crowd(contest);
    const looks = {
      play: [PHONE, ...HAND_MORE.slice(0, 2)],
      screen: [PROJECTOR, ...PROJECTOR_MORE.slice(0, 1)],
      console: [LAPTOP],
    };
    const paths = {
      play: `/play/${contest.id}`,
      screen: `/screen/${contest.id}?key=${contest.screenKey}`,
      console: `/host/contests/${contest.id}/console`,
    };
    const everywhere = async (state: string): Promise<void> => {
      for (const place of ['play', 'screen', 'console'] as const) {
        for (const look of looks[place]) {
          const page = await this.page(place === 'console' ? 'operator' : 'guest', look);
          if (place === 'play') await this.stage.seat(page);
          await page.goto(paths[place]);
          await page.waitForLoadState('networkidle');
          await this.shoot(page, `long and many ${place}, ${state} ${look.name}`, place !== 'screen');
          await page.context().close();
        }
      }
    };
    await everywhere('lobby');
    await host.command('round:introduce', contest.id);
    await host.command('item:present', contest.id);
    await host.command('item:open', contest.id);
    await everywhere('open');
    for (const [index, person] of people.entries()) {
      if (index === 0) continue;
      await person.send('response:submit', {
        contestId: contest.id,
        contestItemId: item.contestItemId,
        opening: 1,
        submissionId: `submission-${index}`,
        response: { choices: choices.filter((_, place) => (index + place) % 3 !== 0).map(({ id }) => id) },
      });
    }
    await host.command('item:close', contest.id, { override: true });
    await host.command('item:reveal', contest.id);
    await everywhere('revealed');
    await host.command('screen:show', contest.id, { view: 'leaderboard' });
    await everywhere('board');
    const board = await this.page('guest', PHONE);
    await board.goto(`/board/${contest.id}`);
    await board.waitForLoadState('networkidle');
    await this.shoot(board, 'long and many public board 390', true);
    await board.context().close();
    for (const client of [host, ...people]) client.close();
  }

  private async crowd(contest: ContestDetail): Promise<WireClient[]> {
    const people: WireClient[] = [];
    for (let index = 0; index < 60; index += 1) {
      const client = new WireClient(this.stage.stage.url, { headers: { origin: this.stage.stage.url } });
      await client.connected();
      const receipt = await client.join(contest.pin, `示例选手${index + 1}`, contest.branches[index % 37]?.id ?? '');
      if (index === 0) this.stage.take(contest, receipt);
      people.push(client);
    }
    return people;
  }

  /** The network goes away under an open page. */
  async offline(): Promise<void> {
    if (!this.wanted('offline')) return;
    const contest = await this.stage.contest('open single');
    const places = [
      ['participant', `/play/${contest.id}`, PHONE],
      ['operator', `/host/contests/${contest.id}/console`, LAPTOP],
      ['guest', `/screen/${contest.id}?key=${contest.screenKey}`, PROJECTOR],
    ] as const;
    for (const [who, path, look] of places) {
      const page = await this.page(who, look);
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      await page.context().setOffline(true);
      await page
        .getByText(/网络已断开|连接中断|连接已断开/)
        .first()
        .waitFor();
      await this.shoot(page, `offline ${who} ${look.name}`, look !== PROJECTOR);
      await page.context().close();
    }
  }

  /** All pictures of a part on a few sheets, to see what is uneven between them. */
  async sheets(): Promise<void> {
    const files = (await readdir(this.folder)).filter((file) => file.endsWith('.png'));
    const figures = files.map(
      (file) => `<figure><img src="${encodeURIComponent(file)}"><figcaption>${file.slice(0, -4)}</figcaption></figure>`,
    );
    const style =
      'body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}figure{margin:0;width:360px}img{width:100%;border:1px solid #888}';
    await writeFile(
      join(this.folder, 'index.html'),
      `<!doctype html><meta charset="utf-8"><title>Xuesai</title><style>${style}</style>${figures.join('\n')}`,
    );
  }

  private async page(who: PageState['who'], { size, theme, typePercent }: Look): Promise<Page> {
    const page = await this.stage.openPage(who);
    await page.setViewportSize(size);
    const settings = JSON.stringify({ theme: theme ?? 'light', typePercent: typePercent ?? 100 });
    await page.context().addInitScript({ content: `localStorage['xuesai.settings'] ??= ${JSON.stringify(settings)}` });
    if (who === 'participant') await this.stage.seat(page);
    return page;
  }

  private async shoot(page: Page, name: string, wholePage: boolean): Promise<void> {
    const file = `${name.replace(/[^\w%]+/g, '-')}.png`;
    await rm(join(this.folder, file), { force: true });
    // A dialogue covers what is in view alone.
    const fullPage = wholePage && (await page.locator('[role="dialog"], [role="alertdialog"]').count()) === 0;
    await page.screenshot({ path: join(this.folder, file), fullPage, animations: 'disabled' });
    this.taken += 1;
  }
}
