/** The settings of a contest, as an organiser chooses them and every audience may read them. */

export const BRANCH_FORMULAS = ['sum', 'mean', 'mean-top-n', 'adjusted-mean', 'organisation-index'] as const;
/** sum 总分; mean 平均分; mean-top-n 前N名平均分; adjusted-mean 参与度校正平均分; organisation-index 组织奖指数. */
export type BranchFormula = (typeof BRANCH_FORMULAS)[number];

export const MULTI_SELECT_MODES = ['all-or-nothing', 'per-choice', 'half', 'proportional'] as const;
/** What an incomplete but not wrong multiple choice earns (domain.md 4.1 a-d). */
export type MultiSelectMode = (typeof MULTI_SELECT_MODES)[number];

export const ADVANCE_MODES = ['host', 'auto'] as const;
export type AdvanceMode = (typeof ADVANCE_MODES)[number];

export const ENTRY_MODES = ['open', 'roster'] as const;
/** `open`: by PIN, branch and name; `roster`: by the personal code of somebody whom the contest expects. */
export type EntryMode = (typeof ENTRY_MODES)[number];

export const NEEDS_APPROVALS = ['none', 'required'] as const;
/** `required`: more time counts once somebody who may decide has approved it; everything else counts at once. */
export type NeedsApprovalMode = (typeof NEEDS_APPROVALS)[number];

export interface ContestSettings {
  readonly entry: EntryMode;
  /** `host`: each step is pressed (a deadline still closes an item); `auto`: the server keeps the timeline. */
  readonly advance: AdvanceMode;
  /** Auto-advance only: seconds for the round introduction, for reading, and for the reveal. */
  readonly introductionSeconds: number;
  readonly readingSeconds: number;
  readonly revealSeconds: number;
  /** Bonus for speed in percent of the item's points, 0 to 20; 0 = speed does not count. */
  readonly speedBonusPercent: number;
  readonly multiSelectMode: MultiSelectMode;
  /** Fill-in: points per blank, or only when every blank is right. */
  readonly fillInMode: 'per-blank' | 'all-or-nothing';
  readonly branchFormula: BranchFormula;
  /** N of `mean-top-n`. */
  readonly topN: number;
  /** Weights of the organisation index; they sum to 1. */
  readonly indexWeights: { readonly participation: number; readonly mean: number; readonly pass: number };
  /** Show the leaderboard on phones and the screen after each item's reveal. */
  readonly leaderboardAfterItem: boolean;
  readonly publicBoard: boolean;
  /** Participants see the choices in different orders; host and screen keep one, and letters mean nothing between them. */
  readonly shuffleChoices: boolean;
  /** Minutes after the end in which participants may appeal; 0 = no appeals. */
  readonly appealWindowMinutes: number;
  /** Absent in contests from before it was asked: none. */
  readonly needsApproval?: NeedsApprovalMode;
}

export const DEFAULT_SETTINGS: ContestSettings = {
  entry: 'open',
  advance: 'host',
  introductionSeconds: 8,
  readingSeconds: 5,
  revealSeconds: 12,
  speedBonusPercent: 0,
  multiSelectMode: 'half',
  fillInMode: 'per-blank',
  branchFormula: 'mean',
  topN: 10,
  indexWeights: { participation: 0.3, mean: 0.5, pass: 0.2 },
  leaderboardAfterItem: true,
  publicBoard: true,
  shuffleChoices: false,
  appealWindowMinutes: 30,
  needsApproval: 'none',
};
