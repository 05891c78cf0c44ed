/**
 * REST bodies of the figures of the study log. Days are 'YYYY-MM-DD'; `asOf` is the last day that is counted: that of the
 * period, or today. Only what is approved counts. Every share comes with its denominator.
 */
import type { HourLedgerId, HourStandingInfo } from './hours.js';
import type { FiguresInfo } from './reading.js';
import type { EntryLabel } from './study.js';

export interface FigurePeriod {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  /** How the organisation calls its modes together: 五学联动. */
  readonly heading: string;
  /** Enabled on the last day, in order, as they are called then. */
  readonly modes: readonly EntryLabel[];
}

/** 覆盖率 = `covered` / `of`. Cells in the order of the modes. */
export interface CoverageInfo {
  readonly covered: number;
  readonly of: number;
  readonly cells: readonly CoverageCell[];
}
export interface CoverageCell {
  readonly entries: number;
  /** Branches with at least one entry; of a person 0 or 1. */
  readonly covering: number;
}

/** Of one campaign only the sessions that name it count; of a unit all of them do. */
export type ReadingSums = Omit<FiguresInfo, 'sessions' | 'attended'>;

/** What was handed in in the period, over all reading campaigns; minutes by the day on which the book was begun. */
export interface ReadingFiguresInfo extends ReadingSums {
  /** 分享会, of a campaign or not: how many, and how many came to them. */
  readonly sharings: number;
  readonly sharingPresent: number;
}

export interface UnitFigureSet {
  /** 在册 on the last day. */
  readonly people: number;
  /** Branches: units with people or entries of their own. */
  readonly branches: number;
  readonly coverage: CoverageInfo;
  readonly entries: number;
  /** 应到人次, 实到人次 */
  readonly expected: number;
  readonly present: number;
  readonly reading: ReadingFiguresInfo;
}

export interface UnitFigureRow {
  readonly unitId: string;
  readonly name: string;
  /** The unit itself without what is below it. */
  readonly itself: boolean;
  readonly people: number;
  /** Null: fewer than five people, or others' figures would tell theirs. */
  readonly figures: UnitFigureSet | null;
}

/** Hours against the target of a calendar year, in one ledger; ledgers are never added up. Hundredths of a 学时. */
export interface HourFigure {
  readonly ledger: HourLedgerId;
  readonly policyName: string;
  /** Who is in the ledger. */
  readonly people: number;
  /** Null: suppressed. */
  readonly met: number | null;
  readonly done: number | null;
  readonly target: number | null;
}
export interface HourFigures {
  readonly year: number;
  readonly total: readonly HourFigure[];
  readonly rows: readonly (HourFigure & { readonly unitId: string })[];
}

export interface MonthFigure {
  /** YYYY-MM */
  readonly month: string;
  readonly entries: number;
  readonly expected: number;
  readonly present: number;
  /** Entries of each mode, in order. */
  readonly byMode: readonly number[];
  readonly covered: number;
  readonly of: number;
}

/**
 * GET /api/study/units/:id/figures?from=&to= : a unit with all that is below it, each unit directly below, and the unit
 * itself where it has people or entries of its own. Left out: this year until today. As a spreadsheet: …/figures/file.
 */
export interface UnitFigures extends FigurePeriod {
  readonly unitId: string;
  /** From the top. */
  readonly unitPath: readonly string[];
  /** Null: suppressed, and so is everything below for whoever asks. */
  readonly total: UnitFigureSet | null;
  readonly rows: readonly UnitFigureRow[];
  readonly hours: HourFigures;
  /** Null where the total is. */
  readonly trend: readonly MonthFigure[] | null;
  /** Whether …/figures/people may be asked: of the own branch alone. */
  readonly seesPeople: boolean;
  /** Null unless the organisation has switched it on. */
  readonly ranking: PersonRanking | null;
}

/** GET /api/study/units/:id/figures/people?from=&to= : who belonged to the branch on the last day. */
export interface PeopleFigures extends FigurePeriod {
  readonly unitId: string;
  /** The calendar year of the hours. */
  readonly year: number;
  readonly people: readonly PersonFigureRow[];
}
export interface PersonFigureRow extends PersonFigureSet {
  readonly personId: string;
  readonly name: string;
  readonly staffCode: string | null;
}
export interface PersonFigureSet {
  readonly coverage: CoverageInfo;
  readonly entries: number;
  readonly hours: readonly HourStandingInfo[];
}

/** GET /api/member/figures?from=&to= : one's own. */
export interface OwnFigures extends FigurePeriod, PersonFigureSet {
  readonly year: number;
  readonly trend: readonly OwnMonthFigure[];
  readonly reading: OwnReadingFigures;
  readonly ranking: PersonRanking | null;
}
export interface OwnMonthFigure {
  readonly month: string;
  readonly entries: number;
  readonly byMode: readonly number[];
}
export type OwnReadingFigures = Pick<
  FiguresInfo,
  'finished' | 'finishedAll' | 'minutes' | 'reflections' | 'adopted' | 'recommendations'
>;

/** Of the people of one branch, by how many modes they have learnt in; masked, equal ones share a place. */
export interface PersonRanking {
  /** The rule that this goes against unless somebody answers for it, and who does. */
  readonly rule: string;
  readonly approvedBy: string | null;
  readonly since: string;
  /** Null: fewer than five people. Only who has at least one entry stands in it. */
  readonly places: readonly RankingPlace[] | null;
}
export interface RankingPlace {
  readonly place: number;
  readonly name: string;
  readonly covered: number;
  readonly of: number;
  /** Whoever asks. */
  readonly own: boolean;
}
