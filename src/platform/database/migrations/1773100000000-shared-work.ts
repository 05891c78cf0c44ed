import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  ['study_export', 'held_by', 'varchar'],
  ['study_export', 'progress_done', 'integer'],
  ['study_export', 'progress_of', 'integer'],
  ['statement_push', 'held_by', 'varchar'],
  ['statement_push', 'held_until', 'bigint'],
] as const;

/** Which of several nodes makes a file, and how far it has come; which of them sends statements at this time. */
export class SharedWork1773100000000 implements MigrationInterface {
  name = 'SharedWork1773100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, type] of COLUMNS) {
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${column}" ${type}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS.toReversed()) {
      await runner.query(`ALTER TABLE "${table}" DROP COLUMN "${column}"`);
    }
  }
}
