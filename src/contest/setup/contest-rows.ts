import { randomInt } from 'node:crypto';

import type { EntityManager } from 'typeorm';

import { newId, opaqueId } from '../../platform/ids.js';
import type { BranchBody } from '../../protocol/rest.js';
import type { ContestSettings } from '../../protocol/settings.js';
import { ContestBranchEntity } from '../persistence/contest-branch.entity.js';
import { ContestItemEntity } from '../persistence/contest-item.entity.js';
import { ContestRoundEntity } from '../persistence/contest-round.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import type { ComposedRound } from './composer.js';

export interface NewContest {
  readonly title: string;
  readonly kind: 'regular' | 'demo' | 'rehearsal';
  readonly rehearsalOf: string | null;
  readonly seed: string;
  readonly settings: ContestSettings;
  readonly rounds: readonly ComposedRound[];
  readonly branches: readonly BranchBody[];
  readonly createdBy: string | null;
  readonly createdAt: number;
}

/** Writes a whole contest in the caller's transaction. @returns its id */
export async function insertContest(manager: EntityManager, contest: NewContest): Promise<string> {
  const id = newId();
  const { title, kind, rehearsalOf, seed, settings, createdBy, createdAt } = contest;
  await manager.insert(ContestEntity, {
    id,
    title,
    kind,
    rehearsalOf,
    pin: await freePin(manager),
    screenKey: opaqueId(),
    seed,
    settings,
    phase: 'draft',
    version: 0,
    createdBy,
    createdAt,
    archivedAt: null,
  });
  await insertBranches(manager, id, contest.branches);
  for (const [ordinal, round] of contest.rounds.entries()) {
    const roundId = newId();
    await manager.insert(ContestRoundEntity, { id: roundId, contestId: id, ordinal, title: round.title, warmUp: round.warmUp });
    for (const [position, { item, bankItemId }] of round.items.entries()) {
      await manager.insert(ContestItemEntity, {
        id: item.id,
        contestId: id,
        roundId,
        ordinal: position,
        bankItemId,
        content: item,
        points: item.points,
        timeLimitMs: item.timeLimitMs,
      });
    }
  }
  return id;
}

export async function insertBranches(
  manager: EntityManager,
  contestId: string,
  branches: readonly BranchBody[],
  from = 0,
): Promise<void> {
  for (const [index, { name, expected }] of branches.entries()) {
    await manager.insert(ContestBranchEntity, { id: newId(), contestId, ordinal: from + index, name: name.trim(), expected });
  }
}

/** Six digits, none of them led by 0: a PIN read as a number must stay the same. */
async function freePin(manager: EntityManager): Promise<string> {
  for (;;) {
    const pin = String(randomInt(100_000, 1_000_000));
    if (!(await manager.existsBy(ContestEntity, { pin }))) return pin;
  }
}
