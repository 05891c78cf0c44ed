import type { Points } from '../item/types.js';
import { assertNever } from '../result.js';
import type { BranchFormula, ScoringRule } from '../scoring/types.js';
import type { BranchStanding, ParticipantStanding, RosterBranch } from './types.js';

export type BranchRule = Pick<ScoringRule, 'branchFormula' | 'topN' | 'indexWeights'>;

/** k of the shrunk mean: a branch counts as if five average participants had joined it. */
export const SHRINKAGE = 5;
/** 合格: at least this percentage of the points that could be had. */
export const PASS_PERCENT = 60;

const WEIGHT_SCALE = 1_000_000;

/** Formulas that divide by the expected headcount. */
export function usesHeadcount(formula: BranchFormula): boolean {
  return formula === 'adjusted-mean' || formula === 'organisation-index';
}

/** An exact fraction; scores are rounded once, at the end. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

interface BranchFigures {
  /** Best first. */
  readonly totals: readonly Points[];
  readonly sum: Points;
  readonly expected: number | null;
}

interface ContestFigures {
  readonly participants: number;
  readonly sum: Points;
  readonly pointsPossible: Points;
}

/**
 * Every branch with its score, ranked 1-2-2-4 on the score rounded half up to hundredths; branches that cannot be
 * ranked come last, with the reason. Equal ranks keep the order of `branches`.
 *
 * - `sum`: of the totals. `mean`: sum / participants. `mean-top-n`: mean of the best N, of all where there are fewer.
 * - `adjusted-mean`: (n x mean + 5 x overall mean) / (n + 5) x participation rate.
 * - `organisation-index`: 100 x (w1 x rate + w2 x mean / points possible + w3 x share of passes).
 *
 * The participation rate is participants / expected, at most 1. The mean over the points possible is at most 1 too
 * (a speed bonus could lift it above), at least 0, and 0, as the share of passes, before the first item.
 *
 * `adjustments` are added to the score as the formula has made it; a branch without a score has nothing to add to.
 */
export function rankBranches(
  standings: readonly ParticipantStanding[],
  branches: readonly RosterBranch[],
  rule: BranchRule,
  pointsPossible: Points,
  adjustments: ReadonlyMap<string, Points> = NONE,
): readonly BranchStanding[] {
  const totalsByBranch = new Map<string, Points[]>(branches.map(({ id }) => [id, []]));
  let contestSum = 0;
  for (const { branchId, total } of standings) {
    totalsByBranch.get(branchId)?.push(total);
    contestSum += total;
  }
  const contest: ContestFigures = { participants: standings.length, sum: contestSum, pointsPossible };
  const rows = branches.map((branch) => {
    const totals = (totalsByBranch.get(branch.id) ?? []).sort((a, b) => b - a);
    return adjusted(standingOf(branch, totals, rule, contest), adjustments.get(branch.id) ?? 0);
  });
  const scored = rows.filter((row) => row.score !== null).sort((a, b) => Number(b.score) - Number(a.score));
  const unscored = rows.filter((row) => row.score === null);
  const ranked: BranchStanding[] = [];
  scored.forEach((row, index) => {
    const before = ranked[index - 1];
    ranked.push({ ...row, rank: before?.score === row.score ? before.rank : index + 1 });
  });
  return [...ranked, ...unscored];
}

const NONE: ReadonlyMap<string, Points> = new Map();

function adjusted(row: BranchStanding, by: Points): BranchStanding {
  return row.score === null || by === 0 ? row : { ...row, score: row.score + by, adjusted: by };
}

function standingOf(
  branch: RosterBranch,
  totals: readonly Points[],
  rule: BranchRule,
  contest: ContestFigures,
): BranchStanding {
  const participants = totals.length;
  const expected = branch.expected !== null && branch.expected > 0 ? branch.expected : null;
  const sum = totals.reduce((all, total) => all + total, 0);
  const reason =
    expected === null && usesHeadcount(rule.branchFormula)
      ? 'headcount-missing'
      : participants === 0
        ? 'no-participants'
        : null;
  return {
    branchId: branch.id,
    rank: null,
    score: reason === null ? roundHalfUp(scoreOf({ totals, sum, expected }, rule, contest)) : null,
    reason,
    participants,
    counted: rule.branchFormula === 'mean-top-n' ? Math.min(bestCount(rule), participants) : participants,
    expected: branch.expected,
    participationRate: expected === null ? null : Math.min(1, participants / expected),
    mean: participants === 0 ? null : roundHalfUp(fraction(sum, participants)),
    adjusted: 0,
  };
}

/** In hundredths. Only called with at least one participant and with a headcount where the formula needs it. */
function scoreOf(branch: BranchFigures, rule: BranchRule, contest: ContestFigures): Fraction {
  const count = branch.totals.length;
  switch (rule.branchFormula) {
    case 'sum':
      return fraction(branch.sum, 1);
    case 'mean':
      return fraction(branch.sum, count);
    case 'mean-top-n': {
      const best = branch.totals.slice(0, bestCount(rule));
      return fraction(
        best.reduce((all, total) => all + total, 0),
        best.length,
      );
    }
    case 'adjusted-mean': {
      const overall = fraction(contest.sum, contest.participants);
      const shrunk = times(
        add(fraction(branch.sum, 1), times(fraction(SHRINKAGE, 1), overall)),
        fraction(1, count + SHRINKAGE),
      );
      return times(shrunk, rateOf(branch));
    }
    case 'organisation-index': {
      const { participation, mean, pass } = rule.indexWeights;
      const index = add(
        add(times(weight(participation), rateOf(branch)), times(weight(mean), meanShare(branch, contest))),
        times(weight(pass), passShare(branch, contest)),
      );
      return times(fraction(100 * 100, 1), index);
    }
    default:
      return assertNever(rule.branchFormula);
  }
}

function bestCount({ topN }: BranchRule): number {
  return Math.max(1, topN);
}

function rateOf(branch: BranchFigures): Fraction {
  const expected = Number(branch.expected);
  return fraction(Math.min(branch.totals.length, expected), expected);
}

function meanShare(branch: BranchFigures, contest: ContestFigures): Fraction {
  const most = branch.totals.length * contest.pointsPossible;
  return most === 0 ? fraction(0, 1) : fraction(Math.max(0, Math.min(branch.sum, most)), most);
}

function passShare(branch: BranchFigures, contest: ContestFigures): Fraction {
  if (contest.pointsPossible === 0) return fraction(0, 1);
  const passed = branch.totals.filter((total) => total * 100 >= contest.pointsPossible * PASS_PERCENT).length;
  return fraction(passed, branch.totals.length);
}

function weight(value: number): Fraction {
  return fraction(Math.round(value * WEIGHT_SCALE), WEIGHT_SCALE);
}

function fraction(over: number, under: number): Fraction {
  return { over: BigInt(over), under: BigInt(under) };
}

function add(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

/** Also below nothing, where a deduction may lead: -0.5 becomes 0. */
function roundHalfUp({ over, under }: Fraction): number {
  const [twice, by] = [2n * over + under, 2n * under];
  const quotient = twice / by;
  // Division of bigints goes towards 0.
  return Number(twice % by < 0n ? quotient - 1n : quotient);
}
