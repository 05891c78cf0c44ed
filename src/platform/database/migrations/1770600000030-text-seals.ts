import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { integer, orNull, tableOf, text, type Plan } from './table-plan.js';

const SEAL: Plan = {
  key: ['id'],
  columns: {
    id: text,
    contest_id: text,
    kind: text,
    subject_id: text,
    number: integer,
    salt: orNull(text),
    seal: text,
    batch: text,
  },
  foreign: { contest_id: ['contest', 'id', 'CASCADE'] },
  index: { ix_text_seal_contest: ['contest_id'], ix_text_seal_subject: ['subject_id'] },
};

/** The log vouches for free texts that may be erased, and a ruling names the correction that answers an appeal. */
export class TextSeals1770600000030 implements MigrationInterface {
  name = 'TextSeals1770600000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf('text_seal', SEAL));
    await runner.query('ALTER TABLE "appeal" ADD COLUMN "correction" integer');
    await runner.query('ALTER TABLE "appeal" ADD COLUMN "adjustment_id" varchar');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "appeal" DROP COLUMN "adjustment_id"');
    await runner.query('ALTER TABLE "appeal" DROP COLUMN "correction"');
    await runner.dropTable('text_seal');
  }
}
