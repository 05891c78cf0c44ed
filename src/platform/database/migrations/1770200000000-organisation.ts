import {
  TableCheck,
  TableColumn,
  TableForeignKey,
  TableIndex,
  TableUnique,
  type MigrationInterface,
  type QueryRunner,
} from 'typeorm';

import { flag, instant, integer, orNull, tableOf, text, type Plan } from './table-plan.js';

const UNIT = ['unit', 'id'] as const;
const PERSON = ['person', 'id'] as const;
const CONTEST = ['contest', 'id', 'CASCADE'] as const;

/** Each table after those it points to. */
const TABLES: Readonly<Record<string, Plan>> = {
  unit_level: { key: ['level'], columns: { level: integer, name: text } },
  unit: {
    key: ['id'],
    columns: {
      id: text,
      parent_id: orNull(text),
      code: text,
      name: text,
      level: integer,
      ordinal: integer,
      opened_at: instant,
      closed_at: orNull(instant),
      merged_into: orNull(text),
    },
    unique: { uq_unit_code: ['code'] },
    check: { ck_unit_level: '"level" BETWEEN 1 AND 8' },
    foreign: { parent_id: UNIT, merged_into: UNIT },
    index: { ix_unit_parent: ['parent_id'] },
  },
  unit_name: {
    key: ['id'],
    columns: { id: text, unit_id: text, name: text, until: instant },
    foreign: { unit_id: UNIT },
    index: { ix_unit_name_unit: ['unit_id'] },
  },
  person: {
    key: ['id'],
    columns: { id: text, name: text, staff_code: orNull(text), created_at: instant, erased_at: orNull(instant) },
    unique: { uq_person_staff_code: ['staff_code'] },
  },
  membership: {
    key: ['id'],
    columns: { id: text, person_id: text, unit_id: text, from_at: instant, to_at: orNull(instant) },
    foreign: { person_id: PERSON, unit_id: UNIT },
    index: { ix_membership_person: ['person_id'], ix_membership_unit: ['unit_id', 'to_at'] },
  },
  contest_unit: {
    key: ['id'],
    columns: {
      id: text,
      contest_id: text,
      unit_id: text,
      parent_id: orNull(text),
      code: text,
      name: text,
      level: integer,
      ordinal: integer,
    },
    unique: { uq_contest_unit: ['contest_id', 'unit_id'] },
    foreign: { contest_id: CONTEST, unit_id: UNIT },
  },
  contest_roster: {
    key: ['id'],
    columns: {
      id: text,
      contest_id: text,
      person_id: text,
      branch_id: text,
      exempt: flag,
      code_number: integer,
      code_digest: text,
    },
    unique: {
      uq_contest_roster_person: ['contest_id', 'person_id'],
      uq_contest_roster_code: ['contest_id', 'code_digest'],
    },
    foreign: { contest_id: CONTEST, person_id: PERSON, branch_id: ['contest_branch', 'id', 'CASCADE'] },
    index: { ix_contest_roster_branch: ['branch_id'] },
  },
};

const reference = (name: string, column: string, table: string): TableForeignKey =>
  new TableForeignKey({
    name,
    columnNames: [column],
    referencedTableName: table,
    referencedColumnNames: ['id'],
    onDelete: 'NO ACTION',
  });

/** The organisation and its people, and what a contest keeps of them. Branches and participants of before have neither. */
export class Organisation1770200000000 implements MigrationInterface {
  name = 'Organisation1770200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
    // A person belongs to one unit at a time; what was before stands beside it with its end.
    await runner.createIndex(
      'membership',
      new TableIndex({
        name: 'uq_membership_now',
        columnNames: ['person_id'],
        isUnique: true,
        where: '"to_at" IS NULL',
      }),
    );
    await runner.addColumn('contest_branch', new TableColumn({ name: 'unit_id', ...orNull(text) }));
    await runner.createForeignKey('contest_branch', reference('fk_contest_branch_unit', 'unit_id', 'unit'));
    await runner.addColumns('participant', [
      new TableColumn({ name: 'person_id', ...orNull(text) }),
      new TableColumn({ name: 'entered_by', ...orNull(text) }),
    ]);
    await runner.query(`UPDATE "participant" SET "entered_by" = 'self'`);
    const enteredBy = new TableColumn({ name: 'entered_by', ...text });
    await runner.changeColumn('participant', new TableColumn({ ...enteredBy, isNullable: true }), enteredBy);
    await runner.createCheckConstraint(
      'participant',
      new TableCheck({ name: 'ck_participant_entered_by', expression: `"entered_by" IN ('self', 'assistant')` }),
    );
    await runner.createForeignKey('participant', reference('fk_participant_person', 'person_id', 'person'));
    await runner.createUniqueConstraint(
      'participant',
      new TableUnique({ name: 'uq_participant_person', columnNames: ['contest_id', 'person_id'] }),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('People and units have no place in the schema before: restore the backup.'));
  }
}
