import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { instant, integer, text } from '../../platform/database/columns.js';
import { QuestionBankEntity } from './question-bank.entity.js';

/** Immutable: importing the same content again finds the revision by its hash instead of making another. */
@Entity('bank_revision')
@Unique('uq_bank_revision_content', ['bankId', 'contentHash'])
@Unique('uq_bank_revision_number', ['bankId', 'number'])
export class BankRevisionEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_bank_revision' })
  id!: string;

  @Column(text)
  @ForeignKey(() => QuestionBankEntity, 'id', { name: 'fk_bank_revision_bank' })
  bankId!: string;

  @Column(integer)
  number!: number;

  @Column(text)
  contentHash!: string;

  @Column(instant)
  createdAt!: number;
}
