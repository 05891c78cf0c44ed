import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a file is gone because it named somebody who was erased. */
export class ErasedExports1773300000000 implements MigrationInterface {
  name = 'ErasedExports1773300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "study_export" ADD COLUMN "erasure_at" bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "study_export" DROP COLUMN "erasure_at"');
  }
}
