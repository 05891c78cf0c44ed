/** A page in one of its states, how to get there, and the small steps on the way. */
import type { Page } from 'playwright-core';

import type { ContestDetail } from '../../src/protocol/rest.js';
import { VIEWPORTS } from '../support/browser.js';
import type { Scene, Who } from '../support/checklist-stage.js';

export interface PageState {
  readonly name: string;
  readonly who: Who;
  /** The contest that the page is about. */
  readonly scene?: Scene;
  readonly path: (contest: ContestDetail) => string;
  /** Before the page is asked for. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Text that stands there once the page is complete. */
  readonly ready: string | RegExp;
  /** From the loaded page to the state. */
  readonly enter?: (page: Page) => Promise<void>;
}

export const press =
  (name: string | RegExp) =>
  async (page: Page): Promise<void> =>
    page.getByRole('button', { name }).first().click();
export const choose =
  (name: string) =>
  async (page: Page): Promise<void> =>
    page.getByRole('radio', { name }).first().check();
export const inTurn =
  (...steps: readonly ((page: Page) => Promise<void>)[]) =>
  async (page: Page): Promise<void> => {
    for (const step of steps) await step(page);
  };
export const shows =
  (text: string | RegExp) =>
  async (page: Page): Promise<void> =>
    page.getByText(text).first().waitFor();
export const dialog = async (page: Page): Promise<void> =>
  page.locator('[role="dialog"], [role="alertdialog"]').waitFor();

/** From anywhere to the state. */
export async function visit(page: Page, state: PageState, contest: ContestDetail): Promise<void> {
  await page.setViewportSize(VIEWPORTS.laptop);
  await state.prepare?.(page);
  await page.goto(state.path(contest));
  await page.getByText(state.ready).filter({ visible: true }).first().waitFor();
  await state.enter?.(page);
}
