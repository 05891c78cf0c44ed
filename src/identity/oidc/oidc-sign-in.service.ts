import { Injectable } from '@nestjs/common';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import { ActionLog } from '../action-log.js';
import { OperatorOidcEntity } from '../persistence/operator-oidc.entity.js';
import { OperatorEntity } from '../persistence/operator.entity.js';
import { SessionService, type NewSession, type Whence } from '../session.service.js';
import { OidcClient } from './oidc-client.js';
import { OidcSeal } from './oidc-seal.js';

/** Signs in who is linked to an account; makes no account and gives no right. What else is owed the session says. */
@Injectable()
export class OidcSignIn {
  constructor(
    private readonly client: OidcClient,
    private readonly seal: OidcSeal,
    private readonly queue: WriteQueue,
    private readonly sessions: SessionService,
    private readonly log: ActionLog,
  ) {}

  /** `seal` goes with the browser and comes back with it. @throws RefusalError auth.oidc-off, auth.oidc-unreachable */
  async begin(): Promise<{ readonly url: string; readonly seal: string }> {
    const { url, checks } = await this.client.begin();
    return { url, seal: this.seal.close(checks) };
  }

  /** @throws RefusalError auth.oidc-off, auth.oidc-unreachable, auth.oidc-refused, auth.oidc-unlinked */
  async finish(query: string, seal: string | null, whence: Whence): Promise<NewSession> {
    const checks = seal === null ? null : this.seal.open(seal);
    if (!checks) throw refuse('auth.oidc-refused');
    const { subject, twoFactors } = await this.client.vouchedBy(query, checks);
    const { issuer } = this.client;
    const session = await this.queue.run(async (manager) => {
      const link = await manager.findOneBy(OperatorOidcEntity, { issuer, subject });
      const operator = link && (await manager.findOneBy(OperatorEntity, { id: link.operatorId }));
      if (!operator || operator.disabledAt !== null) {
        await this.log.signInRefused(
          manager,
          { login: `oidc ${subject}`, address: whence.address },
          operator?.id ?? null,
        );
        return null;
      }
      const detail = { by: 'oidc', twoFactors };
      await this.log.record(manager, { operatorId: operator.id, action: 'operator.signed-in', detail });
      return this.sessions.open(manager, operator.id, { twoFactors, ...whence });
    });
    if (session === null) throw refuse('auth.oidc-unlinked');
    return session;
  }
}
