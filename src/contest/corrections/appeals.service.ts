import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { appealsUntil, placedItems, progressOf } from '../../core/contest/plan.js';
import { AuditService, byOperator, coverOf } from '../../audit/audit.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { AppealBody, OwnAppeal, OwnRecord, RulingBody } from '../../protocol/corrections.js';
import { Broadcaster } from '../live/broadcaster.js';
import { heldPhase } from '../held-phase.js';
import type { LiveContest } from '../live/live-contest.js';
import type { Seat } from '../live/roster.js';
import { AppealEntity } from '../persistence/appeal.entity.js';
import { ContestEventEntity } from '../persistence/contest-event.entity.js';
import { PointsAdjustmentEntity } from '../persistence/points-adjustment.entity.js';
import { itemRecords } from './item-records.js';
import { written } from './words.js';

/** 申诉: filed by a participant within the window after the end, ruled on by an arbiter, once and for all. */
@Injectable()
export class Appeals {
  constructor(
    private readonly reader: Reader,
    private readonly queue: WriteQueue,
    private readonly audit: AuditService,
    private readonly broadcaster: Broadcaster,
    private readonly clock: Clock,
  ) {}

  /** @throws RefusalError contest.wrong-phase before the end */
  async record(live: LiveContest, seat: Seat): Promise<OwnRecord> {
    const { phase } = live.state;
    if (phase !== 'ended' && phase !== 'finalized') {
      throw refuse('contest.wrong-phase', { message: '竞赛结束后才能查看作答记录，请稍候。' });
    }
    const { manager } = this.reader.source;
    const rows = await manager.find(AppealEntity, { where: { participantId: seat.id }, order: { id: 'ASC' } });
    return {
      contestId: live.id,
      title: live.record.title,
      appealsUntil: appealsUntil(live.plan, live.state),
      items: await itemRecords(manager, live, seat, null),
      appeals: rows.map(ownAppeal),
    };
  }

  /** @throws RefusalError appeal.closed, appeal.filed-already, item.unknown */
  async file(live: LiveContest, seat: Seat, body: AppealBody): Promise<OwnAppeal> {
    const text = written(body.text, 'text');
    const contestItemId = body.contestItemId ?? null;
    const row: AppealEntity = {
      id: newId(),
      contestId: live.id,
      participantId: seat.id,
      subject: contestItemId ?? 'result',
      contestItemId,
      text,
      filedAt: this.clock.now(),
      state: 'open',
      ruling: null,
      ruledBy: null,
      ruledAt: null,
      correction: null,
      adjustmentId: null,
    };
    await live.settleMatter(async () => {
      demandWindow(live, row.filedAt);
      if (contestItemId !== null) demandRevealed(live, contestItemId);
      await this.queue.run(async (manager) => {
        if ((await heldPhase(manager, live.id)) !== 'ended') throw refuse('appeal.closed');
        await this.insert(manager, row);
      });
      return null;
    });
    return ownAppeal(row);
  }

