import { Injectable } from '@nestjs/common';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { SecondFactorSecret } from '../protocol/access.js';
import { ActionLog } from './action-log.js';
import type { OperatorIdentity } from './operator-identity.js';
import { Passwords } from './passwords.js';
import { SecondFactor } from './second-factor.js';

/** One-time codes that operators switch on and off for themselves. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    private readonly queue: WriteQueue,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly log: ActionLog,
  ) {}

  /** @throws RefusalError auth.wrong-password, auth.second-factor-on */
  async begin(by: OperatorIdentity, password: string): Promise<SecondFactorSecret> {
    await this.passwords.prove(by.id, password);
    const begun = await this.queue.run((manager) => this.secondFactor.begin(manager, by));
    if (!begun) throw refuse('auth.second-factor-on');
    return begun;
  }

  /** The recovery codes, shown this once. @throws RefusalError auth.bad-code */
  async confirm(by: OperatorIdentity, code: string): Promise<readonly string[]> {
    const codes = await this.queue.run(async (manager) => {
      const made = await this.secondFactor.confirm(manager, by.id, code);
      if (made) await this.log.record(manager, { operatorId: by.id, action: 'operator.second-factor-on' });
      return made;
    });
    if (!codes) throw refuse('auth.bad-code');
    return codes;
  }

  /** @throws RefusalError auth.wrong-password */
  async end(by: OperatorIdentity, password: string): Promise<void> {
    await this.passwords.prove(by.id, password);
    await this.queue.run(async (manager) => {
      await this.secondFactor.remove(manager, by.id);
      await this.log.record(manager, { operatorId: by.id, action: 'operator.second-factor-off' });
    });
  }
}
