/** REST bodies shared by the server and the web client. Errors are `{ error: Refusal }` with a 4xx status. */
import type { AdvanceMode, BranchFormula, ContestSettings, EntryMode } from './settings.js';
import type { ItemKind, CorrectResponse, Source, Media } from './item.js';
import type { EnteredBy } from './events.js';
import type { BranchRow, LeaderboardRow, Phase } from './frames.js';

/** GET /api/info (public) */
export interface ServerInfo {
  readonly mode: 'LAN' | 'TLS';
  readonly version: string;
  readonly setupNeeded: boolean;
  /** Operators may sign in with the organisation's provider. */
  readonly oidc: boolean;
  /** Addresses under which phones may reach this server; the first is the preferred one. */
  readonly addresses: readonly string[];
}

/** GET /api/entry/:pin (public) */
export interface EntryInfo {
  readonly contestId: string;
  readonly title: string;
  readonly phase: Phase;
  readonly kind: 'regular' | 'demo' | 'rehearsal';
  readonly entry: EntryMode;
  /** Empty where `entry` is `roster`. `initials`: pinyin initials for searching (甘肃 -> gs). */
  readonly branches: readonly { readonly id: string; readonly name: string; readonly initials: string }[];
}

/** GET /api/question-banks (operators) */
export interface BankInfo {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly itemCount: number;
  readonly kinds: Readonly<Partial<Record<ItemKind | 'choice-multiple', number>>>;
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
}

/** One line of a draw: so many items of a bank, by kind, tag and difficulty. */
export interface DrawLine {
  readonly bankId: string;
  readonly kind?: ItemKind;
  readonly select?: 'single' | 'multiple';
  readonly tag?: string;
  /** From 1 to 5, both ends included; items whose author gave none are left out. */
  readonly difficulty?: { readonly min: number; readonly max: number };
  readonly count: number;
}
export interface RoundBody {
  readonly title: string;
  readonly warmUp?: boolean;
  readonly draw: readonly DrawLine[];
  /** Plain points per item and seconds per item. */
  readonly points: number;
  readonly timeLimitSeconds: number;
}
/** POST /api/contests; answers ContestDetail. */
export interface NewContestBody {
  readonly title: string;
  readonly settings: ContestSettings;
  readonly rounds: readonly RoundBody[];
  readonly branches: readonly BranchBody[];
  /** Published seed of the draw; made by the server when absent. */
  readonly seed?: string;
}
export interface BranchBody {
  readonly id?: string;
  /**
   * Of the organisation: who belongs there is expected, and `expected` is counted by the server. Null: typed in. Left
   * out: as the branch of that id or name has it.
   */
  readonly unitId?: string | null;
  readonly name: string;
  readonly expected: number | null;
}

/** GET /api/contests */
export interface ContestSummary {
  readonly id: string;
  readonly title: string;
  readonly kind: 'regular' | 'demo' | 'rehearsal';
  readonly phase: Phase;
  readonly pin: string;
  readonly itemCount: number;
  readonly participantCount: number;
  readonly createdAt: number;
  readonly archived: boolean;
  readonly advance: AdvanceMode;
}
/** GET|PATCH /api/contests/:id (operators) */
export interface ContestDetail extends ContestSummary {
  readonly seed: string;
  readonly screenKey: string;
  readonly joinUrl: string;
  readonly screenUrl: string;
  readonly boardUrl: string;
  readonly settings: ContestSettings;
  readonly branches: readonly ContestBranchInfo[];
  readonly rounds: readonly ContestDetailRound[];
}
export interface ContestBranchInfo {
  readonly id: string;
  readonly name: string;
  readonly expected: number | null;
  /** Null: typed in by hand. */
  readonly unitId: string | null;
}
export interface ContestDetailRound {
  readonly id: string;
  readonly title: string;
  readonly warmUp: boolean;
  /** What was drawn by `seed`; null in contests from before it was kept. */
  readonly draw: readonly DrawLine[] | null;
  readonly items: readonly EditableItem[];
}
/** PATCH /api/contests/:id, in draft only. */
export interface ContestPatch {
  readonly title?: string;
  readonly settings?: ContestSettings;
  readonly branches?: readonly BranchBody[];
}

/**
 * An item with its key, for operators: PUT /api/contests/:id/items/:itemId (draft only);
 * POST /api/contests/:id/items/:itemId/swap draws another of the same bank, kind and tag.
 */
export interface EditableItem {
  readonly contestItemId: string;
  readonly kind: ItemKind;
  readonly select?: 'single' | 'multiple';
  readonly stem: string;
  readonly readAloud?: string;
  readonly easyRead?: string;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
  readonly targets?: readonly { readonly id: string; readonly text: string }[];
  readonly media: readonly Media[];
  readonly correctResponse: CorrectResponse;
  readonly explanation: string;
  readonly source: Source | null;
  readonly points: number;
  readonly timeLimitSeconds: number;
  readonly bankTitle: string | null;
}

/** GET /api/contests/:id/participants (operators). Neither needs nor codes are in it. */
export interface ParticipantInfo {
  readonly id: string;
  readonly name: string;
  readonly branchId: string;
  readonly branchName: string;
  readonly connected: boolean;
  readonly removed: boolean;
  /** `assistant`: somebody else worked the device, at least once. */
  readonly enteredBy: EnteredBy;
}

/** POST /api/contests/:id/participants/:participantId/rejoin-code: a fresh one; the code before is void. */
export interface RejoinCodeReply {
  readonly rejoinCode: string;
}

/**
 * GET /api/contests/:id/leaderboard?offset=&limit=&level=&unit= (public where settings.publicBoard; figures of the last
 * reveal). With `level` the branches count together under their units of that level; with `unit` only what is below it,
 * one step down where no level is given.
 */
export interface LeaderboardPage {
  readonly contestId: string;
  readonly title: string;
  readonly kind: 'regular' | 'demo' | 'rehearsal';
  readonly phase: Phase;
  readonly revision: number;
  readonly asOfItem: number;
  readonly total: number;
  readonly rows: readonly LeaderboardRow[];
  readonly branches: readonly BranchRow[];
  /** At which the board can be shown, from the top; empty where no branch is of the organisation. */
  readonly levels: readonly { readonly level: number; readonly name: string }[];
  /** Of `branches`; null: the branches themselves. */
  readonly level: number | null;
  /** The unit looked into with everything above it, from the top. */
  readonly within: readonly { readonly unitId: string; readonly name: string }[];
  readonly formula: BranchFormula;
  /** The formula in one Chinese sentence with its numbers (k, N, weights). */
  readonly formulaText: string;
  readonly pointsPossible: number;
  /** True: as of the moment of freezing, for operators too. */
  readonly frozen: boolean;
  readonly publicBoard: boolean;
}

/** POST /api/contests/:id/{copy,archive,unarchive,rehearsal}; DELETE /api/contests/:id (draft, demo or rehearsal). */
export interface CopyReply {
  readonly id: string;
}
/** POST /api/contests/:id/rehearsal: a shadow copy with simulated participants; deleting it leaves the contest untouched. */
export interface RehearsalBody {
  readonly participants: number;
}

/** POST /api/feedback (public), GET /api/feedback (operators) */
export interface FeedbackBody {
  readonly text: string;
  readonly contact?: string;
  readonly page?: string;
}
export interface FeedbackInfo {
  readonly id: string;
  readonly text: string;
  readonly contact: string | null;
  readonly page: string | null;
  readonly createdAt: number;
}
