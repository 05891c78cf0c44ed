import { rankBranches, type BranchRule } from './branches.js';
import { standingsOf, type Totals } from './standings.js';
import type { Points } from '../item/types.js';
import type { Adjustment, Board, RosterBranch } from './types.js';

/**
 * The whole board as of the items applied so far. Of `adjustments` those of branches count here; those of participants
 * are in their totals already (`withAdjustment`).
 */
export function boardOf(
  totals: Totals,
  branches: readonly RosterBranch[],
  rule: BranchRule,
  adjustments: readonly Adjustment[] = [],
): Board {
  const standings = standingsOf(totals);
  const { pointsPossible } = totals;
  const byBranch = new Map<string, Points>();
  for (const { subject, subjectId, points } of adjustments) {
    if (subject === 'branch') byBranch.set(subjectId, (byBranch.get(subjectId) ?? 0) + points);
  }
  return { standings, branches: rankBranches(standings, branches, rule, pointsPossible, byBranch), pointsPossible };
}
