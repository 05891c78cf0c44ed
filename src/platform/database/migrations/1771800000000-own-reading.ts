import type { MigrationInterface, QueryRunner } from 'typeorm';

import { instant, orNull, tableOf, text, type Plan } from './table-plan.js';

const MEMBER: Plan = {
  key: ['id'],
  columns: {
    id: text,
    campaign_id: text,
    person_id: text,
    joined_at: instant,
    left_at: orNull(instant),
  },
  unique: { uq_campaign_member: ['campaign_id', 'person_id'] },
  foreign: { campaign_id: ['reading_campaign', 'id', 'CASCADE'], person_id: ['person', 'id'] },
  index: { ix_campaign_member_person: ['person_id'] },
};

/** Members join campaigns, say how far they are by pages, and send a reflection twice without writing it twice. */
export class OwnReading1771800000000 implements MigrationInterface {
  name = 'OwnReading1771800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf('campaign_member', MEMBER));
    // Not `addColumn`: on SQLite it makes the table anew, and what hangs on its rows would be deleted with the old one.
    await runner.query('ALTER TABLE "reading" ADD COLUMN "page" integer');
    await runner.query('ALTER TABLE "reading" ADD COLUMN "pages" integer');
    await runner.query('ALTER TABLE "reflection" ADD COLUMN "source_id" varchar');
    await runner.query('CREATE UNIQUE INDEX "uq_reflection_source" ON "reflection" ("person_id", "source_id")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "uq_reflection_source"');
    await runner.query('ALTER TABLE "reflection" DROP COLUMN "source_id"');
    await runner.query('ALTER TABLE "reading" DROP COLUMN "pages"');
    await runner.query('ALTER TABLE "reading" DROP COLUMN "page"');
    await runner.dropTable('campaign_member');
  }
}
