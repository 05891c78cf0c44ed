import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which a node notices what another one changed without a version, where its hint was lost. */
export class ContestRevision1773500000000 implements MigrationInterface {
  name = 'ContestRevision1773500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "contest" ADD COLUMN "revision" integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "contest" DROP COLUMN "revision"');
  }
}
