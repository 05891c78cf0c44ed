/** What the server tells each audience. One rendering per audience class, never per person. */
import type { ItemFrame, ItemResponse, Outcome, Reveal, CorrectResponse, Source } from './item.js';
import type { BranchFormula } from './settings.js';
import type { ContestSettings } from './settings.js';

export const PHASES = [
  'draft',
  'lobby',
  'introducing',
  'presenting',
  'open',
  'closed',
  'revealed',
  'ended',
  'finalized',
] as const;
export type Phase = (typeof PHASES)[number];

export type Audience = 'participant' | 'host' | 'screen';

/** What the big screen shows; `contest` follows the phase. */
export const SCREEN_VIEWS = ['contest', 'blank', 'leaderboard', 'join'] as const;
export type ScreenView = (typeof SCREEN_VIEWS)[number];

export interface RoundFrame {
  readonly id: string;
  readonly title: string;
  /** Over the rounds that count, from 1, as on the host's page; 0 for a warm-up. */
  readonly number: number;
  readonly of: number;
  readonly warmUp: boolean;
  readonly itemCount: number;
}

/** `contest:changed`; reliable and versioned: who does not know `previousVersion` has missed a frame and asks with `contest:sync`. */
export interface ContestChanged {
  readonly contestId: string;
  readonly version: number;
  /** The version of the frame before this one; one command may move the version by more than one. */
  readonly previousVersion: number;
  readonly serverAt: number;
  readonly phase: Phase;
  readonly paused: boolean;
  /** When the server moves on by itself (auto-advance); null when it waits for the host. */
  readonly nextAt: number | null;
  readonly screen: ScreenView;
  /** Ranks, totals and counts stand still for everybody, operators included. */
  readonly boardFrozen: boolean;
  /** What was changed about items after their reveal and still stands; from the end on. */
  readonly corrections?: readonly CorrectionFrame[];
  /** Until when appeals are taken; from the end on, and absent where none are. */
  readonly appealsUntil?: number;
  readonly round?: RoundFrame;
  readonly item?: ItemFrame;
  readonly reveal?: Reveal;
  /** Host only. */
  readonly host?: HostPart;
}

/** `key`: judged anew by another key. `void`: out of the figures. */
export interface CorrectionFrame {
  readonly contestItemId: string;
  readonly number: number;
  readonly kind: 'key' | 'void';
  readonly reason: string;
}

/** The host's part of a frame. Never sent to a participant or screen. */
export interface HostPart {
  readonly controllerId: string | null;
  readonly controllerName: string | null;
  readonly rundown: readonly RundownRound[];
}

export type ItemStatus = 'pending' | 'presented' | 'open' | 'closed' | 'revealed' | 'skipped';

export interface RundownRound {
  readonly id: string;
  readonly title: string;
  readonly warmUp: boolean;
  readonly items: readonly RundownItem[];
}

export interface RundownItem {
  readonly contestItemId: string;
  readonly number: number;
  readonly kind: string;
  readonly stem: string;
  readonly points: number;
  readonly status: ItemStatus;
  readonly voided: boolean;
}

/** The key, fetched by the host on demand (`item:peek`), because consoles get mirrored to projectors. */
export interface ItemKey {
  readonly contestItemId: string;
  readonly correctResponse: CorrectResponse;
  readonly explanation: string;
  readonly source: Source | null;
}

/** `result:own`, to that participant alone, at reveal and after a correction. */
export interface OwnResult {
  readonly contestId: string;
  readonly contestItemId: string;
  readonly opening: number;
  readonly outcome: Outcome;
  /** Plain points; null for a warm-up item and while the board is frozen, as are total and ranks. */
  readonly points: number | null;
  readonly total: number | null;
  readonly rank: number | null;
  readonly branchRank: number | null;
}

/** `standing:own`, to that participant alone: total and ranks after a thaw or points given by hand. */
export interface OwnStanding {
  readonly contestId: string;
  readonly total: number | null;
  readonly rank: number | null;
  readonly branchRank: number | null;
}

export interface LeaderboardRow {
  readonly rank: number;
  /** Masked (domain: 张*明). */
  readonly name: string;
  readonly branchId: string;
  readonly branchName: string;
  readonly points: number;
}

