import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ActionLog } from './action-log.js';
import { heldRoles } from './held-roles.js';
import type { OperatorAccount } from './operator-identity.js';
import { Passwords } from './passwords.js';
import { OperatorEntity } from './persistence/operator.entity.js';
import { SecondFactor } from './second-factor.js';

export type CredentialFault = 'auth.bad-credentials' | 'auth.code-required' | 'auth.bad-code' | 'auth.password-expired';

/** Who it is, and whether a one-time code or a recovery code was shown. */
export interface Admitted {
  readonly operator: OperatorAccount;
  readonly twoFactors: boolean;
}

/** Everything that somebody shows to prove who they are: password, one-time code, and a new password where it is due. */
@Injectable()
export class Credentials {
  constructor(
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly log: ActionLog,
  ) {}

  /** Takes as long for an operator who does not exist. */
  verify(operator: OperatorEntity | null, password: string): Promise<boolean> {
    return this.passwords.verify(operator?.passwordHash ?? null, password);
  }

  /** The hash of a new password, made before the transaction; null where none was sent. */
  async prepareRenewal(operator: OperatorEntity, newPassword: string | undefined): Promise<string | null> {
    return newPassword === undefined ? null : this.passwords.hashNext(newPassword, operator);
  }

  /** `found` is the operator whose password was right a moment ago. */
  async admit(
    manager: EntityManager,
    found: OperatorEntity,
    code: string | undefined,
    renewed: string | null,
  ): Promise<Admitted | CredentialFault> {
    const { id } = found;
    // Read again: the account may have been disabled or its password reset while this one was being checked.
    const operator = await manager.findOneBy(OperatorEntity, { id, passwordHash: found.passwordHash });
    if (!operator || operator.disabledAt !== null) return 'auth.bad-credentials';
    const held = await heldRoles(manager, id);
    const coded = await this.secondFactor.isOn(manager, id);
    if (coded && code === undefined) return 'auth.code-required';
    // Before the code is taken: the same code comes again together with the new password.
    const due = this.passwords.isDue(operator, held.roles);
    if (due && renewed === null) return 'auth.password-expired';
    const renews = due || operator.passwordChangedAt === null;
    const taken = coded ? await this.secondFactor.take(manager, id, code ?? '') : 'totp';
    if (taken === null) return 'auth.bad-code';
    if (taken === 'recovery') await this.log.record(manager, { operatorId: id, action: 'operator.recovery-code-used' });
    if (renews && renewed !== null) {
      await this.passwords.replace(manager, operator, renewed);
      await this.log.record(manager, { operatorId: id, action: 'operator.password-changed' });
    }
    const { login, displayName } = operator;
    return { operator: { id, login, displayName, ...held }, twoFactors: coded };
  }
}
