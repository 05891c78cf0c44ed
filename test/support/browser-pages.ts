/** What people do on the pages, whoever they are. */
import type { Locator, Page } from 'playwright-core';

import { PATIENCE_MS } from './patience.js';

/** Rows of a table, cell by cell, as they are read. */
export async function tableRows(table: Locator): Promise<readonly (readonly string[])[]> {
  await table.locator('tbody tr').first().waitFor();
  const rows = await table.locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) =>
      (await row.locator('th, td').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim()),
    ),
  );
}

/** Asks again until it holds; for what no locator can wait for. @throws with the last value after the limit */
export async function eventually<T>(
  ask: () => Promise<T>,
  holds: (value: T) => boolean,
  { within = PATIENCE_MS, what = holds.toString() }: { readonly within?: number; readonly what?: string } = {},
): Promise<T> {
  const until = Date.now() + within;
  let value = await ask();
  while (!holds(value)) {
    if (Date.now() > until)
      throw new Error(`did not happen within ${within} ms: ${what}; last ${JSON.stringify(value)}`);
    value = await ask();
  }
  return value;
}

/** The host's console: its primary button names the next step. */
export class ConsolePage {
  constructor(readonly page: Page) {}

  get primary(): Locator {
    return this.page.getByRole('region', { name: '下一步' }).getByRole('button');
  }

  /** Presses the step of this name as soon as it is the next one. */
  async step(name: string | RegExp): Promise<void> {
    await this.page.getByRole('region', { name: '下一步' }).getByRole('button', { name }).click();
  }

  /** Presses a button in the dialogue that a step has opened. */
  async confirm(action: string): Promise<void> {
    const dialog = this.page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: action, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** The result is final before the time for appeals is over, which needs a reason. */
  async finalizeEarly(): Promise<void> {
    await this.step('成绩确认');
    const dialog = this.page.getByRole('alertdialog');
    await dialog.getByLabel('提前确认的原因').fill('示例理由');
    await this.confirm('提前确认成绩');
  }

  /** Until the step is offered. */
  async until(name: string | RegExp): Promise<void> {
    await this.page.getByRole('region', { name: '下一步' }).getByRole('button', { name }).waitFor();
  }
}

/** Fills in the three steps of joining with mouse or finger. */
export async function joinByPointer(
  page: Page,
  { pin, branch, name }: { readonly pin: string; readonly branch: string; readonly name: string },
): Promise<void> {
  await page.goto(`/join/${pin}`);
  await page.getByRole('radio', { name: branch }).check();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('textbox', { name: '姓名' }).fill(name);
  await page.getByRole('checkbox', { name: /同意/ }).check();
  await page.getByRole('button', { name: '进入竞赛' }).click();
  await page.getByRole('heading', { level: 1, name: '已进入，请等待开始' }).waitFor();
}

/** What the countdown of a participant's page says. */
export async function secondsLeft(page: Page): Promise<number> {
  const words = await page.getByRole('timer').innerText();
  const [, minutes = '0', seconds = '0'] = /(?:(\d+) 分)?\s*(?:(\d+) 秒)?$/.exec(words.trim()) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

/** Signs an operator in on the page that is open at `/host`. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(login);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '竞赛' }).waitFor();
}
