import type { Page } from 'playwright-core';

import type { ItemResponse } from '../../src/protocol/item.js';
import type { EditableItem } from '../../src/protocol/rest.js';
import { eventually } from '../support/browser-pages.js';
import { chosenValues, movesTo, type Entrance, type Participant } from './participants.js';

const MOST_TABS = 80;
const SUBMIT = '[data-scan="submit"]';

/** No mouse, no finger: Tab, Shift+Tab, arrows, Space, Enter and typing. The name of the file puts the lint on it. */
export class KeyboardParticipant implements Participant {
  constructor(readonly page: Page) {}

  async join({ pin, branch, name }: Entrance): Promise<void> {
    const { page } = this;
    await page.goto('/');
    await this.tabTo('#pin');
    await page.keyboard.type(pin);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '请选择您的支部' }).waitFor();
    await this.tabTo('input[type="radio"]');
    await page.keyboard.press('Space');
    for (;;) {
      if (await page.getByRole('radio', { name: branch, checked: true }).isVisible()) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '请填写您的姓名' }).waitFor();
    await this.tabTo('#name');
    await page.keyboard.type(name);
    await this.tabTo('#consent');
    await page.keyboard.press('Space');
    await this.tabTo(SUBMIT);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '已进入，请等待开始' }).waitFor();
  }

  async respond(item: EditableItem, response: ItemResponse): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: '提交', exact: true }).waitFor();
    await this.enter(item, response);
    await this.tabTo(SUBMIT);
    await page.keyboard.press('Enter');
    await page
      .getByText(/已保存 \d\d:/)
      .first()
      .waitFor();
  }

  private async enter(item: EditableItem, response: ItemResponse): Promise<void> {
    const { page } = this;
    const values = chosenValues(response);
    if (values) await this.choose(values);
    if ('texts' in response) {
      const ids = await page
        .locator('form')
        .getByRole('textbox')
        .evaluateAll((fields) => fields.map(({ id }) => id as string));
      for (const [index, text] of response.texts.entries()) {
        await this.tabTo(`[id="${ids[index]}"]`);
        await page.keyboard.type(text);
      }
    }
    if ('order' in response) {
      const shown = item.choices.map(({ id }) => id);
      for (const [id, by] of movesTo(shown, response.order)) {
        await this.tabTo(`[data-move="${id}:${by}"]`);
        await page.keyboard.press('Enter');
      }
    }
    if ('pairs' in response) await this.match(item, response.pairs);
  }

  private async choose(values: readonly string[]): Promise<void> {
    const { page } = this;
    if (await page.locator('form input[type="radio"]').first().isVisible()) {
      await this.tabTo('form input[type="radio"]');
      await page.keyboard.press('Space');
      const wanted = page.locator(`form input[value="${values[0]}"]`);
      while (!(await wanted.isChecked())) await page.keyboard.press('ArrowDown');
      return;
    }
    for (const value of values) {
      await this.tabTo(`form input[value="${value}"]`);
      await page.keyboard.press('Space');
    }
  }

  private async match(item: EditableItem, pairs: readonly (readonly [string, string])[]): Promise<void> {
    const { page } = this;
    const lists = page.locator('form select');
    for (const [choice, target] of pairs) {
      const list = lists.nth(item.choices.findIndex(({ id }) => id === choice));
      const id = (await list.getAttribute('id')) ?? '';
      await this.tabTo(`[id="${id}"]`);
      while ((await list.inputValue()) !== target) await page.keyboard.press('ArrowDown');
    }
  }

  /** Forwards, and backwards where that did not lead there. */
  private async tabTo(selector: string): Promise<void> {
    const { page } = this;
    const here = (): Promise<boolean> =>
      page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`);
    await eventually(
      () => page.locator(selector).count(),
      (count) => count > 0,
      { what: `${selector} is on the page` },
    );
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
        if (await here()) return;
        await page.keyboard.press(key);
      }
    }
    throw new Error(`${selector} cannot be reached by Tab`);
  }
}
