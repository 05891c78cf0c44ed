import { Injectable, Logger } from '@nestjs/common';

import { takenOpening } from '../../core/contest/plan.js';
import { Clock } from '../../platform/clock/clock.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { RefusalError } from '../../platform/refusal.js';
import { ContestStore } from '../contest.store.js';
import { OtherNodes } from '../nodes/other-nodes.js';
import { ContestRegistry, RUNNING } from './contest-registry.js';
import type { LiveContest } from './live-contest.js';

/** An auto-advance contest must not play itself to the end in an empty hall after a night without power. */
const LONGEST_UNWATCHED_MS = 10 * 60_000;
/** Other nodes played on: the heartbeat that all of them write is no older. */
const UNBROKEN_MS = 3500;

/** Brings running contests back at the start of a server, with the time in which nobody played added to their deadlines. */
@Injectable()
export class Resumption {
  private readonly logger = new Logger(Resumption.name);

  constructor(
    private readonly registry: ContestRegistry,
    private readonly store: ContestStore,
    private readonly nodes: OtherNodes,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async resume(): Promise<void> {
    await this.store.adoptResponses([...RUNNING, 'ended'], !this.nodes.isShared);
    const lastBeat = await this.store.lastBeat();
    for (const contestId of await this.store.idsInPhases(RUNNING)) {
      // One contest that cannot be read must not keep the others, or the whole server, from starting.
      try {
        await this.resumeOne(contestId, lastBeat ?? 0);
      } catch (error) {
        this.logger.error(`Contest ${contestId} could not be resumed: ${String(error)}`);
      }
    }
  }

  private async resumeOne(contestId: string, lastBeat: number): Promise<void> {
    const live = await this.registry.get(contestId);
    const now = this.clock.now();
    const lastEvent = await this.store.lastEventAt(contestId);
    // A server was alive when it wrote either; the heartbeat may be an old one if no contest ran before this.
    const aliveAt = Math.max(lastBeat, lastEvent ?? 0);
    if (!this.nodes.isShared || now - aliveAt > UNBROKEN_MS) await this.bridge(live, aliveAt, now);
    live.schedule();
    this.logger.log(`Contest ${contestId} goes on in phase ${live.state.phase}`);
  }

  private async bridge(live: LiveContest, aliveAt: number, now: number): Promise<void> {
    live.roster.awaitReturn(now);
    const { phase, nextAt, pausedAt } = live.state;
    // Of a server before this one, which did not write it.
    if (phase === 'open') await this.store.noteTaken(live.id, takenOpening(live.state));
    try {
      if (phase === 'open' || nextAt !== null) await live.bridgeOutage(aliveAt, this.config.reconnectAllowanceMs);
      const pausable = phase === 'introducing' || phase === 'presenting' || phase === 'open';
      if (now - aliveAt > LONGEST_UNWATCHED_MS && live.plan.advance === 'auto' && pausable && pausedAt === null) {
        await live.pause();
      }
    } catch (error) {
      // Another node that starts at the same time was quicker; this one has taken in what it wrote.
      if (!(error instanceof RefusalError && error.refusal.code === 'contest.version-conflict')) throw error;
    }
  }
}
