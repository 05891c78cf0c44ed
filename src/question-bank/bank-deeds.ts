import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { IdentityService } from '../identity/identity.service.js';
import { Clock } from '../platform/clock/clock.js';
import { BankLine } from './bank-line.js';
import { touchBank } from './bank-lookup.js';
import type { Deed } from './bank-rows.js';

/** What somebody does to a bank: in turn with others, with the instant of its beginning, and on record. */
@Injectable()
export class BankDeeds {
  constructor(
    private readonly line: BankLine,
    private readonly clock: Clock,
    private readonly identity: IdentityService,
  ) {}

  /** @param operatorId null: the command line */
  run<T>(bankId: string, operatorId: string | null, job: (deed: Deed) => Promise<T>): Promise<T> {
    return this.line.run(bankId, () => job({ operatorId, at: this.clock.now() }));
  }

  /** Inside the transaction of the deed. */
  async record(
    manager: EntityManager,
    bankId: string,
    { operatorId, at }: Deed,
    action: string,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await touchBank(manager, bankId, at);
    await this.identity.recordAction(manager, { operatorId, action, detail: { bankId, ...detail } });
  }
}