  /** @throws RefusalError appeal.unknown, appeal.decided, correction.unknown, adjustment.unknown, contest.wrong-phase */
  async rule(live: LiveContest, appealId: string, body: RulingBody, operatorId: string): Promise<void> {
    const { verdict, correction = null, adjustmentId = null } = body;
    const ruling = written(body.text, 'text');
    const ruled = { state: verdict, ruling, ruledBy: operatorId, ruledAt: this.clock.now() };
    const decision = { ...ruled, correction, adjustmentId };
    const row = await this.reader.source.manager.findOneBy(AppealEntity, { id: appealId, contestId: live.id });
    if (!row) throw refuse('appeal.unknown');
    await live.settleMatter(async () => {
      await this.queue.run(async (manager) => {
        await demandRemedy(manager, live.id, decision);
        const { affected } = await manager.update(AppealEntity, { id: appealId, state: 'open' }, decision);
        if (affected !== 1) throw refuse('appeal.decided');
        const linked = correction !== null || adjustmentId !== null;
        const remedy = { id: appealId, contestId: live.id, correction, adjustmentId };
        const text = { contestId: live.id, subjectId: appealId, values: [ruling] };
        const more = [
          ...(linked ? [coverOf('appeal-remedy', [remedy])] : []),
          ...(await this.audit.sealed(manager, 'appeal-ruling', [text])),
        ];
        await this.audit.record(manager, {
          ...byOperator(operatorId),
          action: 'appeal.ruled',
          contestId: live.id,
          subjectId: row.participantId,
          detail: { appealId, verdict, correction, adjustmentId },
          note: ruling,
          covers: [coverOf('appeal-ruling', [{ ...row, ...decision }]), ...more],
        });
      });
      return null;
    });
    const seat = live.roster.get(row.participantId);
    if (seat) this.broadcaster.appealChanged(seat, ownAppeal({ ...row, ...decision }));
    live.hints.appealRuled(live.id, appealId);
  }

  /** Null: not of that contest. */
  async ownOf(contestId: string, appealId: string): Promise<{ participantId: string; appeal: OwnAppeal } | null> {
    const row = await this.reader.source.manager.findOneBy(AppealEntity, { id: appealId, contestId });
    return row && { participantId: row.participantId, appeal: ownAppeal(row) };
  }

  private async insert(manager: EntityManager, row: AppealEntity): Promise<void> {
    const { participantId, subject, contestId, id: appealId, contestItemId } = row;
    if (await manager.existsBy(AppealEntity, { participantId, subject })) throw refuse('appeal.filed-already');
    await manager.insert(AppealEntity, row);
    const words = { contestId, subjectId: appealId, values: [row.text] };
    const sealed = await this.audit.sealed(manager, 'appeal-text', [words]);
    await this.audit.record(manager, {
      actor: { kind: 'participant', id: participantId },
      action: 'appeal.filed',
      contestId,
      subjectId: participantId,
      detail: { appealId, contestItemId },
      covers: [coverOf('appeal-filed', [row]), ...sealed],
    });
  }
}

export function ownAppeal(row: AppealEntity): OwnAppeal {
  const { id, contestId, contestItemId, text, filedAt, state, ruling, ruledAt } = row;
  return { id, contestId, contestItemId, text, filedAt, state, ruling, ruledAt };
}

/**
 * What a ruling names must be there: a correction of this contest that was not taken back, points that somebody has
 * confirmed. Those that are proposed alone may still be refused.
 */
async function demandRemedy(
  manager: EntityManager,
  contestId: string,
  { correction, adjustmentId }: Pick<AppealEntity, 'correction' | 'adjustmentId'>,
): Promise<void> {
  if (correction !== null) {
    const type = In(['key-corrected', 'item-voided']);
    const made = await manager.existsBy(ContestEventEntity, { contestId, version: correction, type });
    const cancelled = await manager.findBy(ContestEventEntity, { contestId, type: 'correction-cancelled' });
    const taken = cancelled.some(({ payload }) => 'correction' in payload && payload.correction === correction);
    if (!made || taken) throw refuse('correction.unknown');
  }
  if (adjustmentId === null) return;
  const wanted = { id: adjustmentId, contestId, state: 'confirmed' as const };
  if (!(await manager.existsBy(PointsAdjustmentEntity, wanted))) throw refuse('adjustment.unknown');
}

function demandWindow({ plan, state }: LiveContest, at: number): void {
  const until = appealsUntil(plan, state);
  if (state.phase !== 'ended' || until === null || at > until) throw refuse('appeal.closed');
}

function demandRevealed({ plan, state }: LiveContest, contestItemId: string): void {
  const placed = placedItems(plan).find(({ item }) => item.id === contestItemId);
  const counts = placed !== undefined && !placed.round.warmUp;
  if (!counts || progressOf(state, contestItemId).status !== 'revealed') throw refuse('item.unknown');
}
