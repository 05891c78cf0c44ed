import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { text } from '../../platform/database/columns.js';

/** A mode of an entry, under the name that it had on the entry's day. */
@Entity('study_entry_mode')
@Unique('uq_study_entry_mode', ['entryId', 'modeId'])
@Index('ix_study_entry_mode_mode', ['modeId', 'entryId'])
export class StudyEntryModeEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_entry_mode' })
  id!: string;

  @Column(text)
  @ForeignKey('study_entry', 'id', { name: 'fk_study_entry_mode_entry', onDelete: 'CASCADE' })
  entryId!: string;

  @Column(text)
  @ForeignKey('study_mode', 'id', { name: 'fk_study_entry_mode_mode' })
  modeId!: string;

  @Column(text)
  label!: string;
}
