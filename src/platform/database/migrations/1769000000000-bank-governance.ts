import { TableColumn, TableForeignKey, type MigrationInterface, type QueryRunner } from 'typeorm';

import { readOldBanks, writeBanks } from './1769000000000-kept-banks.js';
import { flag, instant, integer, longText, orNull, tableOf, text, type Plan } from './table-plan.js';

const BANK = ['question_bank', 'id'] as const;
const BATCH = ['import_batch', 'id'] as const;
const ITEM = ['bank_item', 'id'] as const;
const OPERATOR = ['operator', 'id'] as const;
const STATUSES = `('draft', 'reviewed', 'published', 'retired')`;

/** Each table after those it points to. */
const TABLES: Readonly<Record<string, Plan>> = {
  question_bank: {
    key: ['id'],
    columns: {
      id: text,
      slug: text,
      title: text,
      description: longText,
      shipped: flag,
      created_at: instant,
      changed_at: instant,
    },
    unique: { uq_question_bank_slug: ['slug'] },
  },
  import_batch: {
    key: ['id'],
    columns: {
      id: text,
      bank_id: text,
      file_name: text,
      format: text,
      content_hash: text,
      operator_id: orNull(text),
      at: instant,
      loaded: integer,
      undone_at: orNull(instant),
      undone_by: orNull(text),
    },
    foreign: { bank_id: BANK, operator_id: OPERATOR, undone_by: OPERATOR },
    index: { ix_import_batch_bank: ['bank_id'] },
  },
  bank_item: {
    key: ['id'],
    columns: {
      id: text,
      bank_id: text,
      item_key: text,
      status: text,
      revision: integer,
      words_hash: text,
      batch_id: orNull(text),
      withdrawn_at: orNull(instant),
      changed_at: instant,
    },
    unique: { uq_bank_item_key: ['bank_id', 'item_key'] },
    check: { ck_bank_item_status: `"status" IN ${STATUSES}` },
    foreign: { bank_id: BANK, batch_id: BATCH },
    index: { ix_bank_item_words: ['bank_id', 'words_hash'], ix_bank_item_batch: ['batch_id'] },
  },
  bank_item_revision: {
    key: ['id'],
    columns: {
      id: text,
      item_id: text,
      number: integer,
      kind: text,
      select_mode: orNull(text),
      difficulty: orNull(integer),
      tags: longText,
      valid_until: orNull(text),
      key_hash: orNull(text),
      sourceless: flag,
      media_incomplete: flag,
      search_text: longText,
      content: longText,
      content_hash: text,
      operator_id: orNull(text),
      at: instant,
    },
    unique: { uq_bank_item_revision_number: ['item_id', 'number'] },
    check: {
      ck_bank_item_revision_kind: `"kind" IN ('true-false', 'choice', 'fill-in', 'ordering', 'matching', 'short-answer')`,
      ck_bank_item_revision_select_mode: `"select_mode" IN ('single', 'multiple')`,
    },
    foreign: { item_id: ITEM, operator_id: OPERATOR },
  },
  bank_item_change: {
    key: ['id'],
    columns: {
      id: text,
      item_id: text,
      action: text,
      revision: integer,
      status: text,
      note: orNull(text),
      batch_id: orNull(text),
      operator_id: orNull(text),
      at: instant,
    },
    check: {
      ck_bank_item_change_action: `"action" IN ('created', 'edited', 'status', 'withdrawn')`,
      ck_bank_item_change_status: `"status" IN ${STATUSES}`,
    },
    foreign: { item_id: ITEM, batch_id: BATCH, operator_id: OPERATOR },
    index: { ix_bank_item_change_item: ['item_id'], ix_bank_item_change_batch: ['batch_id'] },
  },
  item_measure: {
    key: ['revision_id', 'contest_id'],
    columns: {
      revision_id: text,
      contest_id: text,
      responses: integer,
      sum_earned: instant,
      sum_earned_squared: instant,
      sum_rest: instant,
      sum_rest_squared: instant,
      sum_product: instant,
    },
    foreign: { revision_id: ['bank_item_revision', 'id'], contest_id: ['contest', 'id', 'CASCADE'] },
    index: { ix_item_measure_contest: ['contest_id'] },
  },
};

const CONTEST_ITEM_KEY = 'fk_contest_item_bank_item';

/**
 * Items get a life of their own: a status, revisions, a history; banks may be written here and imported. Until now all
 * banks came from files, as whole revisions; what they hold is published.
 */
export class BankGovernance1769000000000 implements MigrationInterface {
  name = 'BankGovernance1769000000000';

  async up(runner: QueryRunner): Promise<void> {
    const old = await readOldBanks(runner);
    await runner.dropForeignKey('contest_item', CONTEST_ITEM_KEY);
    for (const name of ['bank_item', 'bank_revision', 'question_bank']) await runner.dropTable(name);
    for (const [name, plan] of Object.entries(TABLES)) await runner.createTable(tableOf(name, plan));
    await writeBanks(runner, old);
    await runner.createForeignKey(
      'contest_item',
      new TableForeignKey({
        name: CONTEST_ITEM_KEY,
        columnNames: ['bank_item_id'],
        referencedTableName: 'bank_item_revision',
        referencedColumnNames: ['id'],
        onDelete: 'NO ACTION',
      }),
    );
    await runner.addColumn('contest_round', new TableColumn({ name: 'draw', ...orNull(longText) }));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Histories and drafts have no place in the first schema: restore the backup.'));
  }
}
