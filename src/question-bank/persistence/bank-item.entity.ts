import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, integer, text, textOrNull } from '../../platform/database/columns.js';
import type { BankItemStatus } from '../../protocol/question-bank.js';
import { ImportBatchEntity } from './import-batch.entity.js';
import { QuestionBankEntity } from './question-bank.entity.js';

/** An item through its life; what it says is in its revisions. */
@Entity('bank_item')
@Unique('uq_bank_item_key', ['bankId', 'itemKey'])
@Index('ix_bank_item_words', ['bankId', 'wordsHash'])
@Index('ix_bank_item_batch', ['batchId'])
@Check('ck_bank_item_status', `"status" IN ('draft', 'reviewed', 'published', 'retired')`)
export class BankItemEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_bank_item' })
  id!: string;

  @Column(text)
  @ForeignKey(() => QuestionBankEntity, 'id', { name: 'fk_bank_item_bank' })
  bankId!: string;

  /** The author's id of the item, stable over revisions and the same on every server. */
  @Column(text)
  itemKey!: string;

  @Column(text)
  status!: BankItemStatus;

  /** Number of the current revision; every edit counts it up, which makes it the compare-and-set of edits. */
  @Column(integer)
  revision!: number;

  /** Hex SHA-256 of the current revision's kind, stem and choices, normalised: the same words, the same item. */
  @Column(text)
  wordsHash!: string;

  /** The import that added or last changed it; null: written here, or shipped. */
  @Column(textOrNull)
  @ForeignKey(() => ImportBatchEntity, 'id', { name: 'fk_bank_item_batch' })
  batchId!: string | null;

  /** Its import was undone: it is in no list and no draw, its rows stay. */
  @Column(instantOrNull)
  withdrawnAt!: number | null;

  @Column(instant)
  changedAt!: number;
}
