import type { MigrationInterface, QueryRunner } from 'typeorm';

import { flag, instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const CONTEST = ['contest', 'id', 'CASCADE'] as const;
const OPERATOR = ['operator', 'id'] as const;

/** Each table after those it points to. A foreign key is named fk_<table>_<column without _id>. */
const TABLES: Readonly<Record<string, Plan>> = {
  operator: {
    key: ['id'],
    columns: {
      id: text,
      login: text,
      display_name: text,
      role: text,
      password_hash: text,
      disabled_at: orNull(instant),
      created_at: instant,
    },
    unique: { uq_operator_login: ['login'] },
    check: { ck_operator_role: `"role" IN ('administrator', 'host')` },
  },
  operator_session: {
    key: ['token_hash'],
    columns: {
      token_hash: text,
      operator_id: text,
      csrf_token: text,
      created_at: instant,
      last_seen_at: instant,
      expires_at: instant,
    },
    foreign: { operator_id: OPERATOR },
    index: { ix_operator_session_operator: ['operator_id'] },
  },
  sign_in_delay: {
    key: ['key'],
    columns: { key: text, failures: integer, last_failed_at: instant, blocked_until: instant },
  },
  setting: { key: ['name'], columns: { name: text, value: longText } },
  operator_action: {
    key: ['id'],
    columns: {
      id: text,
      contest_id: orNull(text),
      operator_id: orNull(text),
      action: text,
      detail: longText,
      at: instant,
    },
    foreign: { operator_id: OPERATOR },
    index: { ix_operator_action_contest: ['contest_id', 'at'] },
  },
  question_bank: {
    key: ['id'],
    columns: { id: text, slug: text, title: text, description: longText, created_at: instant },
    unique: { uq_question_bank_slug: ['slug'] },
  },
  bank_revision: {
    key: ['id'],
    columns: { id: text, bank_id: text, number: integer, content_hash: text, created_at: instant },
    unique: {
      uq_bank_revision_content: ['bank_id', 'content_hash'],
      uq_bank_revision_number: ['bank_id', 'number'],
    },
    foreign: { bank_id: ['question_bank', 'id'] },
  },
  bank_item: {
    key: ['id'],
    columns: {
      id: text,
      revision_id: text,
      item_key: text,
      kind: text,
      select_mode: orNull(text),
      difficulty: integer,
      tags: longText,
      content: longText,
    },
    unique: { uq_bank_item_key: ['revision_id', 'item_key'] },
    check: {
      ck_bank_item_kind: `"kind" IN ('true-false', 'choice', 'fill-in', 'ordering', 'matching', 'short-answer')`,
      ck_bank_item_select_mode: `"select_mode" IN ('single', 'multiple')`,
    },
    foreign: { revision_id: ['bank_revision', 'id'] },
  },
  contest: {
    key: ['id'],
    columns: {
      id: text,
      title: text,
      kind: text,
      rehearsal_of: orNull(text),
      pin: text,
      screen_key: text,
      seed: text,
      settings: longText,
      phase: text,
      version: integer,
      created_by: orNull(text),
      created_at: instant,
      archived_at: orNull(instant),
    },
    unique: { uq_contest_pin: ['pin'] },
    check: {
      ck_contest_kind: `"kind" IN ('regular', 'demo', 'rehearsal')`,
      ck_contest_phase: `"phase" IN ('draft', 'lobby', 'introducing', 'presenting', 'open', 'closed', 'revealed', 'ended', 'finalized')`,
    },
    foreign: { rehearsal_of: ['contest', 'id', 'SET NULL'], created_by: OPERATOR },
  },
  contest_branch: {
    key: ['id'],
    columns: { id: text, contest_id: text, ordinal: integer, name: text, expected: orNull(integer) },
    unique: { uq_contest_branch_name: ['contest_id', 'name'] },
    foreign: { contest_id: CONTEST },
  },
  contest_round: {
    key: ['id'],
    columns: { id: text, contest_id: text, ordinal: integer, title: text, warm_up: flag },
    foreign: { contest_id: CONTEST },
    index: { ix_contest_round_contest: ['contest_id'] },
  },
  contest_item: {
    key: ['id'],
    columns: {
      id: text,
      contest_id: text,
      round_id: text,
      ordinal: integer,
      bank_item_id: orNull(text),
      content: longText,
      points: integer,
      time_limit_ms: integer,
    },
    foreign: { contest_id: CONTEST, round_id: ['contest_round', 'id'], bank_item_id: ['bank_item', 'id'] },
    index: { ix_contest_item_contest: ['contest_id'], ix_contest_item_round: ['round_id'] },
  },
  contest_event: {
    key: ['contest_id', 'version'],
    columns: {
      contest_id: text,
      version: integer,
      type: text,
      payload: longText,
      operator_id: orNull(text),
      at: instant,
    },
    foreign: { contest_id: CONTEST, operator_id: OPERATOR },
  },
  participant: {
    key: ['id'],
    columns: {
      id: text,
      contest_id: text,
      branch_id: text,
      name: text,
      name_ordinal: integer,
      token_hash: text,
      rejoin_code: text,
      join_id: orNull(text),
      locale: text,
      simulated: flag,
      joined_at: instant,
      notice_consent_at: instant,
      removed_at: orNull(instant),
    },
    unique: {
      uq_participant_token: ['token_hash'],
      uq_participant_rejoin: ['contest_id', 'rejoin_code'],
      uq_participant_join: ['contest_id', 'join_id'],
      uq_participant_name: ['contest_id', 'branch_id', 'name', 'name_ordinal'],
    },
    foreign: { contest_id: CONTEST, branch_id: ['contest_branch', 'id'] },
    index: { ix_participant_branch: ['branch_id'] },
  },
  participant_needs: {
    key: ['participant_id'],
    columns: { participant_id: text, needs_encrypted: longText, consent_at: instant, updated_at: instant },
    foreign: { participant_id: ['participant', 'id', 'CASCADE'] },
  },
  response: {
    key: ['id'],
    columns: {
      id: text,
      contest_id: text,
      contest_item_id: text,
      opening: integer,
      participant_id: text,
      submission_id: text,
      response: longText,
      received_at: instant,
      own_limit_ms: orNull(integer),
      elapsed_ms: orNull(integer),
    },
    unique: {
      uq_response_submission: ['submission_id'],
      uq_response_once: ['contest_item_id', 'opening', 'participant_id'],
    },
    foreign: {
      contest_id: CONTEST,
      contest_item_id: ['contest_item', 'id'],
      participant_id: ['participant', 'id'],
    },
    index: { ix_response_contest: ['contest_id'], ix_response_participant: ['participant_id'] },
  },
  caption: {
    key: ['contest_id', 'sequence'],
    columns: { contest_id: text, sequence: integer, text: longText, at: instant },
    foreign: { contest_id: CONTEST },
  },
  heartbeat: { key: ['id'], columns: { id: integer, at: instant }, check: { ck_heartbeat_single: '"id" = 1' } },
  feedback: {
    key: ['id'],
    columns: { id: text, text: longText, contact: orNull(text), page: orNull(text), created_at: instant },
  },
};

/** The schema of the first release. Never edited once shipped; a change is another migration. */
export class FirstSchema1767600000000 implements MigrationInterface {
  name = 'FirstSchema1767600000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).reverse()) await runner.dropTable(name);
  }
}
