import { randomBytes } from 'node:crypto';

import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';

import { ownLimitMs } from '../../core/contest/deadline.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/ids.js';
import { hashToken, newToken } from '../../platform/secrets.js';
import { ContestStore } from '../contest.store.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import { submitResponse } from '../live/response-desk.js';
import type { Seat } from '../live/roster.js';
import { ContestService } from '../setup/contest.service.js';
import { simulatedDelay, simulatedResponse } from './troupe.js';

const TURN_MS = 200;

/**
 * Rehearsals: a shadow copy of a contest with simulated participants, played on the real server by the real host.
 * The contest itself is never touched; deleting the copy is the reset.
 */
@Injectable()
export class RehearsalService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RehearsalService.name);
  /** When each simulated participant responds to the opening at hand, by contest. */
  private readonly plans = new Map<string, { readonly opening: string; readonly dueAt: Map<string, number> }>();
  private cancel: (() => void) | null = null;

  constructor(
    private readonly contests: ContestService,
    private readonly registry: ContestRegistry,
    private readonly store: ContestStore,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the copy, in draft, with its participants seated */
  async prepare(contestId: string, participants: number, operatorId: string): Promise<string> {
    const { title } = (await this.registry.get(contestId)).record;
    const id = await this.contests.copy(contestId, operatorId, { kind: 'rehearsal', title: `${title}（彩排）` });
    const live = await this.registry.get(id);
    await Promise.all(Array.from({ length: participants }, (_, index) => this.seat(live, index)));
    return id;
  }

  /** Also after a restart: the simulated participants of a running rehearsal take their seats again. */
  start(): void {
    this.cancel ??= this.arm();
  }

  beforeApplicationShutdown(): void {
    this.cancel?.();
  }

  private arm(): () => void {
    return this.clock.after(TURN_MS, () => {
      this.cancel = this.arm();
      for (const live of this.registry.running()) if (live.record.kind === 'rehearsal') this.turn(live);
    });
  }

  private async seat(live: LiveContest, index: number): Promise<void> {
    const branch = live.record.branches[index % live.record.branches.length];
    if (!branch) return;
    const now = this.clock.now();
    const seat: Seat = {
      id: newId(),
      branchId: branch.id,
      joinedAt: now,
      // Never used to come back; only its uniqueness matters.
      rejoinDigest: `SIM-${randomBytes(6).toString('hex')}`,
      rejoinNumber: null,
      joinId: null,
      personId: null,
      enteredBy: 'self' as const,
      simulated: true,
      name: `示例参赛者${String(index + 1).padStart(3, '0')}`,
      nameOrdinal: 1,
      tokenHash: hashToken(newToken()),
      needs: null,
      needsState: 'approved',
      connection: null,
      lostAt: null,
      removed: false,
    };
    const { id, branchId, name, nameOrdinal, tokenHash, rejoinDigest, joinedAt } = seat;
    const row = {
      id,
      contestId: live.id,
      branchId,
      name,
      nameOrdinal,
      tokenHash,
      rejoinDigest,
      rejoinNumber: null,
      joinId: null,
      personId: null,
      enteredBy: 'self' as const,
      locale: 'zh-CN' as const,
      simulated: true,
      joinedAt,
      noticeConsentAt: joinedAt,
      noticeVersion: null,
    };
    if (!(await this.store.appendParticipant(row, null))) return;
    live.roster.add(seat);
  }

  private turn(live: LiveContest): void {
    // Of several nodes, the one where the host is plays them.
    if (!live.movedHere) {
      for (const seat of live.roster.active()) if (seat.simulated) live.roster.movedElsewhere(seat);
      return;
    }
    for (const seat of live.roster.active()) {
      if (!seat.simulated || seat.connection) continue;
      live.roster.connect(seat, { id: `simulated:${seat.id}` });
      live.presenceDirty = true;
      live.tallyDirty = true;
    }
    const opening = live.currentOpening;
    const contestItemId = live.state.currentItemId;
    if (live.state.phase !== 'open' || live.state.pausedAt !== null || !opening || contestItemId === null) return;
    const key = `${contestItemId}:${opening.number}`;
    let plan = this.plans.get(live.id);
    if (plan?.opening !== key) {
      plan = { opening: key, dueAt: this.drawDelays(live, opening.opensAt, ownLimitMs(live.plan, opening, 1)) };
      this.plans.set(live.id, plan);
    }
    const now = this.clock.now();
    for (const [participantId, dueAt] of plan.dueAt) {
      if (dueAt > now) continue;
      plan.dueAt.delete(participantId);
      void this.respond(live, participantId, contestItemId, opening.number);
    }
  }

  private drawDelays(live: LiveContest, opensAt: number, limitMs: number): Map<string, number> {
    const dueAt = new Map<string, number>();
    for (const seat of live.roster.active()) {
      if (seat.simulated) dueAt.set(seat.id, opensAt + limitMs * simulatedDelay(Math.random));
    }
    return dueAt;
  }

  private async respond(
    live: LiveContest,
    participantId: string,
    contestItemId: string,
    opening: number,
  ): Promise<void> {
    const seat = live.roster.get(participantId);
    const item = live.itemById(contestItemId);
    if (!seat || !item) return;
    const response = simulatedResponse(item, Math.random);
    const message = { contestId: live.id, contestItemId, opening, submissionId: newId(), response };
    const ack = await submitResponse(live, this.store, seat, message, this.clock.now());
    // The host may have closed the item in between; anything else is a fault of ours.
    if (!ack.ok && ack.error.code !== 'item.not-open' && ack.error.code !== 'contest.paused') {
      this.logger.warn(`Simulated response refused: ${ack.error.code}`);
    }
  }
}
