import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { text } from '../../platform/database/columns.js';

/** A content group of an entry, under the name that it had then. */
@Entity('study_entry_group')
@Unique('uq_study_entry_group', ['entryId', 'groupId'])
@Index('ix_study_entry_group_group', ['groupId', 'entryId'])
export class StudyEntryGroupEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_entry_group' })
  id!: string;

  @Column(text)
  @ForeignKey('study_entry', 'id', { name: 'fk_study_entry_group_entry', onDelete: 'CASCADE' })
  entryId!: string;

  @Column(text)
  @ForeignKey('content_group', 'id', { name: 'fk_study_entry_group_group' })
  groupId!: string;

  @Column(text)
  label!: string;
}
