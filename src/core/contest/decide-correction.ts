/** What may be changed about a result after play, and the freezing of the board. See decide-item.ts for the rest. */
import { withKey } from '../item/key.js';
import type { CorrectResponse } from '../item/types.js';
import type { Step } from './decide-item.js';
import { appealsUntil, findItem, progressOf } from './plan.js';
import type { Command, ContestPlan, ContestState } from './types.js';

export function correctKey(
  plan: ContestPlan,
  state: ContestState,
  contestItemId: string,
  correctResponse: CorrectResponse,
  reason: string,
): Step {
  const item = findItem(plan, contestItemId);
  if (item === null) return 'item.unknown';
  const { status, voided } = progressOf(state, contestItemId);
  if (voided) return 'item.already-voided';
  if (status !== 'revealed') return 'item.not-revealed';
  if (withKey(item, correctResponse) === null) return 'item.key-unfit';
  return [{ type: 'key-corrected', contestItemId, correctResponse, reason }];
}

/** Any correction that stands may be taken back, in any order: of two keys the one that is left is in force. */
export function cancelCorrection(state: ContestState, correction: number, reason: string): Step {
  const corrected = Object.entries(state.items).find(([, { corrections }]) =>
    corrections.some(({ version }) => version === correction),
  );
  if (corrected === undefined) return 'correction.unknown';
  return [{ type: 'correction-cancelled', contestItemId: corrected[0], correction, reason }];
}

export function freezeBoard(state: ContestState): Step {
  return state.frozenAtVersion === null ? [{ type: 'board-frozen' }] : 'board.frozen';
}

export function thawBoard(state: ContestState): Step {
  return state.frozenAtVersion === null ? 'board.not-frozen' : [{ type: 'board-thawed' }];
}

/**
 * Nobody may find their appeal, or a proposal about their points, overtaken by a result that stands; nor their time to
 * appeal, unless somebody says why.
 */
export function finalize(
  plan: ContestPlan,
  state: ContestState,
  command: Extract<Command, { type: 'finalize' }>,
  now: number,
): Step {
  if (command.openAppeals > 0) return 'contest.appeal-open';
  if (command.openAdjustments > 0) return 'contest.adjustment-open';
  if (state.frozenAtVersion !== null) return 'board.frozen';
  const { resultDigest, early } = command;
  const until = appealsUntil(plan, state);
  if (until === null || now > until) return [{ type: 'contest-finalized', resultDigest }];
  return early === null ? 'contest.appeals-taken' : [{ type: 'contest-finalized', resultDigest, early }];
}
