import type { MigrationInterface, QueryRunner } from 'typeorm';

import { instant, tableOf, text, type Plan } from './table-plan.js';

const NODE: Plan = {
  key: ['name'],
  columns: { name: text, incarnation: text, started_at: instant, beat_at: instant },
};

/**
 * Several nodes on one database: who they are, and which opening of which item takes responses at this moment. The latter
 * stands in the contest's own row, because a writer of responses locks that row against the closing of the item.
 */
export class ScaleOut1773000000000 implements MigrationInterface {
  name = 'ScaleOut1773000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf('server_node', NODE));
    await runner.query('ALTER TABLE "contest" ADD COLUMN "open_item_id" varchar');
    await runner.query('ALTER TABLE "contest" ADD COLUMN "open_opening" integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "contest" DROP COLUMN "open_opening"');
    await runner.query('ALTER TABLE "contest" DROP COLUMN "open_item_id"');
    await runner.dropTable('server_node');
  }
}
