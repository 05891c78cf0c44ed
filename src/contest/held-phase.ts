import type { EntityManager } from 'typeorm';

import type { Phase } from '../core/contest/types.js';
import { refuse } from '../platform/refusal.js';
import { ContestEntity } from './persistence/contest.entity.js';

/**
 * The phase as the rows say, inside a job of the write queue: jobs go one after another over all nodes, so it stays until
 * the job is done. What a node has in memory may be a moment behind another node. Null: the contest is gone.
 */
export async function heldPhase(manager: EntityManager, contestId: string): Promise<Phase | null> {
  return (await manager.findOne(ContestEntity, { select: { phase: true }, where: { id: contestId } }))?.phase ?? null;
}

/** What people did and are called stays once the result is. */
const FINAL = {
  seats: '成绩已经确认，不能再移出参赛者。',
  names: '成绩已确认，不能再修改姓名。',
};

/** @throws RefusalError contest.wrong-phase */
export function demandNotFinal(phase: Phase | null, what: keyof typeof FINAL): void {
  if (phase === 'finalized') throw refuse('contest.wrong-phase', { message: FINAL[what] });
}
