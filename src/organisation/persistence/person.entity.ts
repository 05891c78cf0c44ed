import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, text, textOrNull } from '../../platform/database/columns.js';

@Entity('person')
@Unique('uq_person_staff_code', ['staffCode'])
export class PersonEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_person' })
  id!: string;

  @Column(text)
  name!: string;

  /** The organisation's own number of this person; never an identity card's. */
  @Column(textOrNull)
  staffCode!: string | null;

  @Column(instant)
  createdAt!: number;

  @Column(instantOrNull)
  erasedAt!: number | null;
}
