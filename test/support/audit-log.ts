/** An audit log on a database of its own, and somebody who writes to the database past it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { adoptKinds } from '../../src/audit/adoption.js';
import { AuditChain } from '../../src/audit/audit-chain.js';
import { AuditKeys, type AuditPlaces } from '../../src/audit/audit-keys.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { headNoteOf } from '../../src/audit/head-note.js';
import { verifyAudit, type AuditReport } from '../../src/audit/verify-audit.js';
import type { ChainBreak } from '../../src/core/audit/chain.js';
import { Database } from '../../src/platform/database/database.js';
import { ENTITIES, type DatabaseKind, type TestDatabase } from './databases.js';
import { ManualClock } from './manual-clock.js';
import { createMigrated } from './migrated-database.js';

export class AuditLog {
  readonly chain: AuditChain;
  readonly audit: AuditService;

  private constructor(
    readonly database: Database,
    readonly clock: ManualClock,
    readonly keys: AuditKeys,
    private readonly dropped: TestDatabase,
  ) {
    this.chain = new AuditChain(keys, 'server');
    this.audit = new AuditService(this.chain, clock);
  }

  static async open(kind: DatabaseKind): Promise<AuditLog> {
    const dropped = await createMigrated(kind);
    const database = await Database.open(dropped.settings, ENTITIES);
    return new AuditLog(database, new ManualClock(), await AuditKeys.open(await newPlaces()), dropped);
  }

  async begin(): Promise<void> {
    const begun = (await headNoteOf(this.chain).noted()) !== null;
    await this.database.writes.run((manager) => adoptKinds(manager, this.audit, begun));
  }

  record(...deed: Parameters<AuditService['record']> extends [unknown, ...infer Rest] ? Rest : never): Promise<void> {
    return this.database.writes.run((manager) => this.audit.record(manager, ...deed));
  }

  noteHead(): Promise<ChainBreak | null> {
    return headNoteOf(this.chain).advance(this.database.reader.source.manager);
  }

  verify(keys = this.keys): Promise<AuditReport> {
    return verifyAudit(this.database.reader.source, keys, this.clock.now());
  }

  /** Past the log, as somebody with the database file would. */
  tamper(sql: string, values: readonly unknown[] = []): Promise<unknown> {
    return this.database.writes.run((manager) => manager.query(sql, [...values]));
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.dropped.drop();
    await dropPlaces(this.keys.places);
  }
}

export async function newPlaces(): Promise<AuditPlaces> {
  const folder = await mkdtemp(join(tmpdir(), 'xuesai-keys-'));
  return { keysDir: join(folder, 'keys'), nodeFile: join(folder, 'node.id') };
}

export const dropPlaces = (places: AuditPlaces): Promise<void> =>
  rm(join(places.nodeFile, '..'), { recursive: true, force: true });
