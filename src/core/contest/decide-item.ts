/** The item commands of `decide`. Phase, control and version have been checked before any of these is asked. */
import { closingDue } from './deadline.js';
import { currentRound, findItem, nextPendingItem, progressOf, runningOpening } from './plan.js';
import type { Command, ContestEvent, ContestPlan, ContestState, RejectionCode } from './types.js';

/** What a command does once version, control and phase have let it through: events, or the code of a refusal. */
export type Step = readonly ContestEvent[] | RejectionCode;

/** Longest extension in one step, milliseconds. */
const MAX_EXTENSION_MS = 600_000;

/** A due time of the server's timeline; null where each step is pressed. */
export function autoAt(plan: ContestPlan, at: number): number | null {
  return plan.advance === 'auto' ? at : null;
}

export function shiftedNextAt(state: ContestState, byMs: number): number | null {
  return state.nextAt === null ? null : state.nextAt + byMs;
}

export function presentItem(plan: ContestPlan, state: ContestState, wanted: string | undefined, now: number): Step {
  const item =
    wanted === undefined
      ? nextPendingItem(plan, state)
      : currentRound(plan, state)?.items.find((candidate) => candidate.id === wanted);
  if (item == null || progressOf(state, item.id).status !== 'pending') return 'item.unknown';
  return [{ type: 'item-presented', contestItemId: item.id, nextAt: autoAt(plan, now + plan.readingMs) }];
}

/** Opening and reopening: each gets the item's full time. */
export function openItem(plan: ContestPlan, state: ContestState, windowMultiplier: number, now: number): Step {
  const item = state.currentItemId === null ? null : findItem(plan, state.currentItemId);
  if (item === null) return 'item.unknown';
  if (!isMultiplier(windowMultiplier)) return 'protocol.malformed';
  const progress = progressOf(state, item.id);
  if (progress.voided) return 'item.already-voided';
  return [
    {
      type: 'item-opened',
      contestItemId: item.id,
      opening: progress.openings.length + 1,
      opensAt: now,
      timeLimitMs: item.timeLimitMs,
      windowMultiplier,
    },
  ];
}

export function extendItem(state: ContestState, ms: number): Step {
  if (state.currentItemId === null) return 'item.unknown';
  if (!Number.isSafeInteger(ms) || ms <= 0 || ms > MAX_EXTENSION_MS) return 'protocol.malformed';
  return [{ type: 'item-extended', contestItemId: state.currentItemId, ms }];
}

export function widenWindow(state: ContestState, windowMultiplier: number): Step {
  const opening = runningOpening(state);
  if (state.currentItemId === null || opening === null) return 'item.unknown';
  if (!isMultiplier(windowMultiplier)) return 'protocol.malformed';
  if (windowMultiplier <= opening.windowMultiplier) return [];
  return [{ type: 'window-widened', contestItemId: state.currentItemId, windowMultiplier }];
}

/** The timer never closes early; people may, but not over somebody's own time unless they say so. */
export function closeItem(
  plan: ContestPlan,
  state: ContestState,
  command: Extract<Command, { type: 'close-item' }>,
  now: number,
): Step {
  const opening = runningOpening(state);
  if (state.currentItemId === null || opening === null) return 'item.unknown';
  // The grace belongs to everybody's time: a response on its way must not be cut off without a word.
  const due = closingDue(plan, opening);
  const early = due === null || now < due;
  const cutsSomebodyOff = early && command.stillResponding > 0;
  if (early && command.reason === 'time') return 'item.time-remaining';
  if (cutsSomebodyOff && !command.override) return 'item.time-remaining';
  return [
    {
      type: 'item-closed',
      contestItemId: state.currentItemId,
      closedAt: now,
      reason: command.reason,
      override: cutsSomebodyOff,
      stillResponding: command.stillResponding,
    },
  ];
}

export function revealItem(plan: ContestPlan, state: ContestState, now: number): Step {
  if (state.currentItemId === null) return 'item.unknown';
  return [{ type: 'item-revealed', contestItemId: state.currentItemId, nextAt: autoAt(plan, now + plan.revealMs) }];
}

/** Without an id: the item being read, else the next pending one of the round. */
export function skipItem(plan: ContestPlan, state: ContestState, wanted: string | undefined, now: number): Step {
  const beingRead = state.phase === 'presenting' ? state.currentItemId : null;
  const contestItemId = wanted ?? beingRead ?? nextPendingItem(plan, state)?.id;
  if (contestItemId === undefined || findItem(plan, contestItemId) === null) return 'item.unknown';
  if (contestItemId === beingRead) {
    return [{ type: 'item-skipped', contestItemId, nextAt: autoAt(plan, now + plan.introductionMs) }];
  }
  if (progressOf(state, contestItemId).status !== 'pending') return 'item.unknown';
  return [{ type: 'item-skipped', contestItemId, nextAt: state.nextAt }];
}

/** Voiding the open item closes it too; elsewhere the phase stays. */
export function voidItem(
  plan: ContestPlan,
  state: ContestState,
  contestItemId: string,
  reason: string,
  now: number,
): Step {
  if (findItem(plan, contestItemId) === null) return 'item.unknown';
  const { status, voided } = progressOf(state, contestItemId);
  if (voided) return 'item.already-voided';
  if (status === 'pending' || status === 'skipped') return 'item.not-presented';
  const voiding: ContestEvent = { type: 'item-voided', contestItemId, reason };
  if (status !== 'open') return [voiding];
  return [
    { type: 'item-closed', contestItemId, closedAt: now, reason: 'voided', override: false, stillResponding: 0 },
    voiding,
  ];
}

function isMultiplier(value: number): boolean {
  return Number.isFinite(value) && value >= 1;
}
