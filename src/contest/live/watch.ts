import { Injectable, type OnModuleInit } from '@nestjs/common';

import { can, refusalOfDue } from '../../identity/identity.module.js';
import { IdentityService, type OperatorIdentity } from '../../identity/identity.service.js';
import { refuse } from '../../platform/refusal.js';
import { sameSecret } from '../../platform/secrets.js';
import type { Snapshot } from '../../protocol/frames.js';
import { Broadcaster, rooms, type ContestSocket } from './broadcaster.js';
import { ContestRegistry } from './contest-registry.js';
import { Snapshots } from './snapshots.js';

/** Consoles and screens: who may look on, and who may command. */
@Injectable()
export class Watch implements OnModuleInit {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly identity: IdentityService,
    private readonly broadcaster: Broadcaster,
    private readonly snapshots: Snapshots,
  ) {}

  /** Signing out or being disabled ends the session's sockets too. */
  onModuleInit(): void {
    this.identity.sessionEnded.subscribe(({ operatorId, sessionId }) => {
      this.broadcaster.disconnectWhere(({ operator }) => {
        return operator?.id === operatorId && (sessionId === null || operator.sessionId === sessionId);
      });
    });
  }

  /** The screen needs no account but the contest's own key. @throws RefusalError auth.required, auth.forbidden */
  async watch(
    socket: ContestSocket,
    message: { readonly contestId: string; readonly as: 'host' | 'screen'; readonly screenKey?: string | null },
  ): Promise<{ snapshot: Snapshot }> {
    const live = await this.registry.get(message.contestId);
    const hasKey = sameSecret(message.screenKey ?? '', live.record.screenKey);
    if (message.as === 'host' || !hasKey) await this.insiderOf(socket);
    // One of the two: a page that becomes a screen must not go on getting the console's frames.
    const [entered, left] = message.as === 'host' ? [rooms.host, rooms.screen] : [rooms.screen, rooms.host];
    void socket.leave(left(live.id));
    void socket.join(entered(live.id));
    socket.data.watching ??= new Map();
    socket.data.watching.set(live.id, message.as);
    return { snapshot: this.snapshots.operator(live, message.as) };
  }

  /** Not activity: pages ask by themselves. @throws RefusalError contest.not-joined, auth.session-expired, auth.forbidden */
  async sync(socket: ContestSocket, contestId: string): Promise<{ snapshot: Snapshot }> {
    const audience = socket.data.watching?.get(contestId);
    const live = this.registry.peek(contestId);
    if (!audience || !live) throw refuse('contest.not-joined');
    if (audience === 'host') {
      const current = await this.identity.peekOperator(socket.data.operator?.sessionId ?? '');
      if (!current) throw refuse('auth.session-expired');
      if (!can(current, 'contest.read')) throw refuse('auth.forbidden');
    }
    return { snapshot: this.snapshots.operator(live, audience) };
  }

  private async insiderOf(socket: ContestSocket): Promise<void> {
    if (!can(await this.operatorOf(socket), 'contest.read')) throw refuse('auth.forbidden');
  }

  /** The operator behind a socket, asked of the session anew: it may have ended since, or owe something. */
  async operatorOf(socket: ContestSocket): Promise<OperatorIdentity> {
    const { operator } = socket.data;
    if (!operator) throw refuse('auth.required');
    const current = await this.identity.operatorOfSession(operator.sessionId);
    if (!current) throw refuse('auth.session-expired');
    if (current.due !== null) throw refusalOfDue(current.due);
    this.broadcaster.rememberOperator(current.id, current.displayName);
    return current;
  }
}
