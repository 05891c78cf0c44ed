/** The contest as the pure core sees it: plan (fixed once the lobby opens), state, commands and events. */
import type { CorrectResponse, Item } from '../item/types.js';
import type { ScoringRule } from '../scoring/types.js';

export type Phase =
  'draft' | 'lobby' | 'introducing' | 'presenting' | 'open' | 'closed' | 'revealed' | 'ended' | 'finalized';

export type ScreenView = 'contest' | 'blank' | 'leaderboard' | 'join';

export interface PlannedRound {
  readonly id: string;
  readonly title: string;
  /** A warm-up round lets people try reader, switch and sound; it never counts. */
  readonly warmUp: boolean;
  readonly items: readonly Item[];
}

/** Rows, not events: editable in draft, fixed from the lobby on. */
export interface ContestPlan {
  readonly contestId: string;
  readonly title: string;
  readonly advance: 'host' | 'auto';
  readonly introductionMs: number;
  readonly readingMs: number;
  readonly revealMs: number;
  /** Participants see the choices of an item in one of several orders (choice-order.ts). */
  readonly shuffleChoices: boolean;
  readonly rule: ScoringRule;
  /** How long after the end appeals are taken, milliseconds; 0 = none are. */
  readonly appealWindowMs: number;
  readonly rounds: readonly PlannedRound[];
}

export type ItemStatus = 'pending' | 'presented' | 'open' | 'closed' | 'revealed' | 'skipped';

/** An interval in which no participant's clock runs: a pause, or an outage with its reconnect allowance. */
export interface Standstill {
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
}

export interface Opening {
  readonly number: number;
  readonly opensAt: number;
  /** Ordinary time T0 with every extension, in milliseconds. */
  readonly timeLimitMs: number;
  /**
   * Largest multiplier the item waits for. Where speed does not count it is everyone's window; where it
   * counts, deadlines are personal and this only says when the last of them passes.
   */
  readonly windowMultiplier: number;
  readonly standstills: readonly Standstill[];
  readonly closedAt: number | null;
}

/** Something about an item that an operator has changed and that still stands. */
export type Correction = {
  /** Version of the event that made it: its name in the history. */
  readonly version: number;
  readonly reason: string;
} & ({ readonly kind: 'void' } | { readonly kind: 'key'; readonly correctResponse: CorrectResponse });

export interface ItemProgress {
  readonly status: ItemStatus;
  readonly voided: boolean;
  /** In the order in which they were made; the last key is the one in force. */
  readonly corrections: readonly Correction[];
  readonly openings: readonly Opening[];
}

export interface ContestState {
  readonly contestId: string;
  /** Number of events so far; the next event has version + 1. */
  readonly version: number;
  readonly phase: Phase;
  readonly controllerId: string | null;
  readonly roundIndex: number | null;
  /** Indexes of the rounds introduced so far, so that "the next round" survives a jump by the host. */
  readonly introducedRounds: readonly number[];
  readonly currentItemId: string | null;
  readonly items: Readonly<Record<string, ItemProgress>>;
  readonly pausedAt: number | null;
  /** Auto-advance: when introducing, presenting or revealed moves on by itself; null = waits for the host. */
  readonly nextAt: number | null;
  readonly screen: ScreenView;
  /** Version of the event that froze the board; null while it is not frozen. */
  readonly frozenAtVersion: number | null;
  /** Server epoch milliseconds; null before the end. */
  readonly endedAt: number | null;
}

/** `operatorId` null = the server itself (deadline, auto-advance, recovery). */
export interface Actor {
  readonly operatorId: string | null;
  /** Rules on the result after play, which is a right of its own: whoever ran the contest need not be the one. */
  readonly rules?: boolean;
}

/**
 * Lifecycle commands. `expectedVersion` makes a double press harmless; the server's own commands carry it too.
 * `stillResponding` of close-item is what the shell knows: people present, within their own time, without a response.
 */
