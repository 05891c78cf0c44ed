import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Rejoin codes are kept as keyed digests, and the codes themselves follow from the server's key. The key is no matter of a
 * migration: what stands there in plain is digested by the server before it serves (SeatStore.digestPlainCodes).
 */
export class RejoinDigest1770600000021 implements MigrationInterface {
  name = 'RejoinDigest1770600000021';

  async up(runner: QueryRunner): Promise<void> {
    // Of SQLite and PostgreSQL alike, and the constraint that names the column goes with it.
    await runner.query('ALTER TABLE participant RENAME COLUMN rejoin_code TO rejoin_digest');
    await runner.query('ALTER TABLE participant ADD COLUMN rejoin_number integer');
    await forget(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE participant DROP COLUMN rejoin_number');
    await runner.query('ALTER TABLE participant RENAME COLUMN rejoin_digest TO rejoin_code');
    await forget(runner);
  }
}

/** TypeORM keeps what it has read of a table, and a later migration would make the table anew from that: it reads again. */
const forget = (runner: QueryRunner) => runner.getTable('participant');
