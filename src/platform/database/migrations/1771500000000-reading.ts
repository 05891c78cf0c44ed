import type { MigrationInterface, QueryRunner } from 'typeorm';

import { flag, instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const CAMPAIGN = ['reading_campaign', 'id', 'CASCADE'] as const;
const BOOK = ['book', 'id'] as const;
const PERSON = ['person', 'id'] as const;
const UNIT = ['unit', 'id'] as const;

/** Each table after those it points to. */
const TABLES: Readonly<Record<string, Plan>> = {
  reading_campaign: {
    key: ['id'],
    columns: {
      id: text,
      unit_id: text,
      name: text,
      introduction: longText,
      from_date: text,
      to_date: text,
      rule: longText,
      published_at: orNull(instant),
      created_at: instant,
      created_by: text,
    },
    foreign: { unit_id: UNIT },
    index: { ix_reading_campaign_unit: ['unit_id'] },
  },
  book: {
    key: ['id'],
    columns: {
      id: text,
      isbn: orNull(text),
      title: text,
      author: text,
      publisher: text,
      created_at: instant,
    },
    unique: { uq_book_isbn: ['isbn'] },
    index: { ix_book_title: ['title'] },
  },
  campaign_book: {
    key: ['id'],
    columns: { id: text, campaign_id: text, book_id: text, created_at: instant },
    unique: { uq_campaign_book: ['campaign_id', 'book_id'] },
    foreign: { campaign_id: CAMPAIGN, book_id: BOOK },
  },
  book_recommendation: {
    key: ['id'],
    columns: {
      id: text,
      campaign_id: text,
      book_id: text,
      person_id: orNull(text),
      unit_id: orNull(text),
      recommender: text,
      words: longText,
      created_at: instant,
    },
    foreign: { campaign_id: CAMPAIGN, book_id: BOOK, person_id: PERSON, unit_id: UNIT },
    index: { ix_book_recommendation: ['campaign_id', 'book_id'], ix_book_recommendation_person: ['person_id'] },
  },
  reading: {
    key: ['id'],
    columns: {
      id: text,
      campaign_id: text,
      person_id: text,
      unit_id: text,
      book_id: text,
      format: text,
      progress: integer,
      minutes: integer,
      finished_on: orNull(text),
      created_at: instant,
      changed_at: instant,
    },
    unique: { uq_reading: ['campaign_id', 'person_id', 'book_id'] },
    check: {
      ck_reading_format: `"format" IN ('print', 'e-book', 'audio', 'braille')`,
      ck_reading_progress: '"progress" BETWEEN 0 AND 100',
    },
    foreign: { campaign_id: CAMPAIGN, person_id: PERSON, unit_id: UNIT, book_id: BOOK },
    index: { ix_reading_person: ['person_id'], ix_reading_unit: ['campaign_id', 'unit_id'] },
  },
  reading_note: {
    key: ['id'],
    columns: { id: text, reading_id: text, place: text, words: longText, created_at: instant },
    foreign: { reading_id: ['reading', 'id', 'CASCADE'] },
    index: { ix_reading_note: ['reading_id'] },
  },
  reflection: {
    key: ['id'],
    columns: {
      id: text,
      campaign_id: text,
      person_id: text,
      unit_id: text,
      book_id: orNull(text),
      title: text,
      form: text,
      words: longText,
      transcript: longText,
      status: text,
      created_at: instant,
      changed_at: instant,
      submitted_at: orNull(instant),
      decided_at: orNull(instant),
      decided_by: orNull(text),
      return_reason: orNull(longText),
    },
    check: {
      ck_reflection_form: `"form" IN ('text', 'voice', 'sign-video')`,
      ck_reflection_status: `"status" IN ('draft', 'submitted', 'returned', 'approved', 'adopted')`,
    },
    foreign: { campaign_id: CAMPAIGN, person_id: PERSON, unit_id: UNIT, book_id: BOOK },
    index: { ix_reflection_status: ['campaign_id', 'status', 'submitted_at'], ix_reflection_person: ['person_id'] },
  },
  campaign_consent: {
    key: ['id'],
    columns: { id: text, campaign_id: text, person_id: text, show_name: flag, changed_at: instant },
    unique: { uq_campaign_consent: ['campaign_id', 'person_id'] },
    foreign: { campaign_id: CAMPAIGN, person_id: PERSON },
  },
};

/** Reading campaigns: books, who reads them, what they write about them. */
export class Reading1771500000000 implements MigrationInterface {
  name = 'Reading1771500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).reverse()) await runner.dropTable(name);
  }
}
