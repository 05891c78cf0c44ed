import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, LessThan } from 'typeorm';
import { canHold, mayGrant, type Role } from '../core/access/rights.js';
import { vacantRoles } from '../core/access/separation.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { newId } from '../platform/ids.js';
import { refuse } from '../platform/refusal.js';
import type { DormantReport, OperatorInfo } from '../protocol/access.js';
import { ActionLog } from './action-log.js';
import { can, type RoleHolder } from './ability.js';
import { allHeldRoles, enabledHolders, holdRoles } from './held-roles.js';
import { normaliseLogin, type OperatorAccount, type OperatorIdentity } from './operator-identity.js';
import { OperatorEntity } from './persistence/operator.entity.js';
import { isSeparated, lockAccounts } from './policy.js';
import { refusalOfRoles } from './role-refusals.js';
import { SessionService } from './session.service.js';

const DAY_MS = 24 * 60 * 60_000;
const DORMANT_DAYS = 90;

export interface NewAccount {
  readonly login: string;
  readonly displayName: string;
  readonly roles?: readonly Role[];
}
export interface NewPassword {
  readonly passwordHash: string;
  /** Chosen by the person themselves. */
  readonly ownChoice: boolean;
}

/** The accounts of operators: never deleted, so that the record of who did what keeps its names. */
@Injectable()
export class OperatorService {
  constructor(
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly log: ActionLog,
  ) {}

  async list(): Promise<OperatorInfo[]> {
    const { manager } = this.reader.source;
    const rows = await manager.find(OperatorEntity, { order: { createdAt: 'ASC', id: 'ASC' } });
    const held = await allHeldRoles(manager);
    return rows.map((row) => infoOf(row, held.get(row.id)));
  }

  async dormant(): Promise<DormantReport> {
    const { manager } = this.reader.source;
    const since = this.clock.now() - DORMANT_DAYS * DAY_MS;
    const rows = await manager.find(OperatorEntity, {
      where: { disabledAt: IsNull(), createdAt: LessThan(since) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const held = await allHeldRoles(manager);
    const unused = rows.filter(({ lastSignedInAt }) => lastSignedInAt === null || lastSignedInAt < since);
    return {
      days: DORMANT_DAYS,
      operators: unused.map((row) => {
        const { createdAt, lastSignedInAt } = row;
        return { ...infoOf(row, held.get(row.id)), createdAt, lastSignedInAt };
      }),
    };
  }

  async hasAny(): Promise<boolean> {
    return this.reader.source.manager.exists(OperatorEntity);
  }

  /** Throws `auth.login-taken`. The caller has checked and hashed the password. */
  async insert(manager: EntityManager, account: NewAccount, password: NewPassword): Promise<OperatorAccount> {
    const id = newId();
    const now = this.clock.now();
    const [login, displayName] = [normaliseLogin(account.login), account.displayName.trim()];
    const values = {
      id,
      login,
      displayName,
      passwordHash: password.passwordHash,
      disabledAt: null,
      createdAt: now,
      passwordChangedAt: password.ownChoice ? now : null,
      lastSignedInAt: null,
    };
    await manager.createQueryBuilder().insert().into(OperatorEntity).values(values).orIgnore().execute();
    const stored = await manager.findOneByOrFail(OperatorEntity, { login });
    if (stored.id !== id) throw refuse('auth.login-taken');
    const held: RoleHolder = { roles: account.roles ?? [], unitId: null };
    await holdRoles(manager, id, held, now);
    return { id, login, displayName, ...held };
  }

  /** Roles come with a new account only from somebody who may grant them. */
  create(account: NewAccount, passwordHash: string, by: OperatorIdentity): Promise<OperatorInfo> {
    const { roles = [] } = account;
    if (roles.length > 0 && !can(by, 'role.grant')) {
      throw refuse('auth.forbidden', { message: '您可以建立账号，角色请由安全管理员授予。' });
    }
    return this.queue.run(async (manager) => {
      await lockAccounts(manager);
      const separated = await isSeparated(manager);
      const fault = mayGrant({ roles: by.roles, self: false }, [], roles, separated) ?? canHold(roles, separated);
      if (fault) throw refusalOfRoles(fault);
      const operator = await this.insert(manager, account, { passwordHash, ownChoice: false });
      await this.record(manager, 'operator.created', operator.id, by.id, { roles });
      return { ...operator, disabled: false };
    });
  }

  /** Ends every session of the operator. Refuses to leave a role empty that must be held. */
  async disable(id: string, by: string): Promise<void> {
    await this.queue.run(async (manager) => {
      const operator = await this.lockedOperator(manager, id);
      if (operator.disabledAt !== null) return;
      const separated = await isSeparated(manager);
      const others = (await enabledHolders(manager)).filter((holder) => holder.id !== id);
      const [vacant] = vacantRoles(others, separated);
      if (vacant !== undefined) throw refusalOfRoles('last-holder');
      await manager.update(OperatorEntity, { id }, { disabledAt: this.clock.now() });
      await this.sessions.endAllOf(manager, id);
      await this.record(manager, 'operator.disabled', id, by);
    });
    this.sessions.announceEnd({ operatorId: id, sessionId: null });
  }

  async enable(id: string, by: string): Promise<void> {
    await this.queue.run(async (manager) => {
      const operator = await this.lockedOperator(manager, id);
      if (operator.disabledAt === null) return;
      await manager.update(OperatorEntity, { id }, { disabledAt: null });
      await this.record(manager, 'operator.enabled', id, by);
    });
  }

  private async lockedOperator(manager: EntityManager, id: string): Promise<OperatorEntity> {
    await lockAccounts(manager);
    const operator = await manager.findOneBy(OperatorEntity, { id });
    if (!operator) throw refuse('rest.not-found');
    return operator;
  }

  private record(manager: EntityManager, action: string, id: string, by: string, more: object = {}): Promise<void> {
    return this.log.record(manager, { operatorId: by, action, detail: { operatorId: id, ...more } });
  }
}

function infoOf({ id, login, displayName, disabledAt }: OperatorEntity, held: RoleHolder | undefined): OperatorInfo {
  const { roles, unitId } = held ?? { roles: [], unitId: null };
  return { id, login, displayName, roles, unitId, disabled: disabledAt !== null };
}
