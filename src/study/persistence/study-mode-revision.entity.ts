import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, json, text, textOrNull } from '../../platform/database/columns.js';
import type { EvidenceField } from '../../core/study/types.js';

/** What a mode is called and asks for from a day on; rows are never changed. */
@Entity('study_mode_revision')
@Index('ix_study_mode_revision_mode', ['modeId'])
export class StudyModeRevisionEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_mode_revision' })
  id!: string;

  @Column(text)
  @ForeignKey('study_mode', 'id', { name: 'fk_study_mode_revision_mode' })
  modeId!: string;

  @Column(text)
  name!: string;

  @Column(text)
  meaning!: string;

  @Column(json)
  evidence!: readonly EvidenceField[];

  /** YYYY-MM-DD */
  @Column(text)
  effectiveFrom!: string;

  @Column(instant)
  createdAt!: number;

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_study_mode_revision_created_by' })
  createdBy!: string | null;
}
