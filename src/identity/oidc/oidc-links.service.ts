import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import type { OidcLink } from '../../protocol/access.js';
import { keepsTheSystem, keptFromTrusted } from '../../core/access/rights.js';
import { ActionLog } from '../action-log.js';
import { heldRoles } from '../held-roles.js';
import { OperatorOidcEntity } from '../persistence/operator-oidc.entity.js';
import { OperatorEntity } from '../persistence/operator.entity.js';
import { isSeparated, lockAccounts } from '../policy.js';
import { OidcClient } from './oidc-client.js';

/** Whose account it is that the provider vouches for: written once by whoever may grant roles, or by its holder. */
@Injectable()
export class OidcLinks {
  constructor(
    private readonly client: OidcClient,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly log: ActionLog,
  ) {}

  async of(operatorId: string): Promise<OidcLink> {
    const link = await this.reader.source.manager.findOneBy(OperatorOidcEntity, { operatorId });
    return { subject: link?.subject ?? null };
  }

  /**
   * Who makes a link can make it lead to themselves: accounts that keep the system are linked by their holders, or by an
   * administrator, who may do everything already; under 三员分立 whatever the three may not hold, by its holder alone.
   * @throws RefusalError auth.oidc-off, auth.forbidden, rest.not-found; auth.oidc-taken where either is linked already
   */
  async link(operatorId: string, subject: string, by: string): Promise<void> {
    const { issuer } = this.client;
    await this.queue.run(async (manager) => {
      await lockAccounts(manager);
      const row = { operatorId, issuer, subject, linkedBy: by, linkedAt: this.clock.now() };
      if (!(await manager.existsBy(OperatorEntity, { id: operatorId }))) throw refuse('rest.not-found');
      if (operatorId !== by) await assertMayLink(manager, operatorId, by);
      await manager.createQueryBuilder().insert().into(OperatorOidcEntity).values(row).orIgnore().execute();
      const stored = await manager.findOneBy(OperatorOidcEntity, { operatorId });
      if (stored?.subject !== subject || stored.issuer !== issuer || stored.linkedAt !== row.linkedAt) {
        throw refuse('auth.oidc-taken');
      }
      await this.log.record(manager, { operatorId: by, action: 'operator.oidc-linked', detail: { operatorId } });
    });
  }

  /** Sessions that are open go on: whoever is to be kept out is disabled. */
  async unlink(operatorId: string, by: string): Promise<void> {
    await this.queue.run(async (manager) => {
      const { affected } = await manager.delete(OperatorOidcEntity, { operatorId });
      if (affected === 0) return;
      await this.log.record(manager, { operatorId: by, action: 'operator.oidc-unlinked', detail: { operatorId } });
    });
  }
}

async function assertMayLink(manager: EntityManager, operatorId: string, by: string): Promise<void> {
  const { roles } = await heldRoles(manager, operatorId);
  if (keptFromTrusted(roles) && (await isSeparated(manager))) {
    throw refuse('auth.forbidden', { message: '已开启三员分立，业务账号由本人用密码登录后自行关联。' });
  }
  if (!keepsTheSystem(roles) || (await heldRoles(manager, by)).roles.includes('administrator')) return;
  throw refuse('auth.forbidden', { message: '管理员和三员的账号由本人用密码登录后自行关联。' });
}
