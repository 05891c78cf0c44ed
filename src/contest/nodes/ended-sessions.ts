import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

import { IdentityService } from '../../identity/identity.service.js';
import { Bus } from '../../platform/bus/bus.js';
import { Clock } from '../../platform/clock/clock.js';
import { Broadcaster } from '../live/broadcaster.js';

const SESSIONS = 'sessions';
const LOOK_MS = 5000;

/** Whoever signs out on one node, or loses the account there, loses the consoles on the others, too. */
@Injectable()
export class EndedSessions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('nodes');
  private cancel: (() => void) | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly identity: IdentityService,
    private readonly broadcaster: Broadcaster,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {
    // Which one it was is asked of the rows.
    identity.sessionEnded.subscribe(() => bus.publish(SESSIONS, null));
    bus.on(SESSIONS, () => this.look());
  }

  onApplicationBootstrap(): void {
    if (this.bus.isShared) this.arm();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.cancel?.();
    await this.looking;
  }

  private arm(): void {
    this.cancel = this.clock.after(LOOK_MS, () => {
      this.arm();
      this.look();
    });
  }

  private look(): void {
    this.looking = this.looking.then(() =>
      this.endDead().catch((error: unknown) => this.logger.error(`Looking for ended sessions: ${String(error)}`)),
    );
  }

  private async endDead(): Promise<void> {
    const dead = new Set<string>();
    for (const sessionId of this.broadcaster.operatorSessions()) {
      if (!(await this.identity.peekOperator(sessionId))) dead.add(sessionId);
    }
    if (dead.size > 0) this.broadcaster.disconnectWhere(({ operator }) => dead.has(operator?.sessionId ?? ''));
  }
}
