import type { Page } from 'playwright-core';

import type { ItemResponse } from '../../src/protocol/item.js';
import type { EditableItem } from '../../src/protocol/rest.js';
import { chosenValues, movesTo, type Entrance, type Participant } from './participants.js';

const SUBMIT = '[data-scan="submit"]';
const LIMIT_MS = 40_000;
/** Pressed within this time of the mark's coming, before it can have gone on. */
const FRESH_MS = 450;
/** The page takes presses that follow one another faster for a trembling hand. */
const APART_MS = 350;

interface Seen {
  readonly paused: boolean;
  /** How many things the mark is on. */
  readonly marks: number;
  readonly onTarget: boolean;
  /** Where the mark is. */
  readonly place: string;
}

/** One switch that types a space: waits for the moving mark and presses. */
export class SwitchParticipant implements Participant {
  private pressedAt = 0;

  constructor(readonly page: Page) {}

  /** Somebody else sets the switch up by hand; from then on there is Space alone. */
  async setUp(): Promise<void> {
    const { page } = this;
    await page.goto('/');
    await page.getByRole('button', { name: '显示与朗读' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: '开启扫描' }).check();
    // From 1.5 s down to 0.7 s, and no longer on the first.
    for (let step = 0; step < 4; step += 1) await dialog.getByRole('button', { name: '停留时间 −' }).click();
    for (let step = 0; step < 2; step += 1) await dialog.getByRole('button', { name: '第一项多停留 −' }).click();
    await dialog.getByRole('button', { name: '完成' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async join({ pin, branch, name }: Entrance): Promise<void> {
    const { page } = this;
    for (const digit of pin) await this.press(`.pad button:text-is("${digit}")`);
    await this.press(SUBMIT);
    await page.getByRole('heading', { level: 1, name: '请选择您的支部' }).waitFor();
    await this.press(`label:has-text("${branch}")`);
    await this.press(SUBMIT);
    await page.getByRole('heading', { level: 1, name: '请填写您的姓名' }).waitFor();
    for (const letter of name) await this.press(`.pad button:text-is("${letter}")`);
    await this.press('label:has(#consent)');
    await this.press('a:has-text("我有其他需要")');
    await page.getByRole('heading', { level: 1, name: '我的需要' }).waitFor();
    await this.press('label:has-text("1.5 倍")');
    await this.press('label:has(#needs-consent)');
    await this.press(SUBMIT);
    await page.getByRole('heading', { level: 1, name: '请填写您的姓名' }).waitFor();
    await this.press(SUBMIT);
    await page.getByRole('heading', { level: 1, name: '已进入，请等待开始' }).waitFor();
  }

  async respond(item: EditableItem, response: ItemResponse): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: '提交', exact: true }).waitFor();
    for (const value of chosenValues(response) ?? []) await this.press(`label:has(input[value="${value}"])`);
    if ('texts' in response) {
      for (const [index, text] of response.texts.entries()) {
        for (const key of text) await this.press(`.pad >> nth=${index} >> button:text-is("${key}")`);
      }
    }
    if ('order' in response) {
      const shown = item.choices.map(({ id }) => id);
      for (const [id, by] of movesTo(shown, response.order)) await this.press(`[data-move="${id}:${by}"]`);
    }
    if ('pairs' in response) {
      const lists = page.locator('form select');
      for (const [choice, target] of response.pairs) {
        const place = item.choices.findIndex(({ id }) => id === choice);
        while ((await lists.nth(place).inputValue()) !== target) await this.press(`form select >> nth=${place}`);
      }
    }
    await this.press(SUBMIT);
    await page
      .getByText(/已保存 \d\d:/)
      .first()
      .waitFor();
  }

  /** Waits until the mark comes to the group, then to the thing itself, and presses each time. */
  private async press(selector: string): Promise<void> {
    const { page } = this;
    await page.locator(selector).filter({ visible: true }).first().waitFor();
    const until = Date.now() + LIMIT_MS;
    let place: string | null = null;
    let cameAt = 0;
    while (Date.now() < until) {
      const seen = await this.look(selector);
      if (place !== null && seen.place !== place) cameAt = Date.now();
      place = seen.place;
      const now = Date.now();
      const steady = now - this.pressedAt > APART_MS;
      const meant = seen.paused || (seen.onTarget && now - cameAt < FRESH_MS);
      if (!steady || !meant) continue;
      this.pressedAt = now;
      await page.keyboard.press('Space');
      if (!seen.paused && seen.marks === 1) return;
    }
    throw new Error(`the mark did not come to ${selector}`);
  }

  private async look(selector: string): Promise<Seen> {
    const target = this.page.locator(selector).filter({ visible: true }).first();
    return target.evaluate(async (element): Promise<Seen> => {
      const page = element.ownerDocument;
      // Once a frame is as often as anybody could see a change.
      await new Promise((next) => page.defaultView?.requestAnimationFrame(next));
      const own = element.getBoundingClientRect();
      const near = (one: number, other: number): boolean => Math.abs(one - other) < 2;
      const marks = [...page.querySelectorAll('[data-scan-mark]')].map((mark) => mark.getBoundingClientRect());
      const onTarget = marks.some(
        ({ left, top, width }) => near(left, own.left) && near(top, own.top) && near(width, own.width),
      );
      const place = marks.map(({ left, top }) => `${left},${top}`).join(' ');
      return { paused: page.querySelector('[data-scan-paused]') !== null, marks: marks.length, onTarget, place };
    });
  }
}
