import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const CONTEST = ['contest', 'id', 'CASCADE'] as const;
const PARTICIPANT = ['participant', 'id'] as const;
const OPERATOR = ['operator', 'id'] as const;

const TABLES: Readonly<Record<string, Plan>> = {
  points_adjustment: {
    key: ['id'],
    columns: {
      id: text,
      contest_id: text,
      participant_id: orNull(text),
      branch_id: orNull(text),
      points: integer,
      reason: text,
      proposed_by: text,
      proposed_at: instant,
      state: text,
      decided_by: orNull(text),
      decided_at: orNull(instant),
      version: orNull(integer),
    },
    check: {
      ck_points_adjustment_state: `"state" IN ('proposed', 'confirmed', 'rejected')`,
      ck_points_adjustment_subject: `("participant_id" IS NULL) <> ("branch_id" IS NULL)`,
      ck_points_adjustment_second: `"decided_by" IS NULL OR "decided_by" <> "proposed_by" OR "state" = 'rejected'`,
    },
    foreign: {
      contest_id: CONTEST,
      participant_id: PARTICIPANT,
      branch_id: ['contest_branch', 'id'],
      proposed_by: OPERATOR,
      decided_by: OPERATOR,
    },
    index: { ix_points_adjustment_contest: ['contest_id'] },
  },
  appeal: {
    key: ['id'],
    columns: {
      id: text,
      contest_id: text,
      participant_id: text,
      subject: text,
      contest_item_id: orNull(text),
      text: longText,
      filed_at: instant,
      state: text,
      ruling: orNull(longText),
      ruled_by: orNull(text),
      ruled_at: orNull(instant),
    },
    unique: { uq_appeal_once: ['participant_id', 'subject'] },
    check: { ck_appeal_state: `"state" IN ('open', 'upheld', 'dismissed')` },
    foreign: {
      contest_id: CONTEST,
      participant_id: PARTICIPANT,
      contest_item_id: ['contest_item', 'id'],
      ruled_by: OPERATOR,
    },
    index: { ix_appeal_contest: ['contest_id'] },
  },
};

/** What happens to a result after play: points given by hand with a second person, and appeals. */
export class Corrections1770300000000 implements MigrationInterface {
  name = 'Corrections1770300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).toReversed()) await runner.dropTable(name);
  }
}
