import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import { instant, longText, text } from '../../platform/database/columns.js';

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

  @Column(instant)
  createdAt!: number;
}
