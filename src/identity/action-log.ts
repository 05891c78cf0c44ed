import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService, byOperator, type AuditDeed } from '../audit/audit.service.js';

export interface OperatorAction extends Omit<AuditDeed, 'actor'> {
  /** Null: the server itself, or the command line. */
  readonly operatorId: string | null;
}

/** What operators do, as entries of the audit log, written in the same transaction as the deed. */
@Injectable()
export class ActionLog {
  constructor(@Inject(AuditService) private readonly audit: Pick<AuditService, 'record'>) {}

  record(manager: EntityManager, { operatorId, ...deed }: OperatorAction): Promise<void> {
    return this.audit.record(manager, { ...deed, ...byOperator(operatorId) });
  }
}
