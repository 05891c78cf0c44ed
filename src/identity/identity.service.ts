import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Observable } from 'rxjs';
import type { EntityManager } from 'typeorm';
import { AppConfig } from '../platform/config/app-config.js';
import { ActionLog, type OperatorAction } from './action-log.js';
import { sessionTokenOf } from './cookie.js';
import type { EndedSession, OperatorIdentity } from './operator-identity.js';
import { originAllowed } from './origin.js';
import { OperatorService } from './operator.service.js';
import { SessionService } from './session.service.js';

export type { OperatorAction } from './action-log.js';
export type { EndedSession, OperatorIdentity } from './operator-identity.js';

/** What other features may ask about operators. */
@Injectable()
export class IdentityService {
  /** A sign-out or a disabled account, after its commit: sockets of those sessions are to be closed. */
  readonly sessionEnded: Observable<EndedSession>;

  constructor(
    private readonly sessions: SessionService,
    private readonly log: ActionLog,
    private readonly config: AppConfig,
    private readonly operators: OperatorService,
  ) {
    this.sessionEnded = sessions.ended;
  }

  /** The signed-in operator of a socket handshake, or null. Check `originAllowed` first. */
  async operatorOfCookie(cookieHeader: string | undefined): Promise<OperatorIdentity | null> {
    const token = sessionTokenOf(cookieHeader, this.config.mode);
    return token === null ? null : ((await this.sessions.ofToken(token))?.operator ?? null);
  }

  /**
   * The operator of a session that a socket has carried since its handshake, or null where it has ended since. Counts as
   * activity: ask on operator commands, not on heartbeats.
   */
  async operatorOfSession(sessionId: string): Promise<OperatorIdentity | null> {
    return (await this.sessions.ofId(sessionId))?.operator ?? null;
  }

  /** As `operatorOfSession`, but asking does not count as activity. */
  async peekOperator(sessionId: string): Promise<OperatorIdentity | null> {
    return (await this.sessions.peekId(sessionId))?.operator ?? null;
  }

  /** See SessionService.keepAlive; call about once a minute for the host of a running contest. */
  keepAlive(operatorId: string): Promise<boolean> {
    return this.sessions.keepAlive(operatorId);
  }

  originAllowed(headers: IncomingHttpHeaders): boolean {
    return originAllowed(headers, this.config);
  }

  /** Display names of all operators by id, for lists of who did what; of disabled ones too. */
  async operatorNames(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.operators.list()).map(({ id, displayName }) => [id, displayName]));
  }

  /** Inside the transaction of the deed. */
  recordAction(manager: EntityManager, action: OperatorAction): Promise<void> {
    return this.log.record(manager, action);
  }
}
