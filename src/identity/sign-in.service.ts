import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { SignInBody } from '../protocol/access.js';
import { ActionLog } from './action-log.js';
import { Credentials, type Admitted, type CredentialFault } from './credentials.js';
import { normaliseLogin, type OperatorAccount } from './operator-identity.js';
import { OperatorEntity } from './persistence/operator.entity.js';
import { SessionService, type NewSession, type Whence } from './session.service.js';
import { SignInDelay } from './sign-in-delay.js';

export interface SignedIn extends NewSession {
  readonly operator: OperatorAccount;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly queue: WriteQueue,
    private readonly credentials: Credentials,
    private readonly delay: SignInDelay,
    private readonly sessions: SessionService,
    private readonly log: ActionLog,
  ) {}

  /**
   * Throws `auth.delayed` or `auth.bad-credentials`; which of login, password and a disabled account was at fault shows
   * neither in the answer nor in the time it takes. Who has the password right may be asked for more, and sends all of it
   * again: `auth.code-required`, `auth.bad-code`, `auth.password-expired` and what is wrong with a new password.
   */
  async signIn(typed: SignInBody, { address, device }: Whence): Promise<SignedIn> {
    const login = normaliseLogin(typed.login);
    const found = await this.queue.run(async (manager) => {
      await this.delay.charge(manager, login, address);
      return manager.findOneBy(OperatorEntity, { login });
    });
    const at = { login, address, device };
    if (!(await this.credentials.verify(found, typed.password)) || !found) {
      await this.queue.run((manager) => this.log.signInRefused(manager, at, found?.id ?? null));
      throw refuse('auth.bad-credentials');
    }
    const renewed = await this.credentials.prepareRenewal(found, typed.newPassword);
    const admitted = await this.queue.run(async (manager) => {
      const admitted = await this.credentials.admit(manager, found, typed.code, renewed);
      if (typeof admitted !== 'string') return this.open(manager, admitted, at);
      // Asking for the code or a new password is no refusal yet.
      if (!ASKS_FOR_MORE.includes(admitted)) await this.log.signInRefused(manager, at, found.id);
      return admitted;
    });
    if (typeof admitted === 'string') throw refuse(admitted);
    return admitted;
  }

  private async open(
    manager: EntityManager,
    { operator, twoFactors }: Admitted,
    { login, ...whence }: Whence & { readonly login: string },
  ): Promise<SignedIn> {
    await this.delay.clear(manager, login, whence.address);
    await this.log.record(manager, { operatorId: operator.id, action: 'operator.signed-in' });
    return { operator, ...(await this.sessions.open(manager, operator.id, { twoFactors, ...whence })) };
  }
}

const ASKS_FOR_MORE: readonly CredentialFault[] = ['auth.code-required', 'auth.password-expired'];
