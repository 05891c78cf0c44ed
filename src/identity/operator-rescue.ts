import type { EntityManager } from 'typeorm';
import { CommandAudit } from '../audit/command-audit.service.js';
import { SystemClock } from '../platform/clock/clock.js';
import type { AppConfig } from '../platform/config/app-config.js';
import { Database } from '../platform/database/database.js';
import type { PasswordPolicy } from '../core/access/password-policy.js';
import type { Role } from '../core/access/rights.js';
import { ActionLog } from './action-log.js';
import { allHeldRoles, heldRoles } from './held-roles.js';
import { normaliseLogin } from './operator-identity.js';
import { assertStrongPassword, PasswordHasher } from './password-hasher.js';
import { IDENTITY_ENTITIES } from './persistence/entities.js';
import { OperatorRecoveryCodeEntity } from './persistence/operator-recovery-code.entity.js';
import { OperatorTotpEntity } from './persistence/operator-totp.entity.js';
import { OperatorSessionEntity } from './persistence/operator-session.entity.js';
import { OperatorEntity } from './persistence/operator.entity.js';
import { SignInDelay } from './sign-in-delay.js';

export interface RescuedOperator {
  readonly login: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
}

/**
 * Help from the server's own command line (there is no e-mail). It works beside a running server: one short transaction
 * that waits its turn for the file, without the lock that keeps a second server away. Each transaction begins with a
 * write, because SQLite does not wait where a reading transaction turns into a writing one (SQLITE_BUSY_SNAPSHOT).
 */
export class OperatorRescue {
  private readonly delay: SignInDelay;
  private readonly log: ActionLog;

  private constructor(
    private readonly database: Database,
    private readonly audit: CommandAudit,
    private readonly policy: PasswordPolicy,
  ) {
    this.delay = new SignInDelay(new SystemClock());
    this.log = new ActionLog(audit.log);
  }

  static async open(config: Pick<AppConfig, 'database' | 'audit' | 'passwordPolicy'>): Promise<OperatorRescue> {
    const database = await Database.attach(config.database, IDENTITY_ENTITIES);
    return new OperatorRescue(database, await CommandAudit.open(config.audit, database), config.passwordPolicy);
  }

  async close(): Promise<void> {
    await this.audit.noteHead(this.database);
    await this.database.close();
  }

  async list(): Promise<RescuedOperator[]> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    const { manager } = this.database.reader.source;
    const held = await allHeldRoles(manager);
    return (await manager.find(OperatorEntity, { order })).map((row) => rescued(row, held.get(row.id)?.roles));
  }

  /** Ends the waiting times of the login at every address; null where there is no such operator. */
  unlock(login: string): Promise<RescuedOperator | null> {
    return this.onOperator(login, 'operator.unlocked', async () => undefined);
  }

  /** Also ends the waiting times and every session. Throws `auth.weak-password`. */
  async resetPassword(login: string, password: string): Promise<RescuedOperator | null> {
    const known = (await this.list()).find((operator) => operator.login === normaliseLogin(login));
    if (!known) return null;
    assertStrongPassword(password, known, this.policy);
    const passwordHash = await new PasswordHasher().hash(password);
    return this.onOperator(login, 'operator.password-reset', async (manager, { id }) => {
      await manager.update(OperatorEntity, { id }, { passwordHash, passwordChangedAt: null });
      await manager.delete(OperatorSessionEntity, { operatorId: id });
    });
  }

  /** For a lost phone: the password alone opens the account again. Ends every session. */
  resetTotp(login: string): Promise<RescuedOperator | null> {
    return this.onOperator(login, 'operator.second-factor-reset', async (manager, { id }) => {
      await manager.delete(OperatorTotpEntity, { operatorId: id });
      await manager.delete(OperatorRecoveryCodeEntity, { operatorId: id });
      await manager.delete(OperatorSessionEntity, { operatorId: id });
    });
  }

  private onOperator(
    typedLogin: string,
    action: string,
    deed: (manager: EntityManager, operator: OperatorEntity) => Promise<void>,
  ): Promise<RescuedOperator | null> {
    const login = normaliseLogin(typedLogin);
    return this.database.writes.run(async (manager) => {
      await this.delay.clearEverywhere(manager, login);
      const operator = await manager.findOneBy(OperatorEntity, { login });
      if (!operator) return null;
      await deed(manager, operator);
      await this.log.record(manager, { operatorId: null, action, detail: { operatorId: operator.id } });
      return rescued(operator, (await heldRoles(manager, operator.id)).roles);
    });
  }
}

function rescued({ login, displayName, disabledAt }: OperatorEntity, roles: readonly Role[] = []): RescuedOperator {
  return { login, displayName, roles, disabled: disabledAt !== null };
}
