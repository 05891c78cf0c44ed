import { rightsOf } from '../core/access/rights.js';
import type { SessionInfo } from '../protocol/access.js';
import type { OperatorIdentity } from './operator-identity.js';

export function sessionInfo(operator: OperatorIdentity, csrfToken: string, separated: boolean): SessionInfo {
  const { id, login, displayName, roles, unitId, due } = operator;
  const rights = due === null ? rightsOf(roles) : [];
  return { operator: { id, login, displayName, roles, unitId }, due, rights, separated, csrfToken };
}
