import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, json, longTextOrNull, text, textOrNull } from '../../platform/database/columns.js';

/** A setting from a day on; rows are never changed. */
@Entity('study_setting')
@Index('ix_study_setting_name', ['name', 'effectiveFrom'])
export class StudySettingEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_setting' })
  id!: string;

  @Column(text)
  name!: string;

  @Column(json)
  value!: object | string | number | boolean;

  /** YYYY-MM-DD */
  @Column(text)
  effectiveFrom!: string;

  @Column(instant)
  createdAt!: number;

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_study_setting_created_by' })
  createdBy!: string | null;

  /** Of a guard-rail that was switched on. */
  @Column(textOrNull)
  approvedBy!: string | null;

  @Column(longTextOrNull)
  reason!: string | null;
}
