import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ActionLog } from './action-log.js';
import type { OperatorIdentity } from './operator-identity.js';
import { SecondFactor } from './second-factor.js';
import { SessionService } from './session.service.js';
import { codesOf, SignInDelay } from './sign-in-delay.js';

/**
 * A code that a session shows after it has begun: guessing is slowed down as at sign-in, and counted apart from it, so
 * that a right password in between does not clear what was guessed here.
 */
@Injectable()
export class SecondFactorDoor {
  constructor(
    readonly factor: SecondFactor,
    private readonly sessions: SessionService,
    private readonly delay: SignInDelay,
    private readonly log: ActionLog,
  ) {}

  /** @throws RefusalError auth.delayed */
  charge(manager: EntityManager, { login }: OperatorIdentity, address: string): Promise<void> {
    return this.delay.charge(manager, codesOf(login), address);
  }

  async take(manager: EntityManager, by: OperatorIdentity, code: string, address: string): Promise<boolean> {
    const taken = await this.factor.take(manager, by.id, code);
    if (taken === null) {
      await this.log.signInRefused(manager, { login: by.login, address }, by.id);
      return false;
    }
    if (taken === 'recovery') {
      await this.log.record(manager, { operatorId: by.id, action: 'operator.recovery-code-used' });
    }
    await this.delay.clear(manager, codesOf(by.login), address);
    await this.opened(manager, by);
    await this.log.record(manager, { operatorId: by.id, action: 'operator.code-shown' });
    return true;
  }

  opened(manager: EntityManager, { sessionId }: OperatorIdentity): Promise<void> {
    return this.sessions.noteTwoFactors(manager, sessionId);
  }

  /** Codes were switched off: what was opened with them has no second factor any more. */
  async closed(manager: EntityManager, { id }: OperatorIdentity): Promise<void> {
    await this.factor.remove(manager, id);
    await this.sessions.forgetTwoFactors(manager, id);
  }
}
