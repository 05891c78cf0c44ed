import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { instant, tableOf, text, type Plan } from './table-plan.js';

const OPERATOR = ['operator', 'id'] as const;

const LINK: Plan = {
  key: ['operator_id'],
  columns: { operator_id: text, issuer: text, subject: text, linked_by: text, linked_at: instant },
  unique: { uq_operator_oidc_subject: ['issuer', 'subject'] },
  foreign: { operator_id: OPERATOR, linked_by: OPERATOR },
};

/** Which account somebody has whom the organisation's provider vouches for. */
export class Oidc1770500000000 implements MigrationInterface {
  name = 'Oidc1770500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf('operator_oidc', LINK));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('operator_oidc');
  }
}
