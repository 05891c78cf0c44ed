import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { recordIn, byOperator } from '../audit/audit.service.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { SetupBody } from '../protocol/access.js';
import { Passwords } from './passwords.js';
import { OperatorService } from './operator.service.js';
import { SessionService, type Whence } from './session.service.js';
import { SetupToken } from './setup-token.js';
import type { SignedIn } from './sign-in.service.js';

/** The way in to a new server: a token in the server's own window instead of a default password. */
@Injectable()
export class SetupService implements OnApplicationBootstrap {
  private token: string | null = null;

  constructor(
    private readonly queue: WriteQueue,
    private readonly passwords: Passwords,
    private readonly operators: OperatorService,
    private readonly sessions: SessionService,
    private readonly setupToken: SetupToken,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (await this.operators.hasAny()) return;
    this.token = await this.queue.run((manager) => this.setupToken.pending(manager));
  }

  /** For the server's own window, never for a client; null where an account existed at the start, or was made here. */
  get pendingToken(): string | null {
    return this.token;
  }

  async needed(): Promise<boolean> {
    return !(await this.operators.hasAny());
  }

  /** Throws `setup.done`, `setup.bad-token`, `auth.weak-password`. */
  async setUp({ token, password, ...account }: SetupBody, whence: Whence): Promise<SignedIn> {
    if (await this.operators.hasAny()) throw refuse('setup.done');
    if (!(await this.queue.run((manager) => this.setupToken.matches(manager, token)))) throw refuse('setup.bad-token');
    const passwordHash = await this.passwords.hashFirst(password, account);
    const signedIn = await this.queue.run(async (manager) => {
      // Whoever deletes the row has won; it is gone for everybody after.
      if (!(await this.setupToken.use(manager))) throw refuse('setup.done');
      const operator = await this.operators.insert(
        manager,
        { ...account, roles: ['administrator'] },
        { passwordHash, ownChoice: true },
      );
      await recordIn(manager, { ...byOperator(operator.id), action: 'setup.done' });
      return { operator, ...(await this.sessions.open(manager, operator.id, { twoFactors: false, ...whence })) };
    });
    this.token = null;
    return signedIn;
  }
}
