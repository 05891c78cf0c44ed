/** Items 6, 19, 25 to 28, 33 and 34: dialogues, names, shortcuts, forms, reading aloud, scanning. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { ContestDetail } from '../../src/protocol/rest.js';
import { eventually } from '../support/browser-pages.js';
import { JOURNEY_MS } from '../support/browser.js';
import { ChecklistStage, type Scene, type Who } from '../support/checklist-stage.js';
import { visit } from './page-state.js';
import { ENTRY_PAGES, OPERATOR_PAGES } from './pages.js';

jest.setTimeout(JOURNEY_MS);

const DIALOG = '[role="dialog"], [role="alertdialog"]';
const setting = (more: object): string => `localStorage['xuesai.settings'] = ${JSON.stringify(JSON.stringify(more))}`;

describe('keys, forms and speech', () => {
  let stage: ChecklistStage;

  const at = async (who: Who, scene: Scene, path: (contest: ContestDetail) => string): Promise<Page> => {
    const contest = await stage.contest(scene);
    const page = await stage.page(who);
    if (who === 'participant') await stage.seat(page);
    await page.goto(path(contest));
    return page;
  };
  const play = ({ id }: ContestDetail): string => `/play/${id}`;
  const desk = ({ id }: ContestDetail): string => `/host/contests/${id}/console`;

  beforeAll(async () => {
    stage = await ChecklistStage.start();
  });
  afterAll(() => stage.close());

  const DIALOGS: readonly (readonly [string, Who, Scene, (contest: ContestDetail) => string, string | RegExp])[] = [
    ['settings', 'guest', 'draft', () => '/', '显示与朗读'],
    ['my needs', 'participant', 'lobby', play, '我的需要'],
    ['deleting a contest', 'operator', 'draft', () => '/host', '删除'],
    ['editing an item', 'operator', 'draft', ({ id }) => `/host/contests/${id}`, '修改'],
    ['an item of the rundown', 'operator', 'open single', desk, /^第1题/],
    ['a participant', 'operator', 'open single', desk, /^处理/],
    ['returning to draft', 'operator', 'lobby', desk, '退回草稿'],
  ];
  it.each(DIALOGS)(
    '6: the dialogue of %s keeps focus, closes by Esc and gives focus back',
    async (_name, who, scene, path, opener) => {
      const page = await at(who, scene, path);
      const grave = page.getByText('其他操作（会先询问）');
      if (opener === '退回草稿') await grave.click();
      const button = page.getByRole('button', { name: opener }).first();
      await button.focus();
      await page.evaluate('window.opener_ = document.activeElement');
      await page.keyboard.press('Enter');
      const dialog = page.locator(DIALOG);
      await dialog.waitFor();
      const stops = await dialog.locator('a[href], button, input, select, textarea').count();
      for (let press = 0; press < stops + 5; press += 1) {
        await page.keyboard.press(press % 7 === 6 ? 'Shift+Tab' : 'Tab');
        expect(await page.evaluate(`document.activeElement.closest('${DIALOG}') !== null`)).toBe(true);
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement === window.opener_')).toBe(true);
    },
  );

  it('19: the choices are one group named by the stem, each with its letter and state', async () => {
    const page = await at('participant', 'open single', play);
    await page.getByRole('radio').nth(1).check();
    const snapshot = await page.getByRole('main').ariaSnapshot();
    expect(snapshot).toMatch(/radiogroup "示例：雨后的彩虹一般分为几种颜色？"/);
    expect(snapshot.match(/radio "[A-D]，[^"]+"/g)).toHaveLength(4);
    expect(snapshot).toMatch(/radio "B，[^"]+" \[checked\]/);
    await at('participant', 'open multiple', play);
    await page.getByRole('checkbox').first().waitFor();
    const several = await page.getByRole('main').ariaSnapshot();
    expect(several).toMatch(/group "示例：颜料的三原色包括哪些？"/);
    expect(several.match(/checkbox "[A-D]，[^"]+"/g)).toHaveLength(4);
  });

  it('25: a letter chooses nothing until the shortcuts are switched on, and never while writing', async () => {
    const page = await at('participant', 'open true-false', play);
    const first = page.getByRole('radio').first();
    await first.waitFor();
    await page.keyboard.press('a');
    expect(await first.isChecked()).toBe(false);
    await page.evaluate(setting({ shortcuts: true }));
    await page.reload();
    await first.waitFor();
    await page.keyboard.press('a');
    expect(await first.isChecked()).toBe(true);
    await at('participant', 'open fill-in', play);
    const blank = page.getByRole('textbox').first();
    await blank.focus();
    await page.keyboard.press('a');
    expect(await blank.inputValue()).toBe('a');
    await page.evaluate(setting({}));
  });

  it('26: ordering and matching are done with buttons and lists', async () => {
    const page = await at('participant', 'open ordering', play);
    const entries = page.locator('form ol > li .text');
    await entries.first().waitFor();
    const [first] = await entries.allInnerTexts();
    await page.getByRole('button', { name: /^下移/ }).first().focus();
    await page.keyboard.press('Enter');
    await entries.nth(1).filter({ hasText: first! }).waitFor();
    expect(await page.locator('[draggable="true"]').count()).toBe(0);
    await at('participant', 'open matching', play);
    const list = page.getByRole('combobox').first();
    await list.focus();
    await page.keyboard.press('ArrowDown');
    expect(await list.inputValue()).not.toBe('');
    expect(await page.locator('[draggable="true"]').count()).toBe(0);
  });

  it('27: sign-in and set-up take pasted texts and say to password managers what they are', async () => {
    const page = await at('guest', 'draft', () => '/host');
    const [login, password] = [page.getByLabel('用户名'), page.getByLabel('密码')];
    await login.fill('orbit lantern gravel mint');
    await login.press('Control+A');
    await login.press('Control+C');
    await password.press('Control+V');
    expect(await password.inputValue()).toBe('orbit lantern gravel mint');
    expect(await login.getAttribute('autocomplete')).toBe('username');
    expect(await password.getAttribute('autocomplete')).toBe('current-password');
    expect(await page.locator('form img, form canvas').count()).toBe(0);
    const setUp = OPERATOR_PAGES.find(({ name }) => name === 'set-up');
    if (!setUp) throw new Error('the table has no set-up page');
    await visit(page, setUp, await stage.contest('draft'));
    const tokens = await page
      .locator('form input')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('autocomplete')));
    expect(tokens).toEqual(['one-time-code', 'username', 'name', 'new-password', 'new-password']);
  });

  const FORMS = [...ENTRY_PAGES, ...OPERATOR_PAGES].filter(({ name }) =>
    /missing|nothing (written|filled in)/.test(name),
  );
  it.each(FORMS.map((state) => [state.name, state] as const))(
    '28: %s: faults are named, linked and have focus',
    async (_name, state) => {
      const page = await stage.page(state.who);
      await visit(page, state, await stage.contest(state.scene ?? 'draft'));
      const wrong = page.locator('[aria-invalid="true"], fieldset[aria-describedby]');
      expect(await wrong.count()).toBeGreaterThan(0);
      for (const field of await wrong.all()) {
        const ids = (await field.getAttribute('aria-describedby')) ?? '';
        const texts = await Promise.all(ids.split(' ').map((id) => page.locator(`[id="${id}"]`).innerText()));
        expect(texts.join('')).toMatch(/有误：\S/);
      }
      const summary = page.getByRole('alert').filter({ hasText: '请先改正以下内容' });
      if ((await summary.count()) === 0) {
        // One field alone: focus goes straight to it.
        expect(await page.evaluate('document.activeElement.matches("input, textarea, select")')).toBe(true);
        return;
      }
      expect(await summary.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
      const link = summary.getByRole('link').first();
      const target = (await link.getAttribute('href'))?.slice(1) ?? '';
      await link.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe(target);
    },
  );

  it('33: reads aloud by the device, else plays the recording, else says why it is silent', async () => {
    const { id } = await stage.contest('open single');
    const page = await stage.openPage('participant');
    await page.addInitScript({ content: SPEECH_STUB });
    let recorded = false;
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        const text = String(message);
        socket.send(
          recorded
            ? text.replaceAll('"media":[]', '"media":[{"kind":"audio","url":"/media/sample.mp3","alt":"示例录音"}]')
            : text,
        );
      });
    });
    stage.stage.allow(/sample\.mp3/);
    await stage.seat(page);
    const read = async (voice: boolean): Promise<void> => {
      await page.evaluate(`localStorage.voice = '${voice ? 'yes' : ''}'`);
      await page.goto(`/play/${id}`);
      await page.getByRole('button', { name: '朗读题目' }).click();
    };
    await read(true);
    await eventually(
      () => page.evaluate<number>('window.spoken.length'),
      (count) => count > 0,
    );
    expect(await page.evaluate('window.spoken[0]')).toContain('彩虹');
    await read(false);
    await page.getByRole('status').filter({ hasText: '本机无中文语音，不能朗读' }).waitFor();
    recorded = true;
    await read(false);
    await page.getByRole('status').filter({ hasText: '正在播放题目录音' }).waitFor();
    expect(await page.evaluate('window.played')).toEqual(['/media/sample.mp3']);
    await page.context().close();
  });

  it('34: scanning rests after two rounds, wakes by the switch, and takes a trembling press for one', async () => {
    const page = await stage.openPage('guest');
    await page.goto('/privacy');
    await page.evaluate(
      setting({
        scanning: {
          on: true,
          intervalSeconds: 0.6,
          firstExtraSeconds: 0,
          loops: 2,
          debounceSeconds: 1,
          holdSeconds: 0,
        },
      }),
    );
    await page.goto('/');
    const paused = page.locator('[data-scan-paused]');
    await page.locator('[data-scan-mark]').first().waitFor();
    expect(await paused.count()).toBe(0);
    await paused.waitFor();
    expect(await page.locator('[data-scan-mark]').count()).toBe(0);
    await page.keyboard.press('Space');
    await paused.waitFor({ state: 'detached' });
    await page.locator('[data-scan-mark]').first().waitFor();
    // The second press comes at once: it would choose the first key of the row that the first one enters.
    await paused.waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    expect(await page.locator('[data-scan-mark]').count()).toBeGreaterThan(1);
    expect(await page.locator('#pin').inputValue()).toBe('');
    await page.context().close();
  });
});

/** A device with a Chinese voice where `localStorage.voice` is set, with none otherwise; recordings play at once. */
const SPEECH_STUB = `
  window.spoken = [];
  window.played = [];
  const voices = localStorage.voice ? [{ lang: 'zh-CN', localService: true, name: '示例' }] : [];
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => voices, cancel() {}, speak: ({ text }) => window.spoken.push(text),
    addEventListener: (_name, listener) => setTimeout(listener), removeEventListener() {},
  } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  HTMLMediaElement.prototype.play = function () { window.played.push(new URL(this.src).pathname); return Promise.resolve(); };
`;
