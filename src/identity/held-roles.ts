import { type EntityManager, IsNull } from 'typeorm';

import { coverOf, recordIn } from '../audit/audit.service.js';
import { ROLES, UNIT_ROLES } from '../core/access/rights.js';
import type { Holder } from '../core/access/separation.js';
import type { RoleHolder } from './ability.js';
import { OperatorEntity } from './persistence/operator.entity.js';
import { OperatorRoleEntity } from './persistence/operator-role.entity.js';

const NONE: RoleHolder = { roles: [], unitId: null };

/** The roles of one operator, in the order of ROLES. */
export async function heldRoles(manager: EntityManager, operatorId: string): Promise<RoleHolder> {
  return holderOf(await manager.findBy(OperatorRoleEntity, { operatorId }));
}

/** Of every operator who holds any, by their id. */
export async function allHeldRoles(manager: EntityManager): Promise<ReadonlyMap<string, RoleHolder>> {
  const rows = new Map<string, OperatorRoleEntity[]>();
  for (const row of await manager.find(OperatorRoleEntity)) {
    rows.set(row.operatorId, [...(rows.get(row.operatorId) ?? []), row]);
  }
  return new Map([...rows].map(([id, held]) => [id, holderOf(held)]));
}

function holderOf(rows: readonly OperatorRoleEntity[]): RoleHolder {
  if (rows.length === 0) return NONE;
  return {
    roles: ROLES.filter((role) => rows.some((row) => row.role === role)),
    unitId: rows.find(({ unitId }) => unitId !== null)?.unitId ?? null,
  };
}

/** Operators who are not disabled, with their roles; those without any as well. */
export async function enabledHolders(manager: EntityManager): Promise<Holder[]> {
  const [operators, held] = [
    await manager.findBy(OperatorEntity, { disabledAt: IsNull() }),
    await allHeldRoles(manager),
  ];
  return operators.map(({ id }) => ({ id, roles: held.get(id)?.roles ?? [] }));
}

/** Replaces what the operator holds. */
export async function holdRoles(
  manager: EntityManager,
  operatorId: string,
  { roles, unitId }: RoleHolder,
  grantedAt: number,
): Promise<void> {
  const before = await manager.findBy(OperatorRoleEntity, { operatorId });
  await manager.delete(OperatorRoleEntity, { operatorId });
  await manager.insert(
    OperatorRoleEntity,
    [...new Set(roles)].map((role) => ({
      operatorId,
      role,
      unitId: UNIT_ROLES.includes(role) ? unitId : null,
      grantedAt: before.find((row) => row.role === role)?.grantedAt ?? grantedAt,
    })),
  );
  const held = coverOf('operator-role', await manager.findBy(OperatorRoleEntity, { operatorId }));
  const covers = [{ ...held, keys: [operatorId] }];
  await recordIn(manager, { action: 'operator.roles-held', subjectId: operatorId, covers });
}