export interface BranchRow {
  /** Of a board at a level: the unit, or the branch where it stands for itself. */
  readonly branchId: string;
  /** A unit that can be looked into; only on a board at a level. */
  readonly unitId?: string;
  readonly name: string;
  /** Null where the formula cannot be computed; `reason` says why. */
  readonly rank: number | null;
  readonly score: number | null;
  readonly reason?: 'headcount-missing' | 'no-participants';
  readonly participants: number;
  readonly expected: number | null;
  /** 0..1, capped at 1; null without a headcount. */
  readonly participationRate: number | null;
  readonly mean: number | null;
}

/** `leaderboard:changed`; last value wins, `revision` orders frames of one board. */
export interface LeaderboardFrame {
  readonly contestId: string;
  readonly revision: number;
  readonly rows: readonly LeaderboardRow[];
  readonly branches: readonly BranchRow[];
  readonly formula: BranchFormula;
  /** Position of the last item in the figures, 0 before the first. */
  readonly asOfItem: number;
  readonly totalParticipants: number;
  /** Points that could be had so far. */
  readonly pointsPossible: number;
  /** True: as of the moment of freezing. */
  readonly frozen: boolean;
}

export interface ResponseTallied {
  readonly contestId: string;
  readonly contestItemId: string;
  readonly responded: number;
  readonly of: number;
  /** Only where speed counts, after the ordinary deadline: figures are frozen, people still respond. */
  readonly stillResponding?: boolean;
}

/** What still waits for somebody's word before the result can be made final. */
export interface OpenMatters {
  readonly appeals: number;
  readonly adjustments: number;
}

/** `matters:changed`, to consoles alone. */
export interface MattersChanged extends OpenMatters {
  readonly contestId: string;
}

export interface PresenceChanged {
  readonly contestId: string;
  readonly connected: number;
  readonly joined: number;
  readonly byBranch: readonly { readonly branchId: string; readonly connected: number; readonly joined: number }[];
}

export interface Caption {
  readonly sequence: number;
  readonly text: string;
  readonly at: number;
}

/** Why somebody is told something; with `participant.renamed` and `needs.changed` a `contest:sync` is due. */
export const NOTICE_CODES = [
  'entry.removed',
  'entry.erased',
  'session.replaced',
  'participant.renamed',
  'needs.changed',
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

export interface Notice {
  readonly code: NoticeCode;
  readonly text: string;
}

export interface OwnParticipant {
  readonly id: string;
  readonly name: string;
  readonly branchId: string;
  readonly branchName: string;
}

/** Functional needs; never a disability type. */
export interface Needs {
  readonly multiplier: 1 | 1.3 | 1.5 | 2 | 3;
  readonly readAloud?: boolean;
  readonly largeText?: boolean;
  readonly reducedMotion?: boolean;
  readonly scanning?: boolean;
}
/** Of more time: somebody's word is awaited, or was given. Where a contest asks for nobody's, `approved`. */
export type NeedsState = 'requested' | 'approved' | 'refused';

export const MULTIPLIERS = [1, 1.3, 1.5, 2, 3] as const;

/** The whole truth a client of that audience may see. */
export interface Snapshot {
  readonly audience: Audience;
  readonly contestId: string;
  readonly version: number;
  readonly serverAt: number;
  readonly phase: Phase;
  readonly paused: boolean;
  readonly nextAt: number | null;
  readonly screen: ScreenView;
  readonly boardFrozen: boolean;
  readonly corrections?: readonly CorrectionFrame[];
  readonly appealsUntil?: number;
  readonly settings: PublicSettings;
  readonly round?: RoundFrame;
  readonly item?: ItemFrame;
  readonly reveal?: Reveal;
  readonly board?: LeaderboardFrame;
  readonly captions?: readonly Caption[];
  /** Participant only. */
  readonly participant?: OwnParticipant;
  readonly needs?: Needs | null;
  readonly needsState?: NeedsState;
  readonly ownResponse?: {
    readonly submissionId: string;
    readonly receivedAt: number;
    readonly response: ItemResponse;
  };
  readonly ownResult?: OwnResult;
  readonly ownTotal?: number | null;
  /** Host and screen only. */
  readonly tally?: ResponseTallied;
  readonly presence?: PresenceChanged;
  /** Host only. */
  readonly host?: HostPart;
  readonly openMatters?: OpenMatters;
  /** Host and screen, so that a lobby can be shown. */
  readonly entry?: { readonly pin: string; readonly joinUrl: string };
}

export interface PublicSettings extends ContestSettings {
  readonly title: string;
  readonly kind: 'regular' | 'demo' | 'rehearsal';
  readonly branches: readonly { readonly id: string; readonly name: string; readonly expected: number | null }[];
}
