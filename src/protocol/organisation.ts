/** REST bodies of /api/organisation. */
import type { Phase } from './frames.js';

export interface UnitInfo {
  readonly id: string;
  /** Null at the top. */
  readonly parentId: string | null;
  readonly code: string;
  readonly name: string;
  /** From 1; greater than that of the parent. */
  readonly level: number;
  readonly ordinal: number;
  /** People who belong to the unit itself, not to what is below it. */
  readonly members: number;
  readonly closedAt: number | null;
  /** The unit that took it over. */
  readonly mergedInto: string | null;
  /** Newest first. */
  readonly formerNames: readonly { readonly name: string; readonly until: number }[];
}

/** GET /api/organisation/units: closed ones too. Of a branch secretary: their own unit and what is below it. */
export interface OrganisationInfo {
  /** What the levels are called, from the top. */
  readonly levels: readonly string[];
  readonly units: readonly UnitInfo[];
}

/** PUT /api/organisation/levels */
export interface LevelsBody {
  readonly names: readonly string[];
}

/** POST /api/organisation/units */
export interface NewUnitBody {
  readonly parentId: string | null;
  readonly name: string;
  readonly level: number;
  /** Left out: made from that of the parent. */
  readonly code?: string;
}
/** PATCH /api/organisation/units/:id */
export interface UnitPatch {
  readonly name?: string;
  readonly code?: string;
  readonly parentId?: string | null;
  readonly level?: number;
  readonly ordinal?: number;
}
/** POST /api/organisation/units/:id/merge: people and children go over; the unit is closed. */
export interface MergeBody {
  readonly into: string;
}

/** GET /api/organisation/units/:id/branches?level= : what a contest would make of it; id `all` for the whole tree. */
export interface UnitBranchInfo {
  readonly unitId: string;
  readonly name: string;
  readonly expected: number;
}

/** GET /api/organisation/units/:id/people?offset=&limit= */
export interface PeoplePage {
  readonly total: number;
  readonly people: readonly PersonInfo[];
}
export interface PersonInfo {
  readonly id: string;
  readonly name: string;
  readonly staffCode: string | null;
  readonly since: number;
}
/** POST /api/organisation/people */
export interface NewPersonBody {
  readonly name: string;
  readonly staffCode: string | null;
  readonly unitId: string;
}
/** PATCH /api/organisation/people/:id; another unit ends one membership and begins the next. */
export interface PersonPatch {
  readonly name?: string;
  readonly staffCode?: string | null;
  /** Null: has left. */
  readonly unitId?: string | null;
}

export const MISSING_MODES = ['keep', 'leave'] as const;
/** What becomes of people who are in no row: they stay, or leave the units that the file has people of. */
export type MissingMode = (typeof MISSING_MODES)[number];

export interface RosterProblemInfo {
  readonly place: { readonly sheet?: string; readonly cell?: string };
  readonly code: string;
  /** One Chinese sentence that says what to do. */
  readonly message: string;
  readonly excerpt?: string;
}

/**
 * POST /api/organisation/roster/import?dryRun=&fileName=&missing= with the bytes of an xlsx or csv file: what it would
 * change, or has changed. Nothing of the file is kept; to load it, it is sent again.
 */
export interface RosterReport {
  readonly fileName: string;
  readonly missing: MissingMode;
  /** Rows with anything in them. */
  readonly read: number;
  readonly newUnits: number;
  readonly newPeople: number;
  readonly moved: number;
  readonly changed: number;
  readonly leaving: number;
  /** Missing in the file, and still not leaving: a refused row may be theirs. */
  readonly heldBack: number;
  readonly unchanged: number;
  readonly rejected: readonly RosterProblemInfo[];
  readonly warnings: readonly RosterProblemInfo[];
  /** False: nothing was written yet. */
  readonly loaded: boolean;
}

/** GET /api/contests/:id/roster?branchId=&offset=&limit= */
export interface ContestRosterPage {
  readonly total: number;
  /** Rows follow the organisation until the lobby opens. */
  readonly frozen: boolean;
  readonly expected: number;
  readonly exempt: number;
  readonly people: readonly RosterEntry[];
}
export interface RosterEntry {
  readonly personId: string;
  readonly name: string;
  readonly staffCode: string | null;
  readonly branchId: string;
  /** Out of the expected headcount. */
  readonly exempt: boolean;
  readonly entered: boolean;
}
/** PUT /api/contests/:id/roster/:personId/exemption, in draft only */
export interface ExemptionBody {
  readonly exempt: boolean;
}
/**
 * GET /api/entry-sheets: contests by roster, newest first, with the branches whose codes the operator
 * may print; without those that have none. Of a branch secretary: the own unit and what is below it.
 */
export interface SheetContest {
  readonly contestId: string;
  readonly title: string;
  readonly phase: Phase;
  readonly pin: string;
  readonly joinUrl: string;
  readonly branches: readonly { readonly id: string; readonly name: string }[];
}
/** GET /api/contests/:id/roster/codes?branchId= and POST /api/contests/:id/roster/:personId/code (a new one). */
export interface EntryCodeInfo {
  readonly personId: string;
  readonly name: string;
  readonly staffCode: string | null;
  /** 12 characters. */
  readonly code: string;
}

/** POST /api/entry/:pin/person (public): whose code it is, so that a person sees that the sheet is theirs. */
export interface EntryPersonBody {
  readonly code: string;
}
export interface EntryPerson {
  readonly name: string;
  readonly branchName: string;
  /** Has come in before, perhaps on another device. */
  readonly entered: boolean;
}
