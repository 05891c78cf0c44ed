import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

import { instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const OPERATOR = ['operator', 'id'] as const;
const ROLES = [
  'administrator',
  'system-administrator',
  'security-administrator',
  'auditor',
  'bank-editor',
  'bank-reviewer',
  'organiser',
  'host',
  'scorekeeper',
  'arbiter',
  'branch-secretary',
];

const TABLES: Readonly<Record<string, Plan>> = {
  operator_role: {
    key: ['operator_id', 'role'],
    columns: { operator_id: text, role: text, unit_id: orNull(text), granted_at: instant },
    check: {
      ck_operator_role_role: `"role" IN (${ROLES.map((role) => `'${role}'`).join(', ')})`,
      ck_operator_role_unit: `"unit_id" IS NULL OR "role" = 'branch-secretary'`,
    },
    foreign: { operator_id: OPERATOR },
  },
  operator_totp: {
    key: ['operator_id'],
    columns: {
      operator_id: text,
      secret_encrypted: longText,
      created_at: instant,
      confirmed_at: orNull(instant),
      last_step: orNull(integer),
    },
    foreign: { operator_id: OPERATOR },
  },
  operator_recovery_code: {
    key: ['operator_id', 'code_hash'],
    columns: { operator_id: text, code_hash: text },
    foreign: { operator_id: OPERATOR },
  },
  operator_password: {
    key: ['id'],
    columns: { id: text, operator_id: text, password_hash: text, replaced_at: instant },
    foreign: { operator_id: OPERATOR },
    index: { ix_operator_password_operator: ['operator_id', 'replaced_at'] },
  },
};

/** What the one role of before becomes: a host prepared contests, ran them and handed in the results. */
const BECOMES: Readonly<Record<string, readonly string[]>> = {
  administrator: ['administrator'],
  host: ['organiser', 'host', 'scorekeeper'],
};

/** Operators hold several roles; one-time codes and the history of passwords have a place. */
export class Access1770000000000 implements MigrationInterface {
  name = 'Access1770000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
    for (const [before, roles] of Object.entries(BECOMES)) {
      for (const role of roles) {
        await runner.query(
          `INSERT INTO operator_role (operator_id, role, unit_id, granted_at)
            SELECT id, '${role}', NULL, created_at FROM operator WHERE role = '${before}'`,
        );
      }
    }
    await runner.dropCheckConstraint('operator', 'ck_operator_role');
    await runner.dropColumn('operator', 'role');
    await runner.addColumns('operator', [
      new TableColumn({ name: 'password_changed_at', ...orNull(instant) }),
      new TableColumn({ name: 'last_signed_in_at', ...orNull(instant) }),
    ]);
    await runner.query('UPDATE operator SET password_changed_at = created_at');
    await runner.query(
      `UPDATE operator SET last_signed_in_at =
        (SELECT MAX(at) FROM operator_action WHERE operator_id = operator.id AND action = 'operator.signed-in')`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Several roles of one operator have no place before: restore the backup.'));
  }
}
