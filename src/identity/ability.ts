import { createMongoAbility, subject, type MongoAbility, type RawRuleOf } from '@casl/ability';

import type { Due } from '../core/access/password-policy.js';
import { RIGHTS_OF, UNIT_ROLES, type Right, type Role } from '../core/access/rights.js';

export interface RoleHolder {
  readonly roles: readonly Role[];
  /** The unit of a role that is confined to one. */
  readonly unitId: string | null;
  /** What the session still owes: until then no right counts. */
  readonly due?: Due | null;
}
export interface OfUnit {
  readonly unitId: string;
}
const abilities = new WeakMap<RoleHolder, MongoAbility>();

/** `bank.edit` is the action `edit` on the subject `bank`. */
function parts(right: Right): readonly [subject: string, action: string] {
  const [about = '', action = ''] = right.split('.', 2);
  return [about, action];
}

function rulesOf({ roles, unitId, due = null }: RoleHolder): RawRuleOf<MongoAbility>[] {
  if (due !== null) return [];
  return roles.flatMap((role) => {
    const confined = UNIT_ROLES.includes(role);
    // Without its unit a confined role reaches nothing.
    if (confined && unitId === null) return [];
    return RIGHTS_OF[role].map((right) => {
      const [about, action] = parts(right);
      return { subject: about, action, ...(confined ? { conditions: { unitId } } : {}) };
    });
  });
}

/**
 * Whether somebody may do something, by the roles they hold. Without `about`: whether to any of its kind, which is what a
 * route asks; with it: to what belongs to that unit, which is what a service asks once it knows the row.
 */
export function can(holder: RoleHolder, right: Right, about?: OfUnit): boolean {
  let ability = abilities.get(holder);
  if (!ability) {
    ability = createMongoAbility(rulesOf(holder));
    abilities.set(holder, ability);
  }
  const [kind, action] = parts(right);
  return ability.can(action, about ? subject(kind, { ...about }) : kind);
}
