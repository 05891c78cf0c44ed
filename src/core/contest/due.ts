/** What the server's timer does next by itself: the deadline in both modes, the whole timeline in auto-advance. */
import { assertNever } from '../result.js';
import { closingDue } from './deadline.js';
import { lastOpening, nextPendingItem, nextRoundIndex, progressOf, runningOpening } from './plan.js';
import type { Command, ContestPlan, ContestState } from './types.js';

export interface Due {
  /** Server epoch milliseconds; may lie in the past, then it is due at once. */
  readonly at: number;
  readonly command: Command;
}

/** Null while paused and while the contest waits for a host. `open-item` carries 1: the shell knows the multipliers. */
export function nextDue(plan: ContestPlan, state: ContestState): Due | null {
  if (state.pausedAt !== null) return null;
  if (state.phase === 'open') return dueClose(plan, state);
  return plan.advance === 'auto' ? dueStep(plan, state) : null;
}

function dueClose(plan: ContestPlan, state: ContestState): Due | null {
  const opening = runningOpening(state);
  return at(opening === null ? null : closingDue(plan, opening), {
    type: 'close-item',
    reason: 'time',
    override: false,
    stillResponding: 0,
  });
}

function dueStep(plan: ContestPlan, state: ContestState): Due | null {
  switch (state.phase) {
    case 'introducing':
    case 'revealed':
      return at(state.nextAt, onwards(plan, state));
    case 'presenting':
      return at(
        state.nextAt,
        // An item voided while it is read has nothing to wait for.
        currentProgress(state)?.voided === true ? { type: 'skip-item' } : { type: 'open-item', windowMultiplier: 1 },
      );
    case 'closed': {
      const progress = currentProgress(state);
      return at(progress === null ? null : (lastOpening(progress)?.closedAt ?? null), { type: 'reveal-item' });
    }
    case 'draft':
    case 'lobby':
    case 'open':
    case 'ended':
    case 'finalized':
      return null;
    default:
      return assertNever(state.phase);
  }
}

function onwards(plan: ContestPlan, state: ContestState): Command {
  if (nextPendingItem(plan, state) !== null) return { type: 'present-item' };
  return nextRoundIndex(plan, state) !== null ? { type: 'introduce-round' } : { type: 'end' };
}

function currentProgress(state: ContestState) {
  return state.currentItemId === null ? null : progressOf(state, state.currentItemId);
}

function at(instant: number | null, command: Command): Due | null {
  return instant === null ? null : { at: instant, command };
}
