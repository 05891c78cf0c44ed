import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { flag, instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const ENTRY = ['study_entry', 'id', 'CASCADE'] as const;
const PERSON = ['person', 'id'] as const;
const OPERATOR = ['operator', 'id'] as const;

const TABLES: Readonly<Record<string, Plan>> = {
  study_entry: {
    key: ['id'],
    columns: {
      id: text,
      unit_id: text,
      person_id: orNull(text),
      kind: text,
      channel: text,
      title: text,
      on_date: text,
      starts_at: orNull(instant),
      ends_at: orNull(instant),
      minutes: orNull(integer),
      place: orNull(text),
      record: longText,
      status: text,
      version: integer,
      expected: integer,
      present: integer,
      corrections: integer,
      late: flag,
      submitted_at: orNull(instant),
      decided_at: orNull(instant),
      decided_by: orNull(text),
      return_reason: orNull(longText),
      locked_at: orNull(instant),
      source: text,
      source_id: orNull(text),
      created_at: instant,
      created_by_kind: text,
      created_by: orNull(text),
    },
    unique: { uq_study_entry_source: ['source', 'source_id'] },
    check: {
      ck_study_entry_status: `"status" IN ('draft', 'submitted', 'returned', 'approved', 'locked')`,
      ck_study_entry_source: `"source" IN ('manual', 'contest', 'bulk', 'reading')`,
      ck_study_entry_creator: `"created_by_kind" IN ('operator', 'member', 'server')`,
    },
    foreign: { unit_id: ['unit', 'id'], person_id: PERSON, decided_by: OPERATOR },
    index: {
      ix_study_entry_unit: ['unit_id', 'on_date'],
      ix_study_entry_day: ['on_date', 'id'],
      ix_study_entry_person: ['person_id', 'on_date'],
    },
  },
  study_entry_mode: {
    key: ['id'],
    columns: { id: text, entry_id: text, mode_id: text, label: text },
    unique: { uq_study_entry_mode: ['entry_id', 'mode_id'] },
    foreign: { entry_id: ENTRY, mode_id: ['study_mode', 'id'] },
    index: { ix_study_entry_mode_mode: ['mode_id', 'entry_id'] },
  },
  study_entry_group: {
    key: ['id'],
    columns: { id: text, entry_id: text, group_id: text, label: text },
    unique: { uq_study_entry_group: ['entry_id', 'group_id'] },
    foreign: { entry_id: ENTRY, group_id: ['content_group', 'id'] },
    index: { ix_study_entry_group_group: ['group_id', 'entry_id'] },
  },
  study_attendance: {
    key: ['id'],
    columns: {
      id: text,
      entry_id: text,
      person_id: text,
      state: text,
      reason: orNull(text),
      minutes: orNull(integer),
      made_up_on: orNull(text),
      made_up_channel: orNull(text),
      made_up_form: orNull(text),
    },
    unique: { uq_study_attendance: ['entry_id', 'person_id'] },
    check: { ck_study_attendance_state: `"state" IN ('present', 'absent', 'observer')` },
    foreign: { entry_id: ENTRY, person_id: PERSON },
    index: { ix_study_attendance_person: ['person_id', 'entry_id'] },
  },
  study_entry_change: {
    key: ['id'],
    columns: {
      id: text,
      entry_id: text,
      version: integer,
      action: text,
      changes: longText,
      reason: orNull(longText),
      at: instant,
      by_kind: text,
      by: orNull(text),
    },
    unique: { uq_study_entry_change: ['entry_id', 'version'] },
    foreign: { entry_id: ENTRY },
  },
  study_entry_correction: {
    key: ['id'],
    columns: {
      id: text,
      entry_id: text,
      number: integer,
      version: integer,
      changes: longText,
      reason: longText,
      at: instant,
      by: text,
    },
    unique: { uq_study_entry_correction: ['entry_id', 'number'] },
    foreign: { entry_id: ['study_entry', 'id'], by: OPERATOR },
  },
  attachment: {
    key: ['id'],
    columns: {
      id: text,
      owner_kind: text,
      owner_id: text,
      kind: text,
      name: text,
      file: orNull(text),
      media_type: text,
      bytes: integer,
      sha256: text,
      alt: text,
      transcript: orNull(longText),
      person_id: orNull(text),
      created_at: instant,
      created_by_kind: text,
      created_by: orNull(text),
      removed_at: orNull(instant),
    },
    check: { ck_attachment_kind: `"kind" IN ('photo', 'voice', 'sign-video', 'document')` },
    foreign: { person_id: PERSON },
    index: { ix_attachment_owner: ['owner_kind', 'owner_id'], ix_attachment_person: ['person_id'] },
  },
};

/** The study log: entries of branches and persons, who was there, what was changed and corrected, what is attached. */
export class StudyEntries1771100000000 implements MigrationInterface {
  name = 'StudyEntries1771100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).toReversed()) await runner.dropTable(name);
  }
}
