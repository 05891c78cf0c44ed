import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { instant, integer, json, longTextOrNull, text, textOrNull } from '../../platform/database/columns.js';
import type { Action } from '../../core/study/entry.js';
import type { Change } from '../../core/study/merge.js';

/** A step in the life of an entry. Rows are only added; the texts of one who was erased are taken out. */
@Entity('study_entry_change')
@Unique('uq_study_entry_change', ['entryId', 'version'])
export class StudyEntryChangeEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_entry_change' })
  id!: string;

  @Column(text)
  @ForeignKey('study_entry', 'id', { name: 'fk_study_entry_change_entry', onDelete: 'CASCADE' })
  entryId!: string;

  @Column(integer)
  version!: number;

  @Column(text)
  action!: 'create' | Action;

  @Column(json)
  changes!: readonly Change[];

  @Column(longTextOrNull)
  reason!: string | null;

  @Column(instant)
  at!: number;

  @Column(text)
  byKind!: 'operator' | 'member' | 'server';

  @Column(textOrNull)
  by!: string | null;
}
