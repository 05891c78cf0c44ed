/** Needs and own data over REST. */
import type { ItemRecord } from './corrections.js';
import type { EnteredBy } from './events.js';
import type { Needs, NeedsState, Phase } from './frames.js';

/** Of the notice that the pages show (/privacy). Rises with every change of what is said there. */
export const NOTICE_VERSION = 3;

/** GET /api/contests/:id/needs (needs.approve): functional needs only; each person's in the answer is on record. */
export interface NeedsRequest {
  /** Of the person; of a participant who is none of the roster. */
  readonly subjectId: string;
  readonly name: string;
  readonly branchName: string;
  readonly needs: Needs;
  readonly state: NeedsState;
}

/** PUT /api/contests/:id/needs/:subjectId (needs.approve) */
export interface NeedsDecisionBody {
  readonly approved: boolean;
}

/** POST /api/entry/:pin/needs (public, by personal code): before the contest too. Null withdraws and deletes. */
export interface EntryNeedsBody {
  readonly code: string;
  readonly needs: Needs | null;
  /** Separate consent; true wherever there are needs. */
  readonly consent?: boolean;
  /** Which notice was read. */
  readonly noticeVersion?: number;
}

/** Whose data: by the personal code of the roster, or the code to go on with of somebody who came in by name. */
export interface OwnDataBody {
  readonly pin: string;
  readonly code: string;
}

/** POST /api/own-data (public, by code). Needs are in no export. */
export interface OwnData {
  readonly exportedAt: number;
  /** Null: none of the roster. */
  readonly person: {
    readonly name: string;
    readonly staffCode: string | null;
    readonly memberships: readonly { readonly unit: string; readonly from: number; readonly to: number | null }[];
  } | null;
  readonly participations: readonly OwnParticipation[];
  /** Of the study log, by part; empty for whoever is none of the roster. */
  readonly study: Readonly<Record<string, unknown>>;
}

export interface OwnParticipation {
  readonly contestId: string;
  readonly title: string;
  readonly phase: Phase;
  /** Being played: nobody is erased meanwhile. */
  readonly inPlay: boolean;
  readonly name: string;
  readonly branchName: string;
  readonly joinedAt: number;
  readonly consentAt: number;
  /** Which notice was consented to; null where the page did not say so. */
  readonly noticeVersion: number | null;
  readonly enteredBy: EnteredBy;
  readonly total: number | null;
  readonly rank: number | null;
  readonly items: readonly ItemRecord[];
  readonly appeals: readonly { readonly text: string; readonly filedAt: number; readonly ruling: string | null }[];
}

/** POST /api/own-data/needs (public, by code; on record): whether needs are kept, never which; withdrawn by POST …/needs/withdraw. */
export interface OwnNeeds {
  readonly kept: boolean;
  /** What was decided on them in the contest of the PIN; null where nothing is kept. */
  readonly state: NeedsState | null;
  /** Of the separate consent; null where nothing is kept. */
  readonly consentAt: number | null;
  readonly noticeVersion: number | null;
}

/** POST /api/own-data/erase (public, by code): cannot be undone; points, boards and ranks stay as they are. */
export interface EraseBody extends OwnDataBody {
  readonly confirm: true;
}
