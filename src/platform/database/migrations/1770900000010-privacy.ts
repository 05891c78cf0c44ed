import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

import { integer, orNull } from './table-plan.js';

const TABLES = ['participant', 'participant_needs', 'person_needs'] as const;

/** Which notice somebody consented to. What was consented to before is not known. */
export class Privacy1770900000010 implements MigrationInterface {
  name = 'Privacy1770900000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.addColumn(table, new TableColumn({ name: 'notice_version', ...orNull(integer) }));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropColumn(table, 'notice_version');
  }
}
