import { Injectable } from '@nestjs/common';
import { WriteQueue } from '../platform/database/write-queue.js';
import type { PasswordBody } from '../protocol/access.js';
import { ActionLog } from './action-log.js';
import type { OperatorIdentity } from './operator-identity.js';
import { Passwords } from './passwords.js';
import { SessionService } from './session.service.js';

/** The password that operators change themselves. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly queue: WriteQueue,
    private readonly passwords: Passwords,
    private readonly sessions: SessionService,
    private readonly log: ActionLog,
  ) {}

  /**
   * Every other session of the operator ends.
   * @throws RefusalError auth.wrong-password, auth.weak-password, auth.password-used
   */
  async change(by: OperatorIdentity, { password, newPassword }: PasswordBody): Promise<void> {
    const operator = await this.passwords.prove(by.id, password);
    const next = await this.passwords.hashNext(newPassword, operator);
    const ended = await this.queue.run(async (manager) => {
      await this.passwords.replace(manager, operator, next);
      await this.log.record(manager, { operatorId: by.id, action: 'operator.password-changed' });
      return this.sessions.endOthers(manager, by);
    });
    for (const sessionId of ended) this.sessions.announceEnd({ operatorId: by.id, sessionId });
  }
}
