/** Pictures, recordings and sign videos of a bank's item as participants and the hall get them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { BankMediaKind, BankMediaReply, BankOverview } from '../../src/protocol/question-bank.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import { CAPTIONS, makeItem, PICTURE, RECORDING, SIGN_VIDEO } from '../support/bank-fixtures.js';
import { bodyOf, BrowserStage, createContest, JOURNEY_MS, VIEWPORTS } from '../support/browser.js';
import { joinByPointer } from '../support/browser-pages.js';
import type { RestClient } from '../support/rest-client.js';
import type { WireClient } from '../support/wire-client.js';

const STEM = '示例：图中是什么颜色？';

let stage: BrowserStage;
let operator: RestClient;
let contest: ContestDetail;
let host: WireClient;
let page: Page;

beforeAll(async () => {
  stage = await BrowserStage.start();
  operator = await stage.server.administrator();
  const bank = await bodyOf<BankOverview>(operator.post('/api/question-banks', { title: '示例媒体题库' }));
  const [picture, recording, video, captions] = await Promise.all([
    upload('image', PICTURE),
    upload('audio', RECORDING),
    upload('sign-video', SIGN_VIDEO),
    upload('captions', CAPTIONS),
  ]);
  const { id } = await makeItem(operator, bank.id, {
    kind: 'choice',
    select: 'single',
    stem: STEM,
    choices: [
      { id: 'A', text: '朱红', media: [{ kind: 'image', file: picture, alt: '示例：朱红方块' }] },
      { id: 'B', text: '湖蓝', media: [{ kind: 'audio', file: recording, alt: '示例：选项乙的录音' }] },
    ],
    correctResponse: 'A',
    tags: ['示例'],
    media: [
      { kind: 'image', file: picture, alt: '示例：一个方块' },
      { kind: 'sign-video', file: video, captions },
    ],
  });
  for (const status of ['reviewed', 'published'])
    await bodyOf(operator.post(`/api/question-banks/${bank.id}/status`, { itemIds: [id], status }));
  contest = await createContest(operator, { bankId: bank.id, draws: [{ count: 1 }], timeLimitSeconds: 3600 });
  host = await stage.server.console(operator, contest.id);
  await host.command('contest:open-lobby', contest.id);
  page = await stage.page('/', { viewport: VIEWPORTS.phoneSmall });
  await joinByPointer(page, { pin: contest.pin, branch: '示例第一支部', name: '示例甲' });
  for (const step of ['round:introduce', 'item:present', 'item:open']) await host.command(step, contest.id);
  await page.getByRole('button', { name: '提交', exact: true }).waitFor();
}, JOURNEY_MS);
afterAll(async () => {
  host?.close();
  await stage?.close();
});

async function upload(kind: BankMediaKind, bytes: Buffer): Promise<string> {
  const response = await fetch(`${stage.url}/api/question-banks/media?kind=${kind}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      origin: stage.url,
      cookie: operator.cookie ?? '',
      'x-csrf-token': operator.csrfToken ?? '',
    },
    body: new Uint8Array(bytes),
  });
  return ((await response.json()) as BankMediaReply).file;
}

const playerOf = (element: unknown): unknown[] => {
  const { controls, paused, autoplay, preload } = element as Record<string, unknown>;
  return [controls, paused, autoplay, preload];
};
const isDrawn = (element: unknown): boolean => Number((element as { readonly naturalWidth?: number }).naturalWidth) > 0;

describe('media of an item', () => {
  it('show to a participant: pictures with their words, by themselves nothing that sounds or moves', async () => {
    for (const name of ['示例：一个方块', '示例：朱红方块']) {
      const picture = page.getByRole('img', { name });
      await picture.scrollIntoViewIfNeeded();
      await picture.evaluate((element) => (element as unknown as { decode(): Promise<void> }).decode());
      expect(await picture.evaluate(isDrawn)).toBe(true);
    }
    const recording = page.locator('audio');
    expect(await recording.getAttribute('aria-label')).toBe('示例：选项乙的录音');
    expect(await recording.evaluate(playerOf)).toEqual([true, true, false, 'none']);
  });

  it('a recording is no part of its choice: who presses it has chosen nothing', async () => {
    expect(await page.locator('label audio').count()).toBe(0);
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  });

  it('a sign video is fetched when asked for, has its captions and takes the focus', async () => {
    expect(await page.locator('video').count()).toBe(0);
    // The file is a sample with nothing to see in it: Chromium says so.
    stage.allow(/media/);
    await page.getByRole('button', { name: '播放手语视频' }).click();
    const video = page.locator('video');
    await video.waitFor();
    expect(await video.locator('track').getAttribute('kind')).toBe('captions');
    expect(await video.locator('track').getAttribute('src')).toMatch(/\.vtt\?key=/);
    expect(await video.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  });

  it('pictures show on the screen of the hall too, and nothing else', async () => {
    const hall = await stage.page(`/screen/${contest.id}?key=${encodeURIComponent(contest.screenKey)}`, {
      viewport: VIEWPORTS.projector,
    });
    await hall.getByRole('img', { name: '示例：一个方块' }).waitFor();
    expect(await hall.locator('audio, video').count()).toBe(0);
    await hall.context().close();
  });

  it('an item without an explanation shows no heading for it', async () => {
    await page.getByRole('radio', { name: /朱红/ }).check();
    await page.getByRole('button', { name: '提交', exact: true }).click();
    // Everybody has responded: the item closes by itself.
    await page.getByText('本题已截止').first().waitFor();
    await host.command('item:reveal', contest.id);
    await page.getByRole('heading', { name: '答对了' }).waitFor();
    expect(await page.getByRole('heading', { name: '解析' }).count()).toBe(0);
    stage.expectQuiet();
  });
});
