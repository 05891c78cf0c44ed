import { Column, Entity, PrimaryColumn } from 'typeorm';

import { instant, longText, text, textOrNull } from '../../platform/database/columns.js';

@Entity('feedback')
export class FeedbackEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_feedback' })
  id!: string;

  @Column(longText)
  text!: string;

  @Column(textOrNull)
  contact!: string | null;

  @Column(textOrNull)
  page!: string | null;

  @Column(instant)
  createdAt!: number;
}
