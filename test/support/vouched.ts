import { join } from 'node:path';

import { expect } from '@jest/globals';

import { AuditKeys } from '../../src/audit/audit-keys.js';
import { verifyAudit } from '../../src/audit/verify-audit.js';
import { ENTITIES } from '../../src/entities.js';
import { openReader } from '../../src/platform/database/data-source.js';
import type { Cluster } from './cluster.js';
import { eventually } from './eventually.js';

/** The audit log is whole and knows every row; what a node left that is gone, another has taken up. */
export async function isVouchedFor({ dataDir, database }: Pick<Cluster, 'dataDir' | 'database'>): Promise<void> {
  const keys = await AuditKeys.open({
    keysDir: join(dataDir, 'keys'),
    nodeFile: join(dataDir, 'nodes', 'node1.id'),
  });
  const source = await openReader(database, ENTITIES);
  try {
    await eventually(async () => {
      const { findings, pending } = await verifyAudit(source, keys, Date.now());
      expect({ findings, pending }).toEqual({ findings: [], pending: 0 });
    }, 30_000);
  } finally {
    await source.destroy();
  }
}
