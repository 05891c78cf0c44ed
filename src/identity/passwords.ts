import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { passwordIsDue, REMEMBERED } from '../core/access/password-policy.js';
import type { Role } from '../core/access/rights.js';
import { Clock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { Reader } from '../platform/database/reader.js';
import { newId } from '../platform/ids.js';
import { refuse } from '../platform/refusal.js';
import { assertStrongPassword, PasswordHasher } from './password-hasher.js';
import { OperatorPasswordEntity } from './persistence/operator-password.entity.js';
import { OperatorEntity } from './persistence/operator.entity.js';

/** Passwords as the policy wants them (PASSWORD_POLICY). */
@Injectable()
export class Passwords {
  constructor(
    private readonly config: AppConfig,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
  ) {}

  verify(stored: string | null, password: string): Promise<boolean> {
    return this.hasher.verify(stored, password);
  }

  /** The signed-in operator, who has shown the password again. @throws RefusalError auth.wrong-password */
  async prove(operatorId: string, password: string): Promise<OperatorEntity> {
    const operator = await this.reader.source.manager.findOneByOrFail(OperatorEntity, { id: operatorId });
    if (!(await this.verify(operator.passwordHash, password))) throw refuse('auth.wrong-password');
    return operator;
  }

  /** The hash of a first password. @throws RefusalError auth.weak-password */
  async hashFirst(password: string, owner: { readonly login: string; readonly displayName: string }): Promise<string> {
    assertStrongPassword(password, owner, this.config.passwordPolicy);
    return this.hasher.hash(password);
  }

  /** The hash of a password that replaces another. @throws RefusalError auth.weak-password, auth.password-used */
  async hashNext(password: string, operator: OperatorEntity): Promise<string> {
    // The present one counts always: a first password that somebody else knows must not stay.
    const remembered = Math.max(1, REMEMBERED[this.config.passwordPolicy]);
    const before = await this.reader.source.manager.find(OperatorPasswordEntity, {
      where: { operatorId: operator.id },
      order: { replacedAt: 'DESC', id: 'DESC' },
      take: Math.max(0, remembered - 1),
    });
    const hashes = [operator.passwordHash, ...before.map(({ passwordHash }) => passwordHash)].slice(0, remembered);
    const passwordHash = await this.hashFirst(password, operator);
    for (const one of hashes) if (await this.hasher.verify(one, password)) throw passwordUsed();
    return passwordHash;
  }

  /** Whether sign-in must bring a new one. */
  isDue(operator: OperatorEntity, roles: readonly Role[]): boolean {
    const of = { changedAt: operator.passwordChangedAt, roles };
    return passwordIsDue(of, this.config.passwordPolicy, this.clock.now());
  }

  /** Inside the transaction that proved who the operator is. */
  async replace(manager: EntityManager, { id, passwordHash }: OperatorEntity, next: string): Promise<void> {
    const now = this.clock.now();
    await manager.update(OperatorEntity, { id }, { passwordHash: next, passwordChangedAt: now });
    const remembered = REMEMBERED[this.config.passwordPolicy];
    if (remembered > 0) {
      await manager.insert(OperatorPasswordEntity, { id: newId(), operatorId: id, passwordHash, replacedAt: now });
    }
    const order = { replacedAt: 'DESC', id: 'DESC' } as const;
    const kept = await manager.find(OperatorPasswordEntity, { where: { operatorId: id }, order });
    const old = kept.slice(remembered).map((row) => row.id);
    if (old.length > 0) await manager.delete(OperatorPasswordEntity, { id: In(old) });
  }
}

function passwordUsed() {
  const fault = refuse('auth.password-used');
  return refuse('auth.password-used', { details: [{ path: 'newPassword', message: fault.refusal.message }] });
}
