/** The checklist's loop: one test a page state, the same for every part of the table. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { visit, type PageState } from './page-state.js';
import { audit, type AuditPlan } from '../support/audit.js';
import { JOURNEY_MS } from '../support/browser.js';
import { ChecklistStage } from '../support/checklist-stage.js';

/** @param prepare what the states need beside contests */
export function checklistOver(
  part: string,
  states: readonly PageState[],
  plan: AuditPlan,
  prepare: (stage: ChecklistStage) => Promise<void> = async () => undefined,
): void {
  jest.setTimeout(JOURNEY_MS);
  describe(`accessibility checklist: ${part}`, () => {
    let stage: ChecklistStage;

    beforeAll(async () => {
      stage = await ChecklistStage.start();
      // Chromium notes every refused request: these pages ask for what is not there.
      stage.stage.allow(/status of 40[134]/);
      await prepare(stage);
    });
    afterAll(() => stage.close());

    it.each(states.map((state) => [state.name, state] as const))('%s', async (_name, state) => {
      const contest = await stage.contest(state.scene ?? 'draft');
      const page = await stage.page(state.who);
      if (state.who === 'participant') await stage.seat(page);
      await visit(page, state, contest);
      expect(await audit(page, plan)).toEqual([]);
      stage.stage.expectQuiet();
    });
  });
}
