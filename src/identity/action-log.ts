import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { newId } from '../platform/ids.js';
import { OperatorActionEntity } from './persistence/operator-action.entity.js';

export interface OperatorAction {
  /** Null: the server itself. */
  readonly operatorId: string | null;
  readonly contestId?: string;
  /** Dotted, such as `operator.disabled` or `item.voided`. */
  readonly action: string;
  /** Plain JSON without secrets, needs or names of participants. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Who did what, written in the same transaction as the deed. */
@Injectable()
export class ActionLog {
  constructor(private readonly clock: Clock) {}

  async record(manager: EntityManager, action: OperatorAction): Promise<void> {
    await manager.insert(OperatorActionEntity, {
      id: newId(),
      contestId: action.contestId ?? null,
      operatorId: action.operatorId,
      action: action.action,
      detail: action.detail ?? {},
      at: this.clock.now(),
    });
  }
}
