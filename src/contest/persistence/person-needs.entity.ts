import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { instant, integerOrNull, longText, text } from '../../platform/database/columns.js';

/** Of somebody on the roster, in every contest that they enter by their code. Withdrawing consent deletes the row. */
@Entity('person_needs')
export class PersonNeedsEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_person_needs' })
  @ForeignKey('person', 'id', { name: 'fk_person_needs_person', onDelete: 'CASCADE' })
  personId!: string;

  @Column(longText)
  needsEncrypted!: string;

  @Column(instant)
  consentAt!: number;

  @Column(integerOrNull)
  noticeVersion!: number | null;

  @Column(instant)
  updatedAt!: number;
}
