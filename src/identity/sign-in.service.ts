import { Injectable } from '@nestjs/common';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import { ActionLog } from './action-log.js';
import { heldRoles } from './held-roles.js';
import { normaliseLogin, type OperatorAccount } from './operator-identity.js';
import { PasswordHasher } from './password-hasher.js';
import { OperatorEntity } from './persistence/operator.entity.js';
import { SessionService, type NewSession } from './session.service.js';
import { SignInDelay } from './sign-in-delay.js';

export interface SignedIn extends NewSession {
  readonly operator: OperatorAccount;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly queue: WriteQueue,
    private readonly hasher: PasswordHasher,
    private readonly delay: SignInDelay,
    private readonly sessions: SessionService,
    private readonly log: ActionLog,
  ) {}

  /**
   * Throws `auth.delayed` or `auth.bad-credentials`; which of login, password and a disabled account was at fault shows
   * neither in the answer nor in the time it takes.
   */
  async signIn(typedLogin: string, password: string, address: string): Promise<SignedIn> {
    const login = normaliseLogin(typedLogin);
    const found = await this.queue.run(async (manager) => {
      await this.delay.charge(manager, login, address);
      return manager.findOneBy(OperatorEntity, { login });
    });
    if (!(await this.hasher.verify(found?.passwordHash ?? null, password)) || !found) {
      await this.queue.run((manager) => this.log.signInRefused(manager, { login, address }, found?.id ?? null));
      throw refuse('auth.bad-credentials');
    }
    const signedIn = await this.queue.run(async (manager) => {
      // Read again: the account may have been disabled or its password reset while this one was being checked.
      const operator = await manager.findOneBy(OperatorEntity, { id: found.id, passwordHash: found.passwordHash });
      if (!operator || operator.disabledAt !== null) {
        await this.log.signInRefused(manager, { login, address }, found.id);
        return null;
      }
      await this.delay.clear(manager, login, address);
      await this.log.record(manager, { operatorId: operator.id, action: 'operator.signed-in' });
      const { id, displayName } = operator;
      const account = { id, login, displayName, ...(await heldRoles(manager, id)) };
      return { operator: account, ...(await this.sessions.open(manager, id)) };
    });
    if (signedIn === null) throw refuse('auth.bad-credentials');
    return signedIn;
  }
}
