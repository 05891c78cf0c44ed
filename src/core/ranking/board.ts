import { rankBranches, type BranchRule } from './branches.js';
import { standingsOf, type Totals } from './standings.js';
import type { Board, RosterBranch } from './types.js';

/** The whole board as of the items applied so far. */
export function boardOf(totals: Totals, branches: readonly RosterBranch[], rule: BranchRule): Board {
  const standings = standingsOf(totals);
  const { pointsPossible } = totals;
  return { standings, branches: rankBranches(standings, branches, rule, pointsPossible), pointsPossible };
}
