import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { WriteQueue } from '../platform/database/write-queue.js';
import { opaqueId } from '../platform/ids.js';
import { refuse } from '../platform/refusal.js';
import type { SetupBody } from '../protocol/access.js';
import { ActionLog } from './action-log.js';
import { Passwords } from './passwords.js';
import { OperatorService } from './operator.service.js';
import { SettingEntity } from './persistence/setting.entity.js';
import { hashToken } from '../platform/secrets.js';
import { SessionService, type Whence } from './session.service.js';
import type { SignedIn } from './sign-in.service.js';

const SETTING = 'setup.token-hash';

/** The way in to a new server: a token in the server's own window instead of a default password. */
@Injectable()
export class SetupService implements OnApplicationBootstrap {
  private token: string | null = null;

  constructor(
    private readonly queue: WriteQueue,
    private readonly passwords: Passwords,
    private readonly operators: OperatorService,
    private readonly sessions: SessionService,
    private readonly log: ActionLog,
  ) {}

  /** Each start makes a new token while there is no account; the one before it is void. */
  async onApplicationBootstrap(): Promise<void> {
    if (await this.operators.hasAny()) return;
    const token = opaqueId().replace(/(.{4})(?=.)/g, '$1-');
    const row = { name: SETTING, value: hashSetupToken(token) };
    await this.queue.run((manager) => manager.upsert(SettingEntity, row, ['name']));
    this.token = token;
  }

  /** For the server's own window, never for a client; null once an account exists. */
  get pendingToken(): string | null {
    return this.token;
  }

  async needed(): Promise<boolean> {
    return !(await this.operators.hasAny());
  }

  /** Throws `setup.done`, `setup.bad-token`, `auth.weak-password`. */
  async setUp({ token, password, ...account }: SetupBody, whence: Whence): Promise<SignedIn> {
    if (await this.operators.hasAny()) throw refuse('setup.done');
    const value = hashSetupToken(token);
    if (!(await this.queue.run((manager) => manager.existsBy(SettingEntity, { name: SETTING, value })))) {
      throw refuse('setup.bad-token');
    }
    const passwordHash = await this.passwords.hashFirst(password, account);
    const signedIn = await this.queue.run(async (manager) => {
      // Whoever deletes the row has won; it is gone for everybody after.
      const { affected } = await manager.delete(SettingEntity, { name: SETTING, value });
      if (affected !== 1) throw refuse('setup.done');
      const operator = await this.operators.insert(
        manager,
        { ...account, roles: ['administrator'] },
        { passwordHash, ownChoice: true },
      );
      await this.log.record(manager, { operatorId: operator.id, action: 'setup.done' });
      return { operator, ...(await this.sessions.open(manager, operator.id, { twoFactors: false, ...whence })) };
    });
    this.token = null;
    return signedIn;
  }
}

/** Typed from a terminal: case, spaces and hyphens do not count. */
const hashSetupToken = (token: string): string => hashToken(token.toLowerCase().replace(/[^0-9a-z]/g, ''));
