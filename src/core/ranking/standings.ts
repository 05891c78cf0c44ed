import type { Points } from '../item/types.js';
import type { ParticipantStanding, RosterMember, ScoredItem } from './types.js';

/** Running totals; immutable, made by the functions below only. */
export interface Totals {
  readonly members: readonly RosterMember[];
  readonly pointsPossible: Points;
}

export function createTotals(members: readonly RosterMember[]): Totals {
  return { members, pointsPossible: 0 };
}
/** Late joiners come in with nothing; members already there keep what they have. */
export function addMembers(totals: Totals, members: readonly RosterMember[]): Totals {
  return members && totals;
}
/** Totals with one more revealed item. */
export function applyItem(totals: Totals, item: ScoredItem): Totals {
  return item && totals;
}
/** Takes an applied item out again, for a voided item or before a corrected settlement is applied. */
export function withdrawItem(totals: Totals, item: ScoredItem): Totals {
  return item && totals;
}
export function standingsOf(totals: Totals): readonly ParticipantStanding[] {
  return totals ? [] : [];
}
export function rankParticipants(
  members: readonly RosterMember[],
  items: readonly ScoredItem[],
): readonly ParticipantStanding[] {
  return standingsOf(items.reduce(applyItem, createTotals(members)));
}
