import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import {
  instant,
  instantOrNull,
  integer,
  integerOrNull,
  json,
  text,
  textOrNull,
} from '../../../platform/database/columns.js';
import type { PackageBody, StudyExportKind } from '../../../protocol/study-export.js';

/** A file that somebody asked for; the file itself lies in the data folder for some days. */
@Entity('study_export')
@Index('ix_study_export_unit', ['unitId', 'createdAt'])
@Check('ck_study_export_state', `"state" IN ('running', 'done', 'failed')`)
export class StudyExportEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_export' })
  id!: string;

  @Column(text)
  kind!: StudyExportKind;

  @Column(text)
  @ForeignKey('unit', 'id', { name: 'fk_study_export_unit' })
  unitId!: string;

  @Column(integer)
  year!: number;

  @Column(integerOrNull)
  month!: number | null;

  @Column(json)
  options!: { readonly below: boolean; readonly package: PackageBody | null };

  @Column(text)
  state!: 'running' | 'done' | 'failed';

  @Column(textOrNull)
  fileName!: string | null;

  @Column(integerOrNull)
  bytes!: number | null;

  @Column(instant)
  createdAt!: number;

  @Column(text)
  @ForeignKey('operator', 'id', { name: 'fk_study_export_created_by' })
  createdBy!: string;

  @Column(instantOrNull)
  finishedAt!: number | null;
}
