import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { newId } from '../platform/ids.js';
import { refuse } from '../platform/refusal.js';
import type { NewOperatorBody, OperatorInfo } from '../protocol/rest.js';
import { ActionLog } from './action-log.js';
import { normaliseLogin } from './operator-identity.js';
import { OperatorEntity } from './persistence/operator.entity.js';
import { SessionService } from './session.service.js';

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
    const rows = await this.reader.source.manager.find(OperatorEntity, { order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map(infoOf);
  }

  async hasAdministrator(): Promise<boolean> {
    return this.reader.source.manager.existsBy(OperatorEntity, { role: 'administrator' });
  }

  /** Throws `auth.login-taken`. The caller has checked and hashed the password. */
  async insert(
    manager: EntityManager,
    body: Omit<NewOperatorBody, 'password'>,
    passwordHash: string,
  ): Promise<OperatorEntity> {
    const id = newId();
    const login = normaliseLogin(body.login);
    const row = { id, login, displayName: body.displayName.trim(), role: body.role, passwordHash };
    const values = { ...row, disabledAt: null, createdAt: this.clock.now() };
    await manager.createQueryBuilder().insert().into(OperatorEntity).values(values).orIgnore().execute();
    const stored = await manager.findOneByOrFail(OperatorEntity, { login });
    if (stored.id !== id) throw refuse('auth.login-taken');
    return stored;
  }

  create(body: Omit<NewOperatorBody, 'password'>, passwordHash: string, by: string): Promise<OperatorInfo> {
    return this.queue.run(async (manager) => {
      const operator = await this.insert(manager, body, passwordHash);
      await this.record(manager, 'operator.created', operator.id, by);
      return infoOf(operator);
    });
  }

  /** Ends every session of the operator. Refuses to disable the last administrator. */
  async disable(id: string, by: string): Promise<void> {
    await this.queue.run(async (manager) => {
      const operator = await this.lockedOperator(manager, id);
      if (operator.disabledAt !== null) return;
      const others = { role: 'administrator' as const, disabledAt: IsNull() };
      if (operator.role === 'administrator' && (await manager.countBy(OperatorEntity, others)) < 2) {
        throw refuse('auth.forbidden', { message: '不能停用最后一位管理员，请先添加另一位管理员。' });
      }
      await manager.update(OperatorEntity, { id }, { disabledAt: this.clock.now() });
      await this.sessions.endAllOf(manager, id);
      await this.record(manager, 'operator.disabled', id, by);
    });
    this.sessions.announceEndOf(id);
  }

  async enable(id: string, by: string): Promise<void> {
    await this.queue.run(async (manager) => {
      const operator = await this.lockedOperator(manager, id);
      if (operator.disabledAt === null) return;
      await manager.update(OperatorEntity, { id }, { disabledAt: null });
      await this.record(manager, 'operator.enabled', id, by);
    });
  }

  /** On PostgreSQL the idle update locks the administrators' rows, so that two servers cannot disable the last two. */
  private async lockedOperator(manager: EntityManager, id: string): Promise<OperatorEntity> {
    await manager.update(OperatorEntity, { role: 'administrator' }, { role: 'administrator' });
    const operator = await manager.findOneBy(OperatorEntity, { id });
    if (!operator) throw refuse('rest.not-found');
    return operator;
  }

  private record(manager: EntityManager, action: string, id: string, by: string): Promise<void> {
    return this.log.record(manager, { operatorId: by, action, detail: { operatorId: id } });
  }
}

function infoOf({ id, login, displayName, role, disabledAt }: OperatorEntity): OperatorInfo {
  return { id, login, displayName, role, disabled: disabledAt !== null };
}
