import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';

import { can } from '../../identity/identity.module.js';
import { IdentityService } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { ContestStore } from '../contest.store.js';
import { Broadcaster } from './broadcaster.js';
import { ContestRegistry } from './contest-registry.js';
import { presenceFrame, tallyFreezes, tallyFrame } from './frames.js';
import type { SocketData } from '../socket-data.js';
import type { LiveContest } from './live-contest.js';

/** A screen is shown by its own key, and somebody who may watch nothing may well take part. */
const isConsole = (watching: SocketData['watching']): boolean => [...(watching?.values() ?? [])].includes('host');

/** The protocol's limit for tallies: at most four a second. */
const PULSE_MS = 250;
const BEAT_EVERY = 4;
/** About once a minute: a host who watches a running contest is not signed out for pressing nothing. */
const KEEP_ALIVE_EVERY = 240;

/**
 * The steady work of running contests: coalesced figures, early close, the heartbeat from which an outage is measured.
 * Nothing here happens per response, so its cost does not grow with them.
 */
@Injectable()
export class Pulse implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Pulse.name);
  private cancel: (() => void) | null = null;
  private turn = 0;
  private beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly registry: ContestRegistry,
    private readonly broadcaster: Broadcaster,
    private readonly store: ContestStore,
    private readonly identity: IdentityService,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.cancel ??= this.arm();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.cancel?.();
    await this.beating;
  }

  private arm(): () => void {
    return this.clock.after(PULSE_MS, () => {
      this.cancel = this.arm();
      this.turnOnce();
    });
  }

  private turnOnce(): void {
    const now = this.clock.now();
    const running = this.registry.running();
    for (const live of running) this.guarded(live, () => this.lookAfter(live, now));
    this.turn = (this.turn + 1) % KEEP_ALIVE_EVERY;
    if (this.turn === 0) this.eachMinute(running);
    if (this.turn % BEAT_EVERY !== 0) return;
    this.broadcaster.dropStuck();
    for (const live of running) live.retryDue();
    if (running.length === 0) return;
    this.beating = this.store.beat(now).catch((error: unknown) => this.logger.error(`Heartbeat: ${String(error)}`));
  }

  /** A fault in one contest must not stop the others, nor end the process from inside a timer. */
  private guarded(live: LiveContest, job: () => void): void {
    try {
      job();
    } catch (error) {
      this.logger.error(`Contest ${live.id}: ${String(error)}`);
    }
  }

  private eachMinute(running: readonly LiveContest[]): void {
    this.registry.evictUnused();
    void this.keepHosts(running);
  }

  /**
   * Whoever runs a contest stays signed in; sockets whose session has ended, however it ended, are closed, and so are the
   * consoles of people who may not look on any more, wherever that was taken from them.
   */
  private async keepHosts(running: readonly LiveContest[]): Promise<void> {
    try {
      const controllers = new Set(running.flatMap(({ state }) => state.controllerId ?? []));
      for (const operatorId of controllers) await this.identity.keepAlive(operatorId);
      for (const sessionId of this.broadcaster.operatorSessions()) {
        const current = await this.identity.peekOperator(sessionId);
        if (current !== null && can(current, 'contest.read')) continue;
        this.broadcaster.disconnectWhere(({ operator, watching }) => {
          return operator?.sessionId === sessionId && (current === null || isConsole(watching));
        });
      }
    } catch (error) {
      this.logger.error(`Looking after sessions: ${String(error)}`);
    }
  }

  private lookAfter(live: LiveContest, now: number): void {
    if (live.tallyDirty || tallyFreezes(live, now)) {
      live.tallyDirty = false;
      const tally = tallyFrame(live, now);
      // Said once: frozen figures sent again would show when somebody with more time responds.
      if (tally && !(tally.stillResponding && live.lastTally?.stillResponding)) {
        live.lastTally = tally;
        this.broadcaster.tallied(live, tally);
      }
    }
    if (live.presenceDirty) {
      live.presenceDirty = false;
      this.broadcaster.presence(live, presenceFrame(live));
    }
    live.closeIfAllResponded(now);
  }
}
