/** From the printed set-up link to the finished branch board: what somebody does who has never seen the project. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';

import type { ContestDetail, EditableItem } from '../../src/protocol/rest.js';
import { BrowserStage, contestDetail, JOURNEY_MS, VIEWPORTS } from '../support/browser.js';
import { ConsolePage, eventually, tableRows } from '../support/browser-pages.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import { responseTo, type Wanted } from '../support/item-responses.js';
import type { RestClient } from '../support/rest-client.js';
import { KeyboardParticipant } from './keyboard-participant.js';
import type { Participant } from './participants.js';
import { SwitchParticipant } from './switch-participant.js';
import { TouchParticipant } from './touch-participant.js';

const FIRST = '示例第一支部';
const SECOND = '示例第二支部';
const THIRD = '示例第三支部';

/**
 * Three rounds of three items, 10 points each: true-false, single choice, fill-in; single, multiple, ordering;
 * true-false, multiple, matching. A multiple choice that lacks a right choice earns half, 5 points.
 */
const PLAN = {
  keyboard: ['right', 'right', 'right', 'right', 'part', 'right', 'wrong', 'right', 'right'], // 10 x 7 + 5 = 75
  touch: ['right', 'wrong', 'wrong', 'right', 'right', 'right', 'right', 'wrong', 'right'], // 10 x 6 = 60
  switch: ['wrong', 'right', 'wrong', 'right', 'part', 'right', 'right', 'part', 'wrong'], // 10 x 4 + 5 x 2 = 50
} as const satisfies Record<string, readonly Wanted[]>;
/** Mean of those who took part: (75 + 60) / 2 = 67.5; 50 / 1; nobody. */
const BOARD = [
  ['第1名', FIRST, '67.5', '2 / 3'],
  ['第2名', SECOND, '50', '1 / 2'],
  ['未排名', THIRD, '暂无人参赛', '0 / 4'],
] as const;

let stage: BrowserStage;
let operator: RestClient;
let detail: ContestDetail;
let host: ConsolePage;
let screen: Page;
let people: Record<keyof typeof PLAN, Participant>;

beforeAll(async () => {
  stage = await BrowserStage.start();
}, JOURNEY_MS);
afterAll(() => stage?.close());

/** Without what marks the reader's own row. */
const plain = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.map((row) => row.map((cell) => cell.replace('（我的支部）', '').trim()));

