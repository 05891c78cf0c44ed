import type { EntityManager } from 'typeorm';

import { OperatorOidcEntity } from '../persistence/operator-oidc.entity.js';

/**
 * Ends a link that somebody else made, who may have made it lead to themselves. Inside the transaction that gives the
 * account what nobody but its holder may come by. @returns whether there was one
 */
export async function endForeignLink(manager: EntityManager, operatorId: string): Promise<boolean> {
  const link = await manager.findOneBy(OperatorOidcEntity, { operatorId });
  if (!link || link.linkedBy === operatorId) return false;
  await manager.delete(OperatorOidcEntity, { operatorId });
  return true;
}
