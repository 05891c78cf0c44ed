import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { flag, instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const PERSON = ['person', 'id'] as const;
const OPERATOR = ['operator', 'id'] as const;
const UNIT = ['unit', 'id'] as const;
const LEDGER = `"ledger" IN ('party-member', 'leadership', 'cadre')`;

const TABLES: Readonly<Record<string, Plan>> = {
  hour_policy: {
    key: ['id'],
    columns: {
      id: text,
      ledger: text,
      name: text,
      from_year: integer,
      to_year: integer,
      rules: longText,
      created_at: instant,
      created_by: orNull(text),
      counted_at: orNull(instant),
    },
    unique: { uq_hour_policy_from: ['ledger', 'from_year'] },
    check: { ck_hour_policy_ledger: LEDGER },
    foreign: { created_by: OPERATOR },
  },
  person_ledger: {
    key: ['id'],
    columns: {
      id: text,
      person_id: text,
      ledger: text,
      track: text,
      from_year: integer,
      to_year: orNull(integer),
    },
    unique: { uq_person_ledger: ['person_id', 'ledger'] },
    check: { ck_person_ledger_ledger: LEDGER, ck_person_ledger_track: `"track" IN ('year', 'span')` },
    foreign: { person_id: PERSON },
  },
  hour_line: {
    key: ['id'],
    columns: {
      id: text,
      person_id: text,
      unit_id: text,
      ledger: text,
      source: text,
      source_id: text,
      kind: text,
      on_date: text,
      year: integer,
      minutes: integer,
      awarded: integer,
      made_up: flag,
      hundredths: integer,
      because: text,
    },
    unique: { uq_hour_line_source: ['person_id', 'ledger', 'source', 'source_id'] },
    check: { ck_hour_line_ledger: LEDGER, ck_hour_line_source: `"source" IN ('entry', 'award')` },
    foreign: { person_id: PERSON, unit_id: UNIT },
    index: { ix_hour_line_day: ['person_id', 'on_date'], ix_hour_line_source: ['source', 'source_id'] },
  },
  hour_year: {
    key: ['person_id', 'ledger', 'year'],
    columns: { person_id: text, ledger: text, year: integer, hundredths: integer, trainings: integer },
    check: { ck_hour_year_ledger: LEDGER },
    foreign: { person_id: PERSON },
  },
  hour_award: {
    key: ['id'],
    columns: {
      id: text,
      person_id: text,
      unit_id: text,
      ledger: text,
      source: text,
      source_id: text,
      title: text,
      on_date: text,
      hundredths: integer,
      created_at: instant,
      created_by: orNull(text),
    },
    unique: { uq_hour_award_source: ['source', 'source_id', 'person_id', 'ledger'] },
    check: { ck_hour_award_ledger: LEDGER, ck_hour_award_source: `"source" IN ('contest', 'manual')` },
    foreign: { person_id: PERSON, unit_id: UNIT, created_by: OPERATOR },
    index: { ix_hour_award_person: ['person_id', 'on_date'] },
  },
  hour_rule: {
    key: ['contest_id', 'ledger'],
    columns: {
      contest_id: text,
      ledger: text,
      pass_percent: integer,
      hundredths: integer,
      created_at: instant,
      created_by: orNull(text),
      applied_at: orNull(instant),
    },
    check: { ck_hour_rule_ledger: LEDGER },
    foreign: { contest_id: ['contest', 'id', 'CASCADE'], created_by: OPERATOR },
  },
  hour_certificate: {
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
    foreign: { person_id: PERSON, award_id: ['hour_award', 'id'], issued_by: OPERATOR },
  },
  study_export: {
    key: ['id'],
    columns: {
      id: text,
      kind: text,
      unit_id: text,
      year: integer,
      month: orNull(integer),
      options: longText,
      state: text,
      file_name: orNull(text),
      bytes: orNull(integer),
      created_at: instant,
      created_by: text,
      finished_at: orNull(instant),
    },
    check: { ck_study_export_state: `"state" IN ('running', 'done', 'failed')` },
    foreign: { unit_id: UNIT, created_by: OPERATOR },
    index: { ix_study_export_unit: ['unit_id', 'created_at'] },
  },
};

/**
 * Hours of study: the policies, who is in which ledger, what everything approved brought, hours given as such, files handed in. The
 * policies of the beginning come with the server (`HourPolicies`), so that this file never changes with them.
 */
export class Hours1771600000000 implements MigrationInterface {
  name = 'Hours1771600000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).toReversed()) await runner.dropTable(name);
  }
}
