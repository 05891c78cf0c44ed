/** Rows of a small contest, for tests that need something to write to. */
import type { EntityManager } from 'typeorm';

import { ContestBranchEntity } from '../../src/contest/persistence/contest-branch.entity.js';
import { ContestEventEntity } from '../../src/contest/persistence/contest-event.entity.js';
import { ContestItemEntity } from '../../src/contest/persistence/contest-item.entity.js';
import { ContestRoundEntity } from '../../src/contest/persistence/contest-round.entity.js';
import { ContestEntity } from '../../src/contest/persistence/contest.entity.js';
import { ParticipantEntity } from '../../src/contest/persistence/participant.entity.js';
import { newId, opaqueId } from '../../src/platform/ids.js';
import { DEFAULT_SETTINGS } from '../../src/protocol/settings.js';

export const AT = Date.UTC(2026, 0, 5, 9);

export interface SampleContest {
  readonly contestId: string;
  readonly contestItemId: string;
  readonly branchId: string;
  readonly participantIds: readonly string[];
}

let pins = 100_000;

export async function insertContest(manager: EntityManager, participants = 3): Promise<SampleContest> {
  const [contestId, roundId, branchId, contestItemId] = [newId(), newId(), newId(), opaqueId()];
  await manager.insert(ContestEntity, {
    id: contestId,
    title: '示例竞赛',
    kind: 'demo',
    rehearsalOf: null,
    pin: String(pins++),
    screenKey: opaqueId(),
    seed: '示例',
    settings: DEFAULT_SETTINGS,
    phase: 'draft',
    version: 0,
    createdBy: null,
    createdAt: AT,
    archivedAt: null,
  });
  await manager.insert(ContestBranchEntity, { id: branchId, contestId, ordinal: 0, name: '示例支部', expected: null });
  await manager.insert(ContestRoundEntity, { id: roundId, contestId, ordinal: 0, title: '必答', warmUp: false });
  await manager.insert(ContestItemEntity, {
    id: contestItemId,
    contestId,
    roundId,
    ordinal: 0,
    bankItemId: null,
    points: 1000,
    timeLimitMs: 20_000,
    content: {
      kind: 'true-false',
      id: contestItemId,
      stem: '示例',
      media: [],
      explanation: '',
      source: null,
      points: 1000,
      timeLimitMs: 20_000,
      correct: true,
    },
  });
  const participantIds = Array.from({ length: participants }, newId);
  for (const [index, id] of participantIds.entries()) {
    await manager.insert(ParticipantEntity, {
      id,
      contestId,
      branchId,
      name: '示例',
      nameOrdinal: index + 1,
      tokenHash: opaqueId(),
      rejoinDigest: opaqueId(),
      rejoinNumber: 0,
      joinId: null,
      personId: null,
      enteredBy: 'self',
      locale: 'zh-CN',
      simulated: false,
      joinedAt: AT,
      noticeConsentAt: AT,
      noticeVersion: null,
      removedAt: null,
    });
  }
  return { contestId, contestItemId, branchId, participantIds };
}

export const eventRow = (contestId: string, version: number): ContestEventEntity => ({
  contestId,
  version,
  type: 'lobby-opened',
  payload: { type: 'lobby-opened', controllerId: null },
  operatorId: null,
  at: AT,
});

export interface ResponseInsert {
  readonly id: string;
  readonly contestId: string;
  readonly contestItemId: string;
  readonly opening: number;
  readonly participantId: string;
  readonly submissionId: string;
  readonly response: string;
  readonly receivedAt: number;
  readonly ownLimitMs: number | null;
  readonly elapsedMs: number | null;
  readonly batch: string | null;
}

export const responseRow = (contest: SampleContest, participantId: string, opening = 1): ResponseInsert => ({
  id: newId(),
  contestId: contest.contestId,
  contestItemId: contest.contestItemId,
  opening,
  participantId,
  submissionId: opaqueId(),
  response: '{"value":true}',
  receivedAt: AT,
  ownLimitMs: null,
  elapsedMs: null,
  batch: null,
});
