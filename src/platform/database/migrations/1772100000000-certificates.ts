import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { instant, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const FOR_HOURS: Plan = {
  key: ['id'],
  columns: {
    id: text,
    code_digest: text,
    person_id: text,
    award_id: text,
    facts: longText,
    issued_at: instant,
    issued_by: orNull(text),
    revoked_at: orNull(instant),
  },
  unique: { uq_hour_certificate_code: ['code_digest'], uq_hour_certificate_award: ['award_id'] },
  foreign: { person_id: ['person', 'id'], award_id: ['hour_award', 'id'], issued_by: ['operator', 'id'] },
};

const FOR_BOTH: Plan = {
  key: ['id'],
  columns: { ...FOR_HOURS.columns, award_id: orNull(text), contest_id: orNull(text) },
  unique: {
    uq_certificate_code: ['code_digest'],
    uq_certificate_award: ['award_id'],
    uq_certificate_contest: ['contest_id', 'person_id'],
  },
  check: { ck_certificate_for: `("award_id" IS NULL) <> ("contest_id" IS NULL)` },
  foreign: { ...FOR_HOURS.foreign, contest_id: ['contest', 'id'] },
  index: { ix_certificate_person: ['person_id'] },
};

const KEPT = 'id, code_digest, person_id, award_id, facts, issued_at, issued_by, revoked_at';

/** Certificates of having taken part stand beside those of hours: one table, one code to check. */
export class Certificates1772100000000 implements MigrationInterface {
  name = 'Certificates1772100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf('certificate', FOR_BOTH));
    await runner.query(`INSERT INTO certificate (${KEPT}) SELECT ${KEPT} FROM hour_certificate`);
    await runner.dropTable('hour_certificate');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf('hour_certificate', FOR_HOURS));
    await runner.query(
      `INSERT INTO hour_certificate (${KEPT}) SELECT ${KEPT} FROM certificate WHERE award_id IS NOT NULL`,
    );
    await runner.dropTable('certificate');
  }
}
