import { Injectable } from '@nestjs/common';
import { WriteQueue } from '../platform/database/write-queue.js';
import type { OwnSession } from '../protocol/access.js';
import { ActionLog } from './action-log.js';
import type { OperatorIdentity } from './operator-identity.js';
import { SessionService } from './session.service.js';

/** Where else somebody is signed in, and the end of it. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly queue: WriteQueue,
    private readonly sessions: SessionService,
    private readonly log: ActionLog,
  ) {}

  list(by: OperatorIdentity): Promise<OwnSession[]> {
    return this.sessions.own(by);
  }

  /** Their sockets are closed too. */
  async endOthers(by: OperatorIdentity): Promise<void> {
    const ended = await this.queue.run(async (manager) => {
      const ids = await this.sessions.endOthers(manager, by);
      const detail = { sessions: ids.length };
      await this.log.record(manager, { operatorId: by.id, action: 'operator.other-sessions-ended', detail });
      return ids;
    });
    for (const sessionId of ended) this.sessions.announceEnd({ operatorId: by.id, sessionId });
  }
}
