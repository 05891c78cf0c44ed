import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService, byOperator, type AuditDeed } from '../audit/audit.service.js';

export interface OperatorAction extends Omit<AuditDeed, 'actor'> {
  /** Null: the server itself, or the command line. */
  readonly operatorId: string | null;
}

/** What operators do, as entries of the audit log, written in the same transaction as the deed. */
@Injectable()
export class ActionLog {
  constructor(private readonly audit: AuditService) {}

  record(manager: EntityManager, { operatorId, ...deed }: OperatorAction): Promise<void> {
    return this.audit.record(manager, { ...deed, ...byOperator(operatorId) });
  }

  /**
   * What was typed as a login may be a password, and an address may be a person's: pseudonyms stand for both, which
   * `npm run audit -- pseudonym` finds again.
   */
  signInRefused(
    manager: EntityManager,
    { login, address }: { readonly login: string; readonly address: string },
    operatorId: string | null,
  ): Promise<void> {
    const detail = { login: this.audit.pseudonym(login), address: this.audit.pseudonym(address) };
    const deed = { action: 'operator.sign-in-refused', outcome: 'refused' as const, subjectId: operatorId, detail };
    return this.audit.record(manager, deed);
  }
}
