import type { EntityManager } from 'typeorm';

import type { AuditHead } from './audit.service.js';

/** The last entry of every chain. */
export const headsOf = (manager: EntityManager): Promise<readonly AuditHead[]> =>
  manager.query(
    `SELECT chain, sequence, mac FROM audit_entry entry WHERE mac <> '' AND sequence =
      (SELECT MAX(sequence) FROM audit_entry last WHERE last.chain = entry.chain) ORDER BY chain`,
  );
