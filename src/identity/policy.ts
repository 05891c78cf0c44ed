import type { EntityManager } from 'typeorm';

import { vouchFor } from '../audit/audit.service.js';
import { SettingEntity } from './persistence/setting.entity.js';

/** Simple mode: one administrator for everything. Separated: 三员分立. */
const SEPARATION = 'policy.separation';
const SEPARATED = 'separated';

export async function isSeparated(manager: EntityManager): Promise<boolean> {
  return manager.existsBy(SettingEntity, { name: SEPARATION, value: SEPARATED });
}

/** After `lockAccounts`. False where it has been switched on before. There is no way back. */
export async function separate(manager: EntityManager): Promise<boolean> {
  if (await isSeparated(manager)) return false;
  await manager.update(SettingEntity, { name: SEPARATION }, { value: SEPARATED });
  const row = { name: SEPARATION, value: SEPARATED };
  await vouchFor(manager, 'policy', [row], { action: 'policy.separation-held' });
  return true;
}

/**
 * First in every transaction that changes who may do what: an idle write of the row of the policy, so that on PostgreSQL
 * two servers cannot disable the last two administrators, nor one grant what the other forbids.
 */
export async function lockAccounts(manager: EntityManager): Promise<void> {
  await manager.query(
    `INSERT INTO setting (name, value) VALUES ($1, 'simple') ON CONFLICT (name) DO UPDATE SET value = setting.value`,
    [SEPARATION],
  );
}
