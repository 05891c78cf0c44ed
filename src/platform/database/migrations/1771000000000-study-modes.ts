import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { SEEDED_MODES } from './study-seed.js';
import { instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const OPERATOR = ['operator', 'id'] as const;

const TABLES: Readonly<Record<string, Plan>> = {
  study_mode: {
    key: ['id'],
    columns: { id: text, ordinal: integer, created_at: instant, archived_on: orNull(text) },
  },
  study_mode_revision: {
    key: ['id'],
    columns: {
      id: text,
      mode_id: text,
      name: text,
      meaning: text,
      evidence: longText,
      effective_from: text,
      created_at: instant,
      created_by: orNull(text),
    },
    foreign: { mode_id: ['study_mode', 'id'], created_by: OPERATOR },
    index: { ix_study_mode_revision_mode: ['mode_id'] },
  },
  content_group: {
    key: ['id'],
    columns: { id: text, name: text, ordinal: integer, created_at: instant, archived_at: orNull(instant) },
    unique: { uq_content_group_name: ['name'] },
  },
  study_setting: {
    key: ['id'],
    columns: {
      id: text,
      name: text,
      value: longText,
      effective_from: text,
      created_at: instant,
      created_by: orNull(text),
      approved_by: orNull(text),
      reason: orNull(longText),
    },
    foreign: { created_by: OPERATOR },
    index: { ix_study_setting_name: ['name', 'effective_from'] },
  },
};

/** In force since before everything. */
const FIRST_DAY = '1970-01-01';

/** Modes of study, content groups and settings, with the five modes as they come. */
export class StudyModes1771000000000 implements MigrationInterface {
  name = 'StudyModes1771000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
    for (const [ordinal, { id, name, meaning, evidence }] of SEEDED_MODES.entries()) {
      await runner.query(`INSERT INTO "study_mode" ("id", "ordinal", "created_at") VALUES ($1, $2, 0)`, [id, ordinal]);
      await runner.query(
        `INSERT INTO "study_mode_revision" ("id", "mode_id", "name", "meaning", "evidence", "effective_from", "created_at")
          VALUES ($1, $2, $3, $4, $5, $6, 0)`,
        [`${id}-1`, id, name, meaning, JSON.stringify(evidence), FIRST_DAY],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).toReversed()) await runner.dropTable(name);
  }
}
