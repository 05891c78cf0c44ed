import { Injectable } from '@nestjs/common';
import { secondFactorIsDue } from '../core/access/password-policy.js';
import { AppConfig } from '../platform/config/app-config.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { SecondFactorInfo, SecondFactorSecret } from '../protocol/access.js';
import { ActionLog } from './action-log.js';
import type { OperatorIdentity } from './operator-identity.js';
import { Passwords } from './passwords.js';
import { SecondFactorDoor } from './second-factor-door.js';

/** One-time codes that operators switch on and off for themselves. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    private readonly queue: WriteQueue,
    private readonly passwords: Passwords,
    private readonly door: SecondFactorDoor,
    private readonly log: ActionLog,
    private readonly config: AppConfig,
  ) {}

  async info({ id, roles }: OperatorIdentity): Promise<SecondFactorInfo> {
    const required = secondFactorIsDue(roles, this.config.secondFactor);
    return { ...(await this.door.factor.info(id)), required };
  }

  /** @throws RefusalError auth.wrong-password, auth.second-factor-on */
  async begin(by: OperatorIdentity, password: string): Promise<SecondFactorSecret> {
    await this.passwords.prove(by.id, password);
    const begun = await this.queue.run((manager) => this.door.factor.begin(manager, by));
    if (!begun) throw refuse('auth.second-factor-on');
    return begun;
  }

  /** The recovery codes, shown this once. @throws RefusalError auth.bad-code */
  async confirm(by: OperatorIdentity, code: string): Promise<readonly string[]> {
    const codes = await this.queue.run(async (manager) => {
      const made = await this.door.factor.confirm(manager, by.id, code);
      if (!made) return null;
      await this.door.opened(manager, by);
      await this.log.record(manager, { operatorId: by.id, action: 'operator.second-factor-on' });
      return made;
    });
    if (!codes) throw refuse('auth.bad-code');
    return codes;
  }

  /** A session that was opened without a code shows one. @throws RefusalError auth.bad-code, auth.delayed */
  async show(by: OperatorIdentity, code: string, address: string): Promise<void> {
    await this.queue.run((manager) => this.door.charge(manager, by, address));
    const taken = await this.queue.run((manager) => this.door.take(manager, by, code, address));
    if (!taken) throw refuse('auth.bad-code');
  }

  /** @throws RefusalError auth.wrong-password */
  async end(by: OperatorIdentity, password: string): Promise<void> {
    await this.passwords.prove(by.id, password);
    await this.queue.run(async (manager) => {
      await this.door.closed(manager, by);
      await this.log.record(manager, { operatorId: by.id, action: 'operator.second-factor-off' });
    });
  }
}
