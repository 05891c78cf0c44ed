import type { MigrationInterface, QueryRunner } from 'typeorm';

import { instant, tableOf, text } from './table-plan.js';

/** Which contests stand in the ledgers by themselves. Those that were final before were entered by hand, and stay that. */
export class ContestEntries1772200000011 implements MigrationInterface {
  name = 'ContestEntries1772200000011';

  async up(runner: QueryRunner): Promise<void> {
    const plan = { key: ['contest_id'], columns: { contest_id: text, written_at: instant } };
    await runner.createTable(tableOf('study_entry_contest', plan));
    await runner.query(`INSERT INTO study_entry_contest (contest_id, written_at)
      SELECT id, created_at FROM contest WHERE kind = 'regular' AND phase = 'finalized'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('study_entry_contest');
  }
}
