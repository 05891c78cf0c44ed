import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import { flag, instant, longText, text } from '../../platform/database/columns.js';

@Entity('question_bank')
@Unique('uq_question_bank_slug', ['slug'])
export class QuestionBankEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_question_bank' })
  id!: string;

  @Column(text)
  slug!: string;

  @Column(text)
  title!: string;

  @Column(longText)
  description!: string;

  /** Follows its file under QUESTION_BANKS_DIR; nothing in it is edited here. */
  @Column(flag)
  shipped!: boolean;

  @Column(instant)
  createdAt!: number;

  /** Of the bank or of anything in it. */
  @Column(instant)
  changedAt!: number;
}