describe('the demonstration contest in a browser', () => {
  it(
    'is reached from the printed set-up link',
    async () => {
      const page = await stage.page(stage.server.setupUrl);
      expect(new URL(page.url()).protocol).toBe('http:');
      expect(await page.evaluate<boolean>('window.isSecureContext')).toBe(false);
      await page.getByLabel('用户名').fill(ADMINISTRATOR.login);
      await page.getByLabel('显示名').fill(ADMINISTRATOR.displayName);
      await page.getByLabel('密码', { exact: true }).fill(ADMINISTRATOR.password);
      await page.getByLabel('再次填写密码').fill(ADMINISTRATOR.password);
      await page.getByRole('button', { name: '完成设置' }).click();
      await page.getByRole('heading', { level: 1, name: '竞赛' }).waitFor();
      await page.getByRole('link', { name: '控制台' }).click();
      host = new ConsolePage(page);
      await host.step('开放候场');
      await host.until('开始试答');

      operator = await stage.server.signIn(ADMINISTRATOR.login, ADMINISTRATOR.password);
      const id = /contests\/([^/]+)\/console/.exec(page.url())?.[1] ?? '';
      detail = await contestDetail(operator, id);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'shows the lobby with address and PIN on the big screen',
    async () => {
      screen = await stage.page(`/screen/${detail.id}?key=${detail.screenKey}`, { viewport: VIEWPORTS.projector });
      const pin = `${detail.pin.slice(0, 3)} ${detail.pin.slice(3)}`;
      await screen.getByText(pin).waitFor();
      await screen.getByText(detail.joinUrl.replace(/^http:\/\//, '').replace(/\/join.*$/, '')).waitFor();
      await screen.getByText('已进入 0 人').waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is joined by keyboard alone, by one switch with more time, and by touch on a small phone',
    async () => {
      const small = { viewport: VIEWPORTS.phoneSmall, hasTouch: true, isMobile: true };
      const byKeyboard = new KeyboardParticipant(await stage.page('/'));
      const bySwitch = new SwitchParticipant(await stage.page('/', { viewport: VIEWPORTS.phone }));
      const byTouch = new TouchParticipant(await stage.page('/', small));
      people = { keyboard: byKeyboard, touch: byTouch, switch: bySwitch };
      await bySwitch.setUp();
      await Promise.all([
        byKeyboard.join({ pin: detail.pin, branch: FIRST, name: '示例甲' }),
        byTouch.join({ pin: detail.pin, branch: FIRST, name: '示例乙' }),
        bySwitch.join({ pin: detail.pin, branch: SECOND, name: 'AB' }),
      ]);
      await screen.getByText('已进入 3 人').waitFor();
      const joined = host.page.getByRole('region', { name: '现场' }).getByRole('table').locator('tbody tr');
      await eventually(
        () => joined.allInnerTexts(),
        (rows) => rows.some((row) => new RegExp(`${SECOND}\\s+1\\s+1\\s+2`).test(row)),
      );
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is warmed up without counting',
    async () => {
      await host.step('开始试答');
      await host.step('出示试答题');
      await host.step('开放作答');
      const [item] = detail.rounds[0]?.items ?? [];
      await everybodyResponds(item!, () => 'right');
      await host.step('公布答案');
      await people.touch.page.getByRole('heading', { level: 2, name: '答对了' }).waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'is played through every kind of item, right and wrong',
    async () => {
      const items = detail.rounds.slice(1).flatMap((round) => round.items);
      expect(items.map(({ kind, select }) => (select === 'multiple' ? 'multiple' : kind))).toEqual([
        'true-false',
        'choice',
        'fill-in',
        'choice',
        'multiple',
        'ordering',
        'true-false',
        'multiple',
        'matching',
      ]);
      for (const [index, item] of items.entries()) {
        const number = index + 1;
        if (index % 3 === 0) {
          await host.step(new RegExp(`^开始第${index / 3 + 1}环节`));
          await host.step(`出示第${number}题`);
        } else {
          await host.step(`下一题（第${number}题）`);
        }
        await people.keyboard.page.getByRole('heading', { level: 1, name: `第${number}题，共9题` }).waitFor();
        await host.step('开放作答');
        await everybodyResponds(item, (who) => PLAN[who][index] ?? 'wrong');
        // Everybody who is present has responded: the server closes the item itself.
        await host.step('公布答案');
        await screen.getByText(`共 3 人作答`).waitFor();
        await outcomesAre(index);
      }
      stage.expectQuiet();
    },
    2 * JOURNEY_MS,
  );

  it(
    'ends with the hand-computed board on phones, screen and public page',
    async () => {
      await host.step('结束竞赛');
      await host.confirm('结束竞赛');
      await host.step('成绩确认');
      await host.confirm('成绩确认');
      await host.page.getByText('成绩已确认，可以下载结果。').waitFor();

      for (const { page } of Object.values(people)) {
        await page.getByRole('heading', { level: 1, name: '成绩已确认' }).waitFor();
        const table = page.getByRole('table', { name: /支部排行榜/ });
        expect(plain(await tableRows(table))).toEqual(BOARD);
      }
      await people.keyboard.page.getByText('您的总分是 75 分，名次是第 1 名。').waitFor();
      await people.touch.page.getByText('您的总分是 60 分，名次是第 2 名。').waitFor();
      await people.switch.page.getByText('您的总分是 50 分，名次是第 3 名。').waitFor();

      await screen.getByRole('heading', { name: '最终支部排行榜' }).waitFor();
      expect(await tableRows(screen.getByRole('table', { name: '最终支部排行榜' }))).toEqual(BOARD);

      const board = await stage.page(`/board/${detail.id}`, { viewport: VIEWPORTS.phone });
      const rates = ['参与率 66.7%', '参与率 50%', '参与率 0%'];
      expect(await tableRows(board.getByRole('table', { name: '支部排行榜' }))).toEqual(
        BOARD.map(([rank, name, score, took], index) => [rank, name, score, `${took} ${rates[index]}`]),
      );
      expect(await tableRows(board.getByRole('table', { name: /个人成绩/ }))).toEqual([
        ['第1名', '示*甲', FIRST, '75'],
        ['第2名', '示*乙', FIRST, '60'],
        ['第3名', 'A***', SECOND, '50'],
      ]);
      await board.getByText('本榜不作为考核依据。').waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );

  it(
    'hands in the same figures as a spreadsheet',
    async () => {
      await host.page.getByRole('link', { name: '下载成绩', exact: true }).click();
      const pending = host.page.waitForEvent('download');
      await host.page.getByRole('link', { name: '下载成绩表（xlsx）' }).click();
      const download = await pending;
      expect(download.suggestedFilename()).toBe('示例竞赛-成绩.xlsx');
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load((await readFile(await download.path())) as never);
      const values = (sheet: string, row: number, columns: number): unknown[] =>
        Array.from(
          { length: columns },
          (_, index) =>
            workbook
              .getWorksheet(sheet)
              ?.getRow(row)
              .getCell(index + 1).value,
        );
      expect([2, 3, 4].map((row) => values('支部', row, 6))).toEqual([
        [1, FIRST, 67.5, 2, 2, 3],
        [2, SECOND, 50, 1, 1, 2],
        [null, THIRD, null, 0, 0, 4],
      ]);
      expect([2, 3, 4].map((row) => values('参赛者', row, 5))).toEqual([
        [1, '示例甲', FIRST, 75, 7],
        [2, '示例乙', FIRST, 60, 6],
        [3, 'AB', SECOND, 50, 4],
      ]);
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});

type Who = keyof typeof PLAN;

async function everybodyResponds(item: EditableItem, wanted: (who: Who) => Wanted): Promise<void> {
  const entries = Object.entries(people) as [Who, Participant][];
  await Promise.all(entries.map(([who, participant]) => participant.respond(item, responseTo(item, wanted(who)))));
}

const WORDS = { right: '答对了', part: '部分答对', wrong: '没有答对' } as const;

async function outcomesAre(index: number): Promise<void> {
  for (const [who, { page }] of Object.entries(people) as [Who, Participant][]) {
    await page.getByRole('heading', { level: 2, name: WORDS[PLAN[who][index] ?? 'wrong'], exact: true }).waitFor();
  }
}
