import { randomInt } from 'node:crypto';

import type { EntityManager } from 'typeorm';

import { jsonInsert } from '../../platform/database/json-rows.js';
import { newId, opaqueId } from '../../platform/ids.js';
import type { BranchBody } from '../../protocol/rest.js';
import type { ContestSettings } from '../../protocol/settings.js';
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

interface BranchRow {
  readonly id: string;
  readonly contestId: string;
  readonly ordinal: number;
  readonly name: string;
  readonly expected: number | null;
  readonly unitId: string | null;
}

interface ItemRow {
  readonly id: string;
  readonly contestId: string;
  readonly roundId: string;
  readonly ordinal: number;
  readonly bankItemId: string | null;
  readonly content: string;
  readonly points: number;
  readonly timeLimitMs: number;
}

// One statement each: 2,000 branches one by one would hold the queue that responses of a running contest wait in.
const insertBranchRows = jsonInsert<BranchRow>('contest_branch', {
  id: 'text',
  contestId: 'text',
  ordinal: 'integer',
  name: 'text',
  expected: 'integer',
  unitId: 'text',
});
const insertItems = jsonInsert<ItemRow>('contest_item', {
  id: 'text',
  contestId: 'text',
  roundId: 'text',
  ordinal: 'integer',
  bankItemId: 'text',
  content: 'text',
  points: 'integer',
  timeLimitMs: 'integer',
});

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
  const items: ItemRow[] = [];
  for (const [ordinal, round] of contest.rounds.entries()) {
    const roundId = newId();
    await manager.insert(ContestRoundEntity, {
      id: roundId,
      contestId: id,
      ordinal,
      title: round.title,
      warmUp: round.warmUp,
      draw: round.draw,
    });
    for (const [position, { item, bankItemId }] of round.items.entries()) {
      items.push({
        id: item.id,
        contestId: id,
        roundId,
        ordinal: position,
        bankItemId,
        content: JSON.stringify(item),
        points: item.points,
        timeLimitMs: item.timeLimitMs,
      });
    }
  }
  await insertItems(manager, items);
  return id;
}

export async function insertBranches(
  manager: EntityManager,
  contestId: string,
  branches: readonly BranchBody[],
  from = 0,
): Promise<void> {
  const rows = branches.map(({ name, expected, unitId = null }, index) => ({
    id: newId(),
    contestId,
    ordinal: from + index,
    name: name.trim(),
    expected,
    unitId,
  }));
  await insertBranchRows(manager, rows);
}

/** Six digits, none of them led by 0: a PIN read as a number must stay the same. */
async function freePin(manager: EntityManager): Promise<string> {
  for (;;) {
    const pin = String(randomInt(100_000, 1_000_000));
    if (!(await manager.existsBy(ContestEntity, { pin }))) return pin;
  }
}
