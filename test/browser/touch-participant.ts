import type { Page } from 'playwright-core';

import type { ItemResponse } from '../../src/protocol/item.js';
import type { EditableItem } from '../../src/protocol/rest.js';
import { chosenValues, movesTo, type Entrance, type Participant } from './participants.js';

/** A finger on a small phone. */
export class TouchParticipant implements Participant {
  constructor(readonly page: Page) {}

  async join({ pin, branch, name }: Entrance): Promise<void> {
    const { page } = this;
    await page.goto('/');
    await page.getByRole('textbox', { name: '竞赛码' }).fill(pin);
    await page.getByRole('button', { name: '进入', exact: true }).tap();
    await page.getByText(branch).tap();
    await page.getByRole('button', { name: '下一步' }).tap();
    await page.getByRole('textbox', { name: '姓名' }).fill(name);
    await page.getByRole('checkbox', { name: /同意/ }).tap();
    await page.getByRole('button', { name: '进入竞赛' }).tap();
    await page.getByRole('heading', { level: 1, name: '已进入，请等待开始' }).waitFor();
  }

  async respond(item: EditableItem, response: ItemResponse): Promise<void> {
    const { page } = this;
    const submit = page.getByRole('button', { name: '提交', exact: true });
    await submit.waitFor();
    await this.fill(item, response);
    await submit.tap();
    await page
      .getByText(/已保存 \d\d:/)
      .first()
      .waitFor();
  }

  private async fill(item: EditableItem, response: ItemResponse): Promise<void> {
    const { page } = this;
    for (const value of chosenValues(response) ?? []) {
      await page.locator('label', { has: page.locator(`input[value="${value}"]`) }).tap();
    }
    if ('texts' in response) {
      for (const [index, text] of response.texts.entries())
        await page.locator('form').getByRole('textbox').nth(index).fill(text);
    }
    if ('order' in response) {
      const shown = item.choices.map(({ id }) => id);
      for (const [id, by] of movesTo(shown, response.order)) await page.locator(`[data-move="${id}:${by}"]`).tap();
    }
    if ('pairs' in response) {
      for (const [choice, target] of response.pairs) {
        const place = item.choices.findIndex(({ id }) => id === choice);
        await page.locator('form select').nth(place).selectOption(target);
      }
    }
  }
}
