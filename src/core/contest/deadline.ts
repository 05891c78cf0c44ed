/** Clock arithmetic of an opening. All instants are server epoch milliseconds, all durations milliseconds. */
import { progressOf } from './plan.js';
import type { ContestPlan, ContestState, Opening, Standstill } from './types.js';

/** Network grace after a deadline in which a response still counts (protocol.md, Time). */
export const GRACE_MS = 1000;

export function speedCounts(plan: ContestPlan): boolean {
  return plan.rule.speedBonusPercent !== 0;
}

/** Time of an opening in which no clock ran before `at`; overlapping intervals (a pause in an outage) count once. */
export function standstillMs(opening: Opening, at: number): number {
  let total = 0;
  let covered = opening.opensAt;
  for (const { from, to } of opening.standstills.toSorted(byStart)) {
    const start = Math.max(from, covered);
    const end = Math.min(to ?? at, at);
    if (end <= start) continue;
    total += end - start;
    covered = end;
  }
  return total;
}

function byStart(a: Standstill, b: Standstill): number {
  return a.from - b.from;
}

/** A person's own time for this opening: the common window where speed does not count. */
export function ownLimitMs(plan: ContestPlan, opening: Opening, multiplier: number): number {
  return Math.round(opening.timeLimitMs * (speedCounts(plan) ? multiplier : opening.windowMultiplier));
}

/** Time used since `opensAt` with standstills taken out; at least 0. */
export function elapsedMs(opening: Opening, at: number): number {
  return Math.max(0, at - opening.opensAt - standstillMs(opening, at));
}

/**
 * When a clock started at `opensAt` has run for `usedMs`; null while a pause lasts, for nobody knows yet when it runs
 * on. A standstill that begins later moves nothing: an outage gives no time back to somebody whose time was up.
 */
function instantOf(opening: Opening, usedMs: number): number | null {
  let instant = opening.opensAt + usedMs;
  let covered = opening.opensAt;
  for (const { from, to } of opening.standstills.toSorted(byStart)) {
    if (to === null) return null;
    const start = Math.max(from, covered);
    if (start >= instant || to <= start) continue;
    instant += to - start;
    covered = to;
  }
  return instant;
}

/** Null while a pause lasts. */
export function personalDeadline(plan: ContestPlan, opening: Opening, multiplier: number): number | null {
  return instantOf(opening, ownLimitMs(plan, opening, multiplier));
}

/** When the last clock that the item waits for runs out; null while a pause lasts. */
export function lastDeadline(plan: ContestPlan, opening: Opening): number | null {
  return personalDeadline(plan, opening, opening.windowMultiplier);
}

/**
 * The deadline that host and screen see: of ordinary time where speed counts (their figures freeze then), else the
 * common one. Null while a pause lasts.
 */
export function ordinaryDeadline(plan: ContestPlan, opening: Opening): number | null {
  return personalDeadline(plan, opening, 1);
}

/** When the server closes the item by itself: when nobody's response could count any more. Null while a pause lasts. */
export function closingDue(plan: ContestPlan, opening: Opening): number | null {
  return instantOf(opening, ownLimitMs(plan, opening, opening.windowMultiplier) + GRACE_MS);
}

/** Until the own deadline and the grace, inclusive. */
export function withinTime(plan: ContestPlan, opening: Opening, multiplier: number, now: number): boolean {
  return elapsedMs(opening, now) <= ownLimitMs(plan, opening, multiplier) + GRACE_MS;
}

/** Whether a response to this opening counts at `now`. */
export function accepts(
  plan: ContestPlan,
  state: ContestState,
  contestItemId: string,
  openingNumber: number,
  multiplier: number,
  now: number,
): 'ok' | 'contest.paused' | 'item.not-open' {
  if (state.phase !== 'open' || state.currentItemId !== contestItemId) return 'item.not-open';
  const opening = progressOf(state, contestItemId).openings.at(-1);
  if (opening === undefined || opening.number !== openingNumber) return 'item.not-open';
  if (state.pausedAt !== null) return 'contest.paused';
  return withinTime(plan, opening, multiplier, now) ? 'ok' : 'item.not-open';
}
