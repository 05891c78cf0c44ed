import type { MigrationInterface, QueryRunner } from 'typeorm';

import { instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const TABLES: Readonly<Record<string, Plan>> = {
  audit_entry: {
    key: ['chain', 'sequence'],
    columns: {
      chain: text,
      sequence: integer,
      at: instant,
      actor_kind: text,
      actor_id: orNull(text),
      action: text,
      contest_id: orNull(text),
      subject_id: orNull(text),
      outcome: text,
      detail: longText,
      covers: orNull(longText),
      note_mac: orNull(text),
      previous_mac: text,
      mac: text,
    },
    check: {
      ck_audit_entry_actor: `"actor_kind" IN ('operator', 'participant', 'server', 'command-line')`,
      ck_audit_entry_outcome: `"outcome" IN ('ok', 'refused')`,
    },
    index: { ix_audit_entry_at: ['at'], ix_audit_entry_contest: ['contest_id', 'at'] },
  },
  audit_note: {
    key: ['chain', 'sequence'],
    columns: { chain: text, sequence: integer, note: longText },
  },
  audit_checkpoint: {
    key: ['chain'],
    columns: { chain: text, sequence: integer, mac: text, at: instant, covers: longText, signature: text },
  },
};

/**
 * The log of deeds becomes chains of keyed digests. What was recorded until now has none: it is kept as a chain of its
 * own, and the first entry of the server vouches for it as for every other row that stands there already.
 */
export class Audit1770100000000 implements MigrationInterface {
  name = 'Audit1770100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
    await runner.query(
      `INSERT INTO audit_entry (chain, sequence, at, actor_kind, actor_id, action, contest_id, outcome, detail,
          previous_mac, mac)
        SELECT 'before-audit', row_number() OVER (ORDER BY at, id), at,
          CASE WHEN operator_id IS NULL THEN 'server' ELSE 'operator' END, operator_id, action, contest_id, 'ok', detail,
          '', ''
        FROM operator_action`,
    );
    await runner.dropTable('operator_action');
    // Null in the rows that are there: they were never written as a batch. No rewriting of a large table.
    await runner.query('ALTER TABLE "response" ADD COLUMN "batch" varchar');
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('What the chains vouch for has no place in the former schema: restore the backup.'),
    );
  }
}
