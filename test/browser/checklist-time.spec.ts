/** Items 3, 13 to 18, 20, 23 and 35: what a page says, when, and where focus stays, on clocks that the test moves. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import { eventually } from '../support/browser-pages.js';
import { JOURNEY_MS } from '../support/browser.js';
import { TimedStage, type TimedPage } from '../support/timed-stage.js';

jest.setTimeout(JOURNEY_MS);

const said = (page: Page): Promise<string[]> => page.evaluate<string[]>('testing.said');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()');
const timer = (page: Page) => page.getByRole('timer');

describe('time, announcements and focus', () => {
  let timed: TimedStage;
  let plain: TimedPage;
  let longer: TimedPage;
  let screen: TimedPage;

  const advance = async (ms: number, shown: RegExp): Promise<void> => {
    await timed.advance(ms);
    await timer(plain.page).filter({ hasText: shown }).waitFor();
  };

  beforeAll(async () => {
    // Speed counts, so that each has a deadline of their own.
    timed = await TimedStage.start({
      settings: { speedBonusPercent: 10 },
      rounds: [{ items: 3, timeLimitSeconds: 60 }],
    });
    screen = await timed.screen();
    longer = await timed.participant('示例多时', { multiplier: 1.5 });
    plain = await timed.participant('示例平时');
    await timed.host.pressAll('round:introduce', 'item:present', 'item:open');
    await plain.page.getByRole('button', { name: '提交', exact: true }).waitFor();
  });
  afterAll(() => timed.close());

  it('17: a new item takes focus to its heading', async () => {
    await heading(plain.page).filter({ hasText: '第1题，共3题' }).waitFor();
    expect(await focused(plain.page)).toBe('page-heading');
  });

  it('20: everybody sees their own time', async () => {
    await timer(plain.page)
      .filter({ hasText: /1 分\s*$/ })
      .waitFor();
    await timer(longer.page).filter({ hasText: '1 分 30 秒' }).waitFor();
  });

  it('17: what others do moves no focus', async () => {
    await plain.page.getByRole('radio').first().focus();
    await plain.page.evaluate('window.before = document.activeElement');
    const other = await timed.stage.join('示例别人', 1);
    const { host, stage } = timed;
    await host.client.demand('caption:send', { contestId: stage.contestId, text: '示例字幕' });
    await plain.page.getByText('示例字幕').first().waitFor();
    expect(await plain.page.evaluate('window.before === document.activeElement')).toBe(true);
    other.client.close();
  });

  it('18: arrow keys choose and submit nothing', async () => {
    const radios = plain.page.getByRole('radio');
    await radios.first().focus();
    await plain.page.keyboard.press('ArrowDown');
    expect(await radios.nth(1).isChecked()).toBe(true);
    await plain.page.keyboard.press('ArrowUp');
    expect(await radios.first().isChecked()).toBe(true);
    expect(plain.sent.filter((frame) => frame.includes('response:submit'))).toEqual([]);
  });

  it('13, 14: speaks at the milestones only, each once, and the timer itself is quiet', async () => {
    expect(await timer(plain.page).getAttribute('aria-live')).toBe('off');
    const before = (await said(plain.page)).length;
    const steps: readonly (readonly [number, RegExp])[] = [
      [29_000, /31 秒/],
      [1000, /30 秒/],
      [1000, /29 秒/],
      [18_000, /11 秒/],
      [1000, /10 秒/],
      [4000, /6 秒/],
      [1000, /5 秒/],
      [4000, /1 秒/],
      [1000, /0 秒/],
    ];
    for (const [ms, shown] of steps) {
      await advance(ms, shown);
      // Redraws the form in between: nothing may be said again for it.
      if (ms === 18_000) await plain.page.getByRole('radio').nth(1).check();
    }
    await eventually(
      () => said(plain.page),
      (texts) => texts.at(-1) === '时间到。',
    );
    const spoken = (await said(plain.page)).slice(before);
    expect(spoken).toEqual(['剩余 30 秒。', '剩余 10 秒。', '剩余 5 秒。', '时间到。']);
    const whole = (await said(plain.page)).filter((text) => /时间|剩余/.test(text));
    expect(whole[0]).toBe('开始作答，时间 1 分。');
    expect(whole.length).toBeLessThanOrEqual(8);
  });

  it('20: the longer time is still running, and its response is taken at 1.4 times the ordinary time', async () => {
    await timed.advance(24_000);
    await timer(longer.page)
      .filter({ hasText: /^\D*6 秒/ })
      .waitFor();
    await longer.page.getByRole('radio').first().check();
    const button = longer.page.getByRole('button', { name: '提交', exact: true });
    await button.focus();
    await longer.page.evaluate('window.before = document.activeElement');
    await longer.page.keyboard.press('Enter');
    await longer.page.locator('#live-polite').filter({ hasText: '已保存' }).waitFor();
  });

  it('16: a submission is confirmed in words and focus stays where it was', async () => {
    expect(await longer.page.evaluate('window.before === document.activeElement')).toBe(true);
    expect((await said(longer.page)).some((text) => text.startsWith('已保存'))).toBe(true);
  });

  it('23: nobody else is told who has more time', () => {
    const others = [...plain.received, ...screen.received].join('\n');
    expect(others).toContain('contest:changed');
    expect(others).not.toMatch(/multiplier|disab|accommod|1\.5/i);
    // Whether a contest wants somebody's word on more time is a rule of it, and says nothing of anybody.
    expect(screen.received.join('\n').replaceAll('needsApproval', '')).not.toContain('needs');
  });

  it('3, 15: the next item has its own title and is spoken into the same live region', async () => {
    const { page } = plain;
    const before = await page.title();
    await page.evaluate("window.polite = document.getElementById('live-polite')");
    await timed.host.press('item:close', { override: true });
    await timed.host.pressAll('item:reveal');
    await page.getByText('您的作答').waitFor();
    await timed.host.pressAll('item:present', 'item:open');
    await heading(page).filter({ hasText: '第2题，共3题' }).waitFor();
    expect(await page.title()).not.toBe(before);
    expect(await page.title()).toMatch(/^第2题.*－学赛$/);
    expect(await page.evaluate("window.polite === document.getElementById('live-polite')")).toBe(true);
    await eventually(
      () => focused(page),
      (id) => id === 'page-heading',
    );
  });

  it('35: no page depends on vibration', () => {
    expect([plain, longer, screen].flatMap(({ errors }) => errors)).toEqual([]);
  });
});
