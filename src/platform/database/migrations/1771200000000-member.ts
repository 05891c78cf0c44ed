import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { instant, integer, orNull, tableOf, text, type Plan } from './table-plan.js';

const TABLES: Readonly<Record<string, Plan>> = {
  member_access: {
    key: ['person_id'],
    columns: {
      person_id: text,
      code_number: integer,
      code_digest: text,
      issued_at: instant,
      withdrawn_at: orNull(instant),
    },
    unique: { uq_member_access_code: ['code_digest'] },
  },
  member_session: {
    key: ['id'],
    columns: {
      id: text,
      token_hash: text,
      person_id: text,
      csrf_token: text,
      device: text,
      created_at: instant,
      last_seen_at: instant,
      expires_at: instant,
    },
    unique: { uq_member_session_token: ['token_hash'] },
    check: { ck_member_session_device: `"device" IN ('phone', 'tablet', 'computer')` },
    foreign: { person_id: ['member_access', 'person_id', 'CASCADE'] },
    index: { ix_member_session_person: ['person_id'] },
  },
};

/** People of the organisation get to their own study pages by a code, without an operator's account. */
export class Member1771200000000 implements MigrationInterface {
  name = 'Member1771200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).toReversed()) await runner.dropTable(name);
  }
}
