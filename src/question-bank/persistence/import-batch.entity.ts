import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, instantOrNull, integer, text, textOrNull } from '../../platform/database/columns.js';
import { QuestionBankEntity } from './question-bank.entity.js';

/** One file that was loaded into a bank. */
@Entity('import_batch')
@Index('ix_import_batch_bank', ['bankId'])
export class ImportBatchEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_import_batch' })
  id!: string;

  @Column(text)
  @ForeignKey(() => QuestionBankEntity, 'id', { name: 'fk_import_batch_bank' })
  bankId!: string;

  @Column(text)
  fileName!: string;

  /** As recognised from the content; a Format of src/core/question-bank/formats. */
  @Column(text)
  format!: string;

  /** Hex SHA-256 of the file. */
  @Column(text)
  contentHash!: string;

  /** Null: the server itself (command line). */
  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_import_batch_operator' })
  operatorId!: string | null;

  @Column(instant)
  at!: number;

  /** Items that it added or changed. */
  @Column(integer)
  loaded!: number;

  @Column(instantOrNull)
  undoneAt!: number | null;

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_import_batch_undone_by' })
  undoneBy!: string | null;
}
