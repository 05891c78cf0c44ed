import { canHold, keptRoles, TRUSTED_ROLES, type Role, type RoleFault } from './rights.js';

/** A person who can sign in, and what they hold. */
export interface Holder {
  readonly id: string;
  readonly roles: readonly Role[];
}

export type SeparationFault =
  { readonly kind: 'vacant'; readonly role: Role } | { readonly kind: RoleFault; readonly holderId: string };

export interface SeparationReport {
  /** Empty: 三员分立 can be switched on. */
  readonly faults: readonly SeparationFault[];
  /** Who would hold no role at all afterwards, since `administrator` ends with the switch. */
  readonly leftWithout: readonly string[];
}

/** The roles that a person keeps when 三员分立 is switched on. */
export const afterSwitch = (roles: readonly Role[]): readonly Role[] =>
  roles.filter((role) => role !== 'administrator');

/** What stands in the way of 三员分立: three different people hold the three roles, and none holds too much. */
export function checkSeparation(holders: readonly Holder[]): SeparationReport {
  const after = holders.map(({ id, roles }) => ({ id, before: roles, roles: afterSwitch(roles) }));
  const vacant = TRUSTED_ROLES.filter((role) => !after.some(({ roles }) => roles.includes(role)));
  const overfull = after.flatMap(({ id, roles }): SeparationFault[] => {
    const kind = canHold(roles, true);
    return kind === null ? [] : [{ kind, holderId: id }];
  });
  return {
    faults: [...vacant.map((role): SeparationFault => ({ kind: 'vacant', role })), ...overfull],
    leftWithout: after.filter(({ before, roles }) => before.length > 0 && roles.length === 0).map(({ id }) => id),
  };
}

/** Roles without which nobody could mend things, and that nobody of these holds. */
export const vacantRoles = (holders: readonly Holder[], separated: boolean): readonly Role[] =>
  keptRoles(separated).filter((role) => !holders.some(({ roles }) => roles.includes(role)));
