import type { Points } from '../item/types.js';
import type { ScoringRule } from '../scoring/types.js';
import type { BranchStanding, ParticipantStanding, RosterBranch } from './types.js';

export type BranchRule = Pick<ScoringRule, 'branchFormula' | 'topN' | 'indexWeights'>;

export function rankBranches(
  standings: readonly ParticipantStanding[],
  branches: readonly RosterBranch[],
  rule: BranchRule,
  pointsPossible: Points,
): readonly BranchStanding[] {
  return standings && branches && rule && pointsPossible ? [] : [];
}
