import { rightsOf } from '../core/access/rights.js';
import type { SessionInfo } from '../protocol/access.js';
import type { OperatorAccount } from './operator-identity.js';

export function sessionInfo(operator: OperatorAccount, csrfToken: string, separated: boolean): SessionInfo {
  const { id, login, displayName, roles, unitId } = operator;
  return { operator: { id, login, displayName, roles, unitId }, rights: rightsOf(roles), separated, csrfToken };
}
