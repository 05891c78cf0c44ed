/** What happens to a result after play: corrections, points given by hand, appeals. Points are plain. */
import type { Phase } from './frames.js';
import type { CorrectResponse, ItemFrame, ItemResponse, Outcome, Source } from './item.js';

export const CORRECTION_KINDS = ['key', 'void'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** POST /api/contests/:id/corrections/preview */
export interface CorrectionBody {
  readonly contestItemId: string;
  readonly kind: CorrectionKind;
  /** Of kind `key`: the new one. */
  readonly correctResponse?: CorrectResponse;
}

export interface PlaceInfo {
  readonly rank: number | null;
  readonly points: number | null;
}
export interface MoveInfo {
  readonly id: string;
  readonly name: string;
  /** Of a person. */
  readonly branchName?: string;
  readonly before: PlaceInfo;
  readonly after: PlaceInfo;
}
/** Everybody and every branch whose rank or points would move; nothing has been changed. */
export interface CorrectionPreview {
  /** To be sent along as `expectedVersion`. */
  readonly version: number;
  readonly participants: readonly MoveInfo[];
  readonly branches: readonly MoveInfo[];
}

/** POST /api/contests/:id/corrections applies; answers CorrectionSheet. */
export interface ApplyCorrectionBody extends CorrectionBody {
  readonly reason: string;
  readonly expectedVersion: number;
}
/** POST /api/contests/:id/corrections/:version/cancel; answers CorrectionSheet. */
export interface CancelCorrectionBody {
  readonly reason: string;
  readonly expectedVersion: number;
}

/** GET /api/contests/:id/corrections */
export interface CorrectionSheet {
  readonly version: number;
  readonly phase: Phase;
  readonly boardFrozen: boolean;
  /** Those that were revealed, in the order of play. */
  readonly items: readonly CorrectableItem[];
  /** Newest first; what was cancelled stays in it. */
  readonly history: readonly CorrectionInfo[];
}
export interface CorrectableItem {
  readonly contestItemId: string;
  /** 0: of a warm-up round, which does not count. */
  readonly number: number;
  readonly item: ItemFrame;
  readonly correctResponse: CorrectResponse;
  readonly voided: boolean;
}
export interface CorrectionInfo {
  /** Its name: the version of the event that made it. */
  readonly version: number;
  readonly kind: CorrectionKind;
  readonly contestItemId: string;
  readonly number: number;
  readonly stem: string;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
  /** Null: an item was voided. */
  readonly correctResponse: CorrectResponse | null;
  readonly cancelled: { readonly by: string; readonly at: number; readonly reason: string } | null;
}

export const ADJUSTMENT_STATES = ['proposed', 'confirmed', 'rejected'] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];

/** POST /api/contests/:id/adjustments; another operator confirms or rejects it: POST …/:adjustmentId/{confirm,reject}. */
export interface AdjustmentBody {
  readonly subject: 'participant' | 'branch';
  readonly subjectId: string;
  /** Negative where points are taken; two decimals at most. */
  readonly points: number;
  readonly reason: string;
}
/** GET /api/contests/:id/adjustments, newest first. */
export interface AdjustmentInfo {
  readonly id: string;
  readonly subject: 'participant' | 'branch';
  readonly subjectId: string;
  readonly name: string;
  /** Of a person. */
  readonly branchName: string | null;
  readonly points: number;
  readonly reason: string;
  readonly state: AdjustmentState;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  /** Proposed by whoever asks, who may therefore not confirm it. */
  readonly own: boolean;
}

export const APPEAL_STATES = ['open', 'upheld', 'dismissed'] as const;
export type AppealState = (typeof APPEAL_STATES)[number];

/** `appeal:file`; without an item it is about the result as a whole. */
export interface AppealBody {
  readonly contestId: string;
  readonly contestItemId?: string;
  readonly text: string;
}
/** As its author sees it. */
export interface OwnAppeal {
  readonly id: string;
  readonly contestId: string;
  readonly contestItemId: string | null;
  readonly text: string;
  readonly filedAt: number;
  readonly state: AppealState;
  readonly ruling: string | null;
  readonly ruledAt: number | null;
}
/** Answer of `record:own`. */
export interface OwnRecord {
  readonly contestId: string;
  readonly title: string;
  readonly appealsUntil: number | null;
  readonly items: readonly ItemRecord[];
  readonly appeals: readonly OwnAppeal[];
}

/** What one person was shown of an item and what was received of them. Nobody's own deadline is in it. */
export interface ItemRecord {
  readonly contestItemId: string;
  readonly number: number;
  /** As shown, choices in the person's own order. */
  readonly item: ItemFrame;
  readonly presentedAt: number | null;
  readonly openings: readonly {
    readonly opening: number;
    readonly opensAt: number;
    readonly closedAt: number | null;
  }[];
  readonly revealedAt: number;
  readonly responses: readonly {
    readonly opening: number;
    readonly receivedAt: number;
    readonly response: ItemResponse;
  }[];
  /** Null while the board is frozen, and for who came later. */
  readonly outcome: Outcome | null;
  /** Null while the board is frozen, and for who came later. */
  readonly points: number | null;
  /** The board is frozen: outcome and points come with the thaw. */
  readonly withheld: boolean;
  readonly correctResponse: CorrectResponse;
  readonly explanation: string;
  readonly source: Source | null;
  readonly voided: boolean;
}

/** GET /api/contests/:id/appeals, those that wait first. */
export interface AppealInfo extends OwnAppeal {
  /** 0: about the result as a whole. */
  readonly number: number;
  readonly name: string;
  readonly branchName: string;
  readonly ruledBy: string | null;
  /** What answered it: the correction of that version, or points by hand. */
  readonly correction: number | null;
  readonly adjustmentId: string | null;
}
/** GET /api/contests/:id/appeals/:appealId */
export interface AppealDetail extends AppealInfo {
  /** The item in question, or all of them. */
  readonly items: readonly ItemRecord[];
}
/** POST /api/contests/:id/appeals/:appealId/ruling; answers AppealDetail. */
export interface RulingBody {
  readonly verdict: 'upheld' | 'dismissed';
  readonly text: string;
  /** A correction that was made already, by its version. */
  readonly correction?: number;
  /** Points by hand that were proposed or confirmed already. */
  readonly adjustmentId?: string;
}
