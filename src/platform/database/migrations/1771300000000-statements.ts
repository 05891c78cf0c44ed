import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

/** Each table after those it points to. */
const TABLES: Readonly<Record<string, Plan>> = {
  statement_origin: {
    key: ['id'],
    columns: { id: integer, base: text },
    check: { ck_statement_origin_single: '"id" = 1' },
  },
  statement_actor: {
    key: ['person_id'],
    columns: { person_id: text, name: text },
    unique: { uq_statement_actor_name: ['name'] },
  },
  statement_activity: { key: ['id'], columns: { id: text, definition: longText } },
  statement: {
    key: ['id'],
    columns: {
      id: text,
      sequence: integer,
      stored_at: instant,
      happened_at: instant,
      actor: text,
      verb: text,
      activity_id: orNull(text),
      parent: orNull(text),
      result: orNull(longText),
      registration: orNull(text),
      voids: orNull(text),
      source: text,
      source_id: text,
    },
    unique: {
      uq_statement_sequence: ['sequence'],
      uq_statement_source: ['source', 'source_id'],
      uq_statement_voids: ['voids'],
    },
    check: {
      ck_statement_verb: `"verb" IN ('attempted', 'answered', 'completed', 'passed', 'failed', 'experienced', 'voided')`,
      ck_statement_object: `("activity_id" IS NULL) <> ("voids" IS NULL)`,
    },
    foreign: { activity_id: ['statement_activity', 'id'] },
    index: {
      ix_statement_actor: ['actor', 'sequence'],
      ix_statement_activity: ['activity_id', 'sequence'],
      ix_statement_parent: ['parent', 'sequence'],
      ix_statement_registration: ['registration'],
      ix_statement_stored: ['stored_at'],
    },
  },
  statement_contest: { key: ['contest_id'], columns: { contest_id: text, written_at: instant } },
  statement_credential: {
    key: ['id'],
    columns: {
      id: text,
      name: text,
      login: text,
      secret_hash: text,
      created_at: instant,
      created_by: orNull(text),
      revoked_at: orNull(instant),
    },
    unique: { uq_statement_credential_login: ['login'] },
    foreign: { created_by: ['operator', 'id'] },
  },
  statement_push: {
    key: ['id'],
    columns: {
      id: integer,
      sequence: integer,
      refused: integer,
      failures: integer,
      fault: orNull(text),
      at: instant,
    },
    check: { ck_statement_push_single: '"id" = 1' },
  },
};

/** Learning records in the words of xAPI: insert-only, under pseudonyms. */
export class Statements1771300000000 implements MigrationInterface {
  name = 'Statements1771300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).toReversed()) await runner.dropTable(name);
  }
}
