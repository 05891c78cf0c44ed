import type { ContestResults } from '../contest/results/results.service.js';
import { SMALLEST_GROUP } from '../core/ranking/small-cells.js';

/**
 * The same figures without persons: numbers for names, and no branch where so few took part that a branch and a score
 * would name somebody.
 */
export function anonymised(results: ContestResults): ContestResults {
  const sizes = new Map(results.branches.map(({ branchId, participants }) => [branchId, participants]));
  const few = results.branches.filter(({ participants }) => participants > 0 && participants < SMALLEST_GROUP);
  const pool = few.reduce((sum, { participants }) => sum + participants, 0);
  // One small branch alone, or a handful of people in all, could be told by what the other sheet says.
  const hideAll = few.length > 0 && (few.length < 2 || pool < SMALLEST_GROUP);
  const digits = String(results.participants.length).length;
  return {
    ...results,
    // A reason may name whom it is about.
    adjustments: results.adjustments.map((row) => ({
      ...row,
      name: row.subject === 'branch' && (sizes.get(row.branchId) ?? 0) >= SMALLEST_GROUP ? row.name : '（不列出）',
      reason: '（不列出）',
    })),
    appeals: results.appeals.map((row) => ({ ...row, ruling: '（不列出）' })),
    participants: results.participants.map((row, index) => {
      const small = (sizes.get(row.branchId) ?? 0) < SMALLEST_GROUP;
      const branchName = hideAll ? '（不列出）' : small ? `（不足${SMALLEST_GROUP}人的支部）` : row.branchName;
      const name = `参赛者${String(index + 1).padStart(Math.max(3, digits), '0')}`;
      // Who was helped could be told among few.
      return { ...row, name, branchName, assisted: false };
    }),
  };
}
