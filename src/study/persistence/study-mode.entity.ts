import { Column, Entity, PrimaryColumn } from 'typeorm';

import { instant, integer, text, textOrNull } from '../../platform/database/columns.js';

@Entity('study_mode')
export class StudyModeEntity {
  /** A word for the five that came with the program, else a UUID; never changes. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_mode' })
  id!: string;

  @Column(integer)
  ordinal!: number;

  @Column(instant)
  createdAt!: number;

  /** The first day without it. */
  @Column(textOrNull)
  archivedOn!: string | null;
}
