import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { instant, integer, json, longText, text } from '../../platform/database/columns.js';
import type { Change } from '../../core/study/merge.js';

/** 更正单: what a locked entry said and says now. Rows are only added. */
@Entity('study_entry_correction')
@Unique('uq_study_entry_correction', ['entryId', 'number'])
export class StudyEntryCorrectionEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_entry_correction' })
  id!: string;

  @Column(text)
  @ForeignKey('study_entry', 'id', { name: 'fk_study_entry_correction_entry' })
  entryId!: string;

  /** From 1. */
  @Column(integer)
  number!: number;

  /** That of the entry with it. */
  @Column(integer)
  version!: number;

  @Column(json)
  changes!: readonly Change[];

  @Column(longText)
  reason!: string;

  @Column(instant)
  at!: number;

  @Column(text)
  @ForeignKey('operator', 'id', { name: 'fk_study_entry_correction_by' })
  by!: string;
}
