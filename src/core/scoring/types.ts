import type { Outcome, Points, Response } from '../item/types.js';

export type BranchFormula = 'sum' | 'mean' | 'mean-top-n' | 'adjusted-mean' | 'organisation-index';
export type MultiSelectMode = 'all-or-nothing' | 'per-choice' | 'half' | 'proportional';

export interface ScoringRule {
  /** 0..20 percent of the item's points; 0 = speed does not count. */
  readonly speedBonusPercent: number;
  readonly multiSelectMode: MultiSelectMode;
  readonly fillInMode: 'per-blank' | 'all-or-nothing';
  readonly branchFormula: BranchFormula;
  readonly topN: number;
  readonly indexWeights: { readonly participation: number; readonly mean: number; readonly pass: number };
}

/** A response row as settled: the latest opening in which the participant responded is the one that counts. */
export interface RecordedResponse {
  readonly participantId: string;
  readonly opening: number;
  readonly response: Response;
  /** Server epoch milliseconds. */
  readonly receivedAt: number;
  /**
   * The participant's own limit T_i in milliseconds and time used t_i (standstills taken out), stored with the
   * row only where speed counts, so that a withdrawal of needs changes no result.
   */
  readonly ownLimitMs: number | null;
  readonly elapsedMs: number | null;
}

export interface SettledResponse {
  readonly participantId: string;
  readonly outcome: Outcome;
  /** Hundredths, bonus included. */
  readonly points: Points;
  readonly bonus: Points;
}
