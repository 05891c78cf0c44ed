import { Injectable } from '@nestjs/common';

import { coverOf, sealIn } from '../../audit/audit.service.js';
import type { Adjustment } from '../../core/ranking/types.js';
import { IdentityService } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { AdjustmentBody, AdjustmentInfo } from '../../protocol/corrections.js';
import type { Phase } from '../../protocol/frames.js';
import { heldPhase } from '../held-phase.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { branchName, displayName } from '../live/frames.js';
import type { LiveContest } from '../live/live-contest.js';
import { adjustmentOf, PointsAdjustmentEntity } from '../persistence/points-adjustment.entity.js';
import { written } from './words.js';

/** Never while an item is read, open or closed: until its reveal no board moves. */
const POSSIBLE: readonly Phase[] = ['introducing', 'revealed', 'ended'];

/** Points given or taken by hand: one proposes, another confirms, and both stand on the score sheet. */
@Injectable()
export class Adjustments {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly reader: Reader,
    private readonly queue: WriteQueue,
    private readonly identity: IdentityService,
    private readonly clock: Clock,
  ) {}

  /** Newest first. @throws RefusalError contest.unknown */
  async list(contestId: string, operatorId: string): Promise<AdjustmentInfo[]> {
    const live = await this.registry.get(contestId);
    const rows = await this.reader.source.manager.find(PointsAdjustmentEntity, {
      where: { contestId },
      order: { id: 'DESC' },
    });
    const names = await this.identity.operatorNames();
    return rows.map((row) => infoOf(live, row, names, operatorId));
  }

  /** @throws RefusalError contest.wrong-phase, participant.unknown, entry.branch-unknown, adjustment.branch-unscored */
  async propose(contestId: string, body: AdjustmentBody, operatorId: string): Promise<AdjustmentInfo[]> {
    const live = await this.registry.get(contestId);
    const { subject, subjectId } = body;
    const reason = written(body.reason, 'reason');
    const row = {
      id: newId(),
      contestId,
      participantId: subject === 'participant' ? subjectId : null,
      branchId: subject === 'branch' ? subjectId : null,
      points: Math.round(body.points * 100),
      reason,
      proposedBy: operatorId,
      proposedAt: this.clock.now(),
      state: 'proposed' as const,
    };
    await live.settleMatter(async () => {
      demandPhase(live.state.phase);
      demandSubject(live, body);
      await this.queue.run(async (manager) => {
        demandPhase(await heldPhase(manager, contestId));
        await manager.insert(PointsAdjustmentEntity, row);
        const detail = { points: row.points, subject };
        const text = { contestId, subjectId: row.id, values: [reason] };
        const sealed = await sealIn(manager, 'adjustment-reason', [text]);
        const covers = [coverOf('points-adjustment', [row]), ...sealed];
        const deed = { operatorId, contestId, subjectId, action: 'adjustment.proposed', detail, note: reason, covers };
        await this.identity.recordAction(manager, deed);
      });
      return null;
    });
    return this.list(contestId, operatorId);
  }

  /** @throws RefusalError contest.wrong-phase, adjustment.unknown, adjustment.decided, adjustment.same-person */
  confirm(contestId: string, id: string, operatorId: string): Promise<AdjustmentInfo[]> {
    return this.decide(contestId, id, 'confirmed', operatorId);
  }

  /** Whoever proposed it may take it back this way. @throws RefusalError as `confirm`, but for the same person */
  reject(contestId: string, id: string, operatorId: string): Promise<AdjustmentInfo[]> {
    return this.decide(contestId, id, 'rejected', operatorId);
  }

  private async decide(
    contestId: string,
    id: string,
    state: 'confirmed' | 'rejected',
    operatorId: string,
  ): Promise<AdjustmentInfo[]> {
    const live = await this.registry.get(contestId);
    await live.settleMatter(async () => {
      demandPhase(live.state.phase);
      const row = await this.reader.source.manager.findOneBy(PointsAdjustmentEntity, { id, contestId });
      if (!row) throw refuse('adjustment.unknown');
      if (row.state !== 'proposed') throw refuse('adjustment.decided');
      if (state === 'confirmed' && row.proposedBy === operatorId) throw refuse('adjustment.same-person');
      await this.write(row, state, operatorId, live.state.version);
      return state === 'confirmed' ? adjustmentOf(row) : null;
    });
    return this.list(contestId, operatorId);
  }

  private async write(
    { id, contestId, participantId, branchId }: PointsAdjustmentEntity,
    state: 'confirmed' | 'rejected',
    operatorId: string,
    version: number,
  ): Promise<void> {
    const decision = { state, decidedBy: operatorId, decidedAt: this.clock.now(), version };
    const subjectId = participantId ?? branchId;
    await this.queue.run(async (manager) => {
      demandPhase(await heldPhase(manager, contestId));
      // The state is asked again where it is written: two who decide at once cannot both have done so.
      const { affected } = await manager.update(PointsAdjustmentEntity, { id, state: 'proposed' }, decision);
      if (affected !== 1) throw refuse('adjustment.decided');
      const detail = { adjustmentId: id };
      await this.identity.recordAction(manager, {
        operatorId,
        contestId,
        subjectId,
        action: `adjustment.${state}`,
        detail,
        covers: [coverOf('adjustment-decision', [{ id, contestId, ...decision }])],
      });
    });
  }
}

function demandPhase(phase: Phase | null): void {
  if (phase !== null && POSSIBLE.includes(phase)) return;
  throw refuse('contest.wrong-phase', {
    message: '加减分请在环节介绍、公布答案之后或竞赛结束后、成绩确认之前进行。',
  });
}

function demandSubject(live: LiveContest, { subject, subjectId }: AdjustmentBody): void {
  if (subject === 'participant') {
    const seat = live.roster.get(subjectId);
    if (!seat || seat.removed) throw refuse('participant.unknown');
    return;
  }
  if (!live.record.branches.some(({ id }) => id === subjectId)) throw refuse('entry.branch-unknown');
  if (live.scoreboard.branchStanding(subjectId)?.score == null) throw refuse('adjustment.branch-unscored');
}

function infoOf(
  live: LiveContest,
  row: PointsAdjustmentEntity,
  names: ReadonlyMap<string, string>,
  operatorId: string,
): AdjustmentInfo {
  const { subject, subjectId }: Adjustment = adjustmentOf(row);
  const seat = subject === 'participant' ? live.roster.get(subjectId) : undefined;
  return {
    id: row.id,
    subject,
    subjectId,
    name: seat ? displayName(seat) : branchName(live, subjectId),
    branchName: seat ? branchName(live, seat.branchId) : null,
    points: row.points / 100,
    reason: row.reason,
    state: row.state,
    proposedBy: names.get(row.proposedBy) ?? '',
    proposedAt: row.proposedAt,
    decidedBy: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? ''),
    decidedAt: row.decidedAt,
    own: row.proposedBy === operatorId,
  };
}
