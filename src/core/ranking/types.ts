import type { Points, Outcome, ItemKind } from '../item/types.js';

export interface RosterMember {
  readonly participantId: string;
  readonly branchId: string;
}

export interface RosterBranch {
  readonly id: string;
  readonly name: string;
  /** Expected headcount (应参人数); null = not given. */
  readonly expected: number | null;
}

/** Points given or taken by hand, confirmed by a second person; hundredths, negative where taken. */
export interface Adjustment {
  readonly subject: 'participant' | 'branch';
  readonly subjectId: string;
  readonly points: Points;
}

/** One participant's settled item, as the ranking needs it. Voided and warm-up items are not in the list. */
export interface ScoredItem {
  readonly contestItemId: string;
  readonly kind: ItemKind;
  readonly multiple: boolean;
  readonly pointsPossible: Points;
  readonly settled: readonly { readonly participantId: string; readonly outcome: Outcome; readonly points: Points }[];
}

export interface ParticipantStanding {
  readonly participantId: string;
  readonly branchId: string;
  readonly total: Points;
  /** First tie-break: fewer wrong on multiple choice. */
  readonly wrongMultiple: number;
  readonly correct: number;
  /** 1-2-2-4. */
  readonly rank: number;
}

export interface BranchStanding {
  readonly branchId: string;
  readonly rank: number | null;
  /** Hundredths; for `organisation-index` hundredths of an index of 0..100. */
  readonly score: number | null;
  readonly reason: 'headcount-missing' | 'no-participants' | null;
  readonly participants: number;
  /** How many totals went into the score: min(N, participants) for `mean-top-n`, otherwise all. */
  readonly counted: number;
  readonly expected: number | null;
  readonly participationRate: number | null;
  readonly mean: Points | null;
  /** What of the score was given or taken by hand; hundredths of the score. */
  readonly adjusted: Points;
}

export interface Board {
  readonly standings: readonly ParticipantStanding[];
  readonly branches: readonly BranchStanding[];
  readonly pointsPossible: Points;
}
