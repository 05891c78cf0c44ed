import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

/** Each table after those it points to. */
const TABLES: Readonly<Record<string, Plan>> = {
  wrong_item_subject: {
    key: ['id'],
    columns: { id: text, item: longText, topic: text, contest_title: text, at: instant },
  },
  wrong_item_figure: {
    key: ['contest_id', 'unit_id', 'subject_id'],
    columns: {
      contest_id: text,
      unit_id: text,
      subject_id: text,
      at: instant,
      seen: integer,
      wrong: integer,
    },
    foreign: { subject_id: ['wrong_item_subject', 'id'] },
    index: { ix_wrong_item_figure_unit: ['unit_id', 'at'] },
  },
  wrong_item: {
    key: ['id'],
    columns: {
      id: text,
      person_id: text,
      subject_id: text,
      first_wrong_at: instant,
      last_wrong_at: instant,
      card: longText,
      due_at: instant,
      aside_at: orNull(instant),
    },
    unique: { uq_wrong_item_subject: ['person_id', 'subject_id'] },
    foreign: { subject_id: ['wrong_item_subject', 'id'] },
    index: { ix_wrong_item_due: ['person_id', 'due_at'] },
  },
  wrong_item_review: {
    key: ['id'],
    columns: { id: text, wrong_item_id: text, at: instant, outcome: text },
    foreign: { wrong_item_id: ['wrong_item', 'id', 'CASCADE'] },
    index: { ix_wrong_item_review_item: ['wrong_item_id'] },
  },
  wrong_item_contest: { key: ['contest_id'], columns: { contest_id: text, written_at: instant } },
};

/** What people got wrong, to be tried again; and how units did item by item, without persons. */
export class WrongItems1771400000000 implements MigrationInterface {
  name = 'WrongItems1771400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).toReversed()) await runner.dropTable(name);
  }
}
