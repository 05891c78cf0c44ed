import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A book-sharing session of the study log says to which reading campaign it belongs. Without a foreign key: on SQLite one
 * can be had only by making the table anew, and only what is published, and so is never deleted, can be named.
 */
export class SharingSessions1771810000000 implements MigrationInterface {
  name = 'SharingSessions1771810000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "study_entry" ADD COLUMN "campaign_id" varchar');
    await runner.query('CREATE INDEX "ix_study_entry_campaign" ON "study_entry" ("campaign_id")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "ix_study_entry_campaign"');
    await runner.query('ALTER TABLE "study_entry" DROP COLUMN "campaign_id"');
  }
}
