import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { instant, longText, tableOf, text, type Plan } from './table-plan.js';

const TABLES: Readonly<Record<string, Plan>> = {
  person_needs: {
    key: ['person_id'],
    columns: { person_id: text, needs_encrypted: longText, consent_at: instant, updated_at: instant },
    foreign: { person_id: ['person', 'id', 'CASCADE'] },
  },
  needs_decision: {
    key: ['contest_id', 'subject_id'],
    columns: { contest_id: text, subject_id: text, state: text, decided_by: text, decided_at: instant },
    check: { ck_needs_decision_state: `"state" IN ('approved', 'refused')` },
    foreign: { contest_id: ['contest', 'id', 'CASCADE'], decided_by: ['operator', 'id'] },
  },
};

/** Needs belong to people of the roster, and a contest may ask for somebody's word on more time. */
export class Privacy1770400000000 implements MigrationInterface {
  name = 'Privacy1770400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).toReversed()) await runner.dropTable(name);
  }
}
