import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, integer, text, textOrNull } from '../../platform/database/columns.js';
import type { BankItemStatus } from '../../protocol/question-bank.js';
import { BankItemEntity } from './bank-item.entity.js';
import { ImportBatchEntity } from './import-batch.entity.js';

/** Append-only: what was done to an item, by whom. */
@Entity('bank_item_change')
@Index('ix_bank_item_change_item', ['itemId'])
@Index('ix_bank_item_change_batch', ['batchId'])
@Check('ck_bank_item_change_action', `"action" IN ('created', 'edited', 'status', 'withdrawn')`)
@Check('ck_bank_item_change_status', `"status" IN ('draft', 'reviewed', 'published', 'retired')`)
export class BankItemChangeEntity {
  /** In the order of time. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_bank_item_change' })
  id!: string;

  @Column(text)
  @ForeignKey(() => BankItemEntity, 'id', { name: 'fk_bank_item_change_item' })
  itemId!: string;

  @Column(text)
  action!: 'created' | 'edited' | 'status' | 'withdrawn';

  /** Number of the revision and status after the change. */
  @Column(integer)
  revision!: number;

  @Column(text)
  status!: BankItemStatus;

  @Column(textOrNull)
  note!: string | null;

  @Column(textOrNull)
  @ForeignKey(() => ImportBatchEntity, 'id', { name: 'fk_bank_item_change_batch' })
  batchId!: string | null;

  /** Null: the server itself (shipped banks, command line). */
  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_bank_item_change_operator' })
  operatorId!: string | null;

  @Column(instant)
  at!: number;
}
