/** Questions about a plan and its progress that more than one part of the core asks. */
import { withKey } from '../item/key.js';
import type { Item } from '../item/types.js';
import type { ContestPlan, ContestState, ItemProgress, Opening, PlannedRound } from './types.js';

const PENDING: ItemProgress = { status: 'pending', voided: false, corrections: [], openings: [] };

export interface PlacedItem {
  readonly item: Item;
  readonly round: PlannedRound;
  /** Position over the items that count, from 1; 0 for a warm-up item. */
  readonly number: number;
}

/** Every item in plan order. Skipped items keep their number, so that a number once announced stays true. */
export function placedItems(plan: ContestPlan): readonly PlacedItem[] {
  let number = 0;
  return plan.rounds.flatMap((round) =>
    round.items.map((item) => ({ item, round, number: round.warmUp ? 0 : (number += 1) })),
  );
}

export function countingItems(plan: ContestPlan): number {
  return plan.rounds.reduce((sum, round) => sum + (round.warmUp ? 0 : round.items.length), 0);
}

export function findItem(plan: ContestPlan, contestItemId: string): Item | null {
  for (const round of plan.rounds) {
    const item = round.items.find((candidate) => candidate.id === contestItemId);
    if (item !== undefined) return item;
  }
  return null;
}

export function progressOf(state: ContestState, contestItemId: string): ItemProgress {
  // Own keys only: an id from a client named like a member of Object.prototype is no item.
  return Object.hasOwn(state.items, contestItemId) ? (state.items[contestItemId] ?? PENDING) : PENDING;
}

/** The item with the key by which it is judged now: that of the last correction which stands. */
export function itemInForce(state: ContestState, item: Item): Item {
  const last = progressOf(state, item.id).corrections.findLast((correction) => correction.kind === 'key');
  return last === undefined ? item : (withKey(item, last.correctResponse) ?? item);
}

/** Appeals are taken until then, server epoch milliseconds; null where the contest takes none, or has not ended. */
export function appealsUntil(plan: ContestPlan, state: ContestState): number | null {
  return state.endedAt === null || plan.appealWindowMs === 0 ? null : state.endedAt + plan.appealWindowMs;
}

export function pendingItems(plan: ContestPlan): Readonly<Record<string, ItemProgress>> {
  return Object.fromEntries(plan.rounds.flatMap((round) => round.items.map((item) => [item.id, PENDING])));
}

/** The opening that runs, or the last one. */
export function lastOpening(progress: ItemProgress): Opening | null {
  return progress.openings.at(-1) ?? null;
}

/** The opening of the current item while the phase is `open`. */
export function runningOpening(state: ContestState): Opening | null {
  if (state.phase !== 'open' || state.currentItemId === null) return null;
  return lastOpening(progressOf(state, state.currentItemId));
}

/** Which opening of which item takes responses now. */
export interface TakenOpening {
  readonly contestItemId: string;
  readonly opening: number;
}

/** Null while nothing is open, and during a pause. */
export function takenOpening(state: ContestState): TakenOpening | null {
  const opening = runningOpening(state);
  if (opening === null || state.currentItemId === null || state.pausedAt !== null) return null;
  return { contestItemId: state.currentItemId, opening: opening.number };
}

export function currentRound(plan: ContestPlan, state: ContestState): PlannedRound | null {
  return state.roundIndex === null ? null : (plan.rounds[state.roundIndex] ?? null);
}

/** The next pending item of the current round, in plan order. */
export function nextPendingItem(plan: ContestPlan, state: ContestState): Item | null {
  const items = currentRound(plan, state)?.items ?? [];
  return items.find((item) => progressOf(state, item.id).status === 'pending') ?? null;
}

/** Index of the first round in plan order that was never introduced. */
export function nextRoundIndex(plan: ContestPlan, state: ContestState): number | null {
  const index = plan.rounds.findIndex((_, candidate) => !state.introducedRounds.includes(candidate));
  return index === -1 ? null : index;
}
