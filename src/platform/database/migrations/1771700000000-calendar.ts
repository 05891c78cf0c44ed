import type { MigrationInterface, QueryRunner } from 'typeorm';

import { flag, instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const TABLES: Readonly<Record<string, Plan>> = {
  calendar_node: {
    key: ['id'],
    columns: {
      id: text,
      name: text,
      rule: longText,
      content: longText,
      banks: longText,
      hidden: flag,
      changed_at: instant,
      changed_by: text,
    },
  },
  holiday_year: {
    key: ['year'],
    columns: { year: integer, source: text, changed_at: instant, changed_by: text },
  },
  holiday: {
    key: ['date'],
    columns: { date: text, year: integer, kind: text, name: text },
    check: { ck_holiday_kind: `"kind" IN ('off', 'work')` },
    foreign: { year: ['holiday_year', 'year', 'CASCADE'] },
    index: { ix_holiday_year: ['year'] },
  },
  calendar_feed: {
    key: ['id'],
    columns: { id: integer, number: integer, changed_at: instant, changed_by: orNull(text) },
    check: { ck_calendar_feed_single: '"id" = 1' },
  },
};

/** What was changed in the study calendar; what comes with the software stands in the code. */
export class Calendar1771700000000 implements MigrationInterface {
  name = 'Calendar1771700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).reverse()) await runner.dropTable(name);
  }
}
