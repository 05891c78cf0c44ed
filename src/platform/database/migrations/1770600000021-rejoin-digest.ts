import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

import { integer, orNull } from './table-plan.js';

/**
 * Rejoin codes are kept as keyed digests, and the codes themselves follow from the server's key. The key is no matter of a
 * migration: what stands there in plain is digested by the server before it serves (SeatStore.digestPlainCodes).
 */
export class RejoinDigest1770600000021 implements MigrationInterface {
  name = 'RejoinDigest1770600000021';

  async up(runner: QueryRunner): Promise<void> {
    // Of SQLite and PostgreSQL alike, and the constraint that names the column goes with it.
    await runner.query('ALTER TABLE participant RENAME COLUMN rejoin_code TO rejoin_digest');
    await runner.addColumn('participant', new TableColumn({ name: 'rejoin_number', ...orNull(integer) }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('participant', 'rejoin_number');
    await runner.query('ALTER TABLE participant RENAME COLUMN rejoin_digest TO rejoin_code');
  }
}