export type Command =
  | { readonly type: 'open-lobby' }
  | { readonly type: 'return-to-draft' }
  | { readonly type: 'introduce-round'; readonly roundId?: string }
  | { readonly type: 'present-item'; readonly contestItemId?: string }
  | { readonly type: 'open-item'; readonly windowMultiplier: number }
  | { readonly type: 'extend-item'; readonly ms: number }
  /** A participant with a larger multiplier arrived or asked for more time while the item is open. */
  | { readonly type: 'widen-window'; readonly windowMultiplier: number }
  | {
      readonly type: 'close-item';
      readonly reason: 'host' | 'time' | 'all-responded';
      readonly override: boolean;
      readonly stillResponding: number;
    }
  | { readonly type: 'reveal-item' }
  | { readonly type: 'reopen-item'; readonly windowMultiplier: number }
  | { readonly type: 'skip-item'; readonly contestItemId?: string }
  | { readonly type: 'void-item'; readonly contestItemId: string; readonly reason: string }
  | {
      readonly type: 'correct-key';
      readonly contestItemId: string;
      readonly correctResponse: CorrectResponse;
      readonly reason: string;
    }
  /** `correction`: version of the event that made it, a key corrected or an item voided. */
  | { readonly type: 'cancel-correction'; readonly correction: number; readonly reason: string }
  | { readonly type: 'freeze-board' }
  | { readonly type: 'thaw-board' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** After a restart: the clock stood still from the last heartbeat until now plus the reconnect allowance. */
  | { readonly type: 'bridge-outage'; readonly lastHeartbeatAt: number; readonly allowanceMs: number }
  | { readonly type: 'show-screen'; readonly view: ScreenView }
  | { readonly type: 'take-over' }
  | { readonly type: 'end' }
  /** `openAppeals` and `openAdjustments` are what the shell counts: whatever still waits for somebody's word. */
  | {
      readonly type: 'finalize';
      readonly resultDigest: string;
      readonly openAppeals: number;
      readonly openAdjustments: number;
      /** Why it is not to wait for the end of the time for appeals; null: it waits. */
      readonly early: string | null;
    };

export type ContestEvent =
  | { readonly type: 'lobby-opened'; readonly controllerId: string | null }
  | { readonly type: 'returned-to-draft' }
  | { readonly type: 'round-introduced'; readonly roundIndex: number; readonly nextAt: number | null }
  | { readonly type: 'item-presented'; readonly contestItemId: string; readonly nextAt: number | null }
  /** Also a reopening: `opening` counts from 1. */
  | {
      readonly type: 'item-opened';
      readonly contestItemId: string;
      readonly opening: number;
      readonly opensAt: number;
      readonly timeLimitMs: number;
      readonly windowMultiplier: number;
    }
  | { readonly type: 'item-extended'; readonly contestItemId: string; readonly ms: number }
  | { readonly type: 'window-widened'; readonly contestItemId: string; readonly windowMultiplier: number }
  | {
      readonly type: 'item-closed';
      readonly contestItemId: string;
      readonly closedAt: number;
      readonly reason: 'host' | 'time' | 'all-responded' | 'voided';
      /** True: an operator ended it while someone still had time (audited). */
      readonly override: boolean;
      readonly stillResponding: number;
    }
  | { readonly type: 'item-revealed'; readonly contestItemId: string; readonly nextAt: number | null }
  | { readonly type: 'item-skipped'; readonly contestItemId: string; readonly nextAt: number | null }
  | { readonly type: 'item-voided'; readonly contestItemId: string; readonly reason: string }
  | {
      readonly type: 'key-corrected';
      readonly contestItemId: string;
      readonly correctResponse: CorrectResponse;
      readonly reason: string;
    }
  | {
      readonly type: 'correction-cancelled';
      readonly contestItemId: string;
      readonly correction: number;
      readonly reason: string;
    }
  | { readonly type: 'board-frozen' }
  | { readonly type: 'board-thawed' }
  | { readonly type: 'contest-paused'; readonly pausedAt: number }
  /** `nextAt` is the shifted due time of introducing or presenting. */
  | { readonly type: 'contest-resumed'; readonly resumedAt: number; readonly nextAt: number | null }
  | { readonly type: 'outage-bridged'; readonly from: number; readonly to: number; readonly nextAt: number | null }
  | { readonly type: 'screen-shown'; readonly view: ScreenView }
  | { readonly type: 'control-taken'; readonly operatorId: string }
  /** `endedAt` is absent in contests from before there were appeals. */
  | { readonly type: 'contest-ended'; readonly endedAt?: number }
  /** `early`: why it did not wait for the end of the time for appeals; absent where that was over. */
  | { readonly type: 'contest-finalized'; readonly resultDigest: string; readonly early?: string };

/** Codes are those of protocol/error-code.ts; a compile-time test in the shell holds them together. */
export type RejectionCode =
  | 'contest.wrong-phase'
  | 'contest.version-conflict'
  | 'contest.paused'
  | 'contest.not-paused'
  | 'contest.not-in-control'
  | 'contest.no-items'
  | 'contest.no-branches'
  | 'round.unknown'
  | 'item.unknown'
  | 'item.time-remaining'
  | 'item.already-voided'
  | 'item.not-presented'
  | 'item.not-revealed'
  | 'item.key-unfit'
  | 'correction.unknown'
  | 'board.frozen'
  | 'board.not-frozen'
  | 'contest.appeal-open'
  | 'contest.adjustment-open'
  | 'contest.appeals-taken'
  | 'protocol.malformed';

export interface Rejection {
  readonly code: RejectionCode;
}
