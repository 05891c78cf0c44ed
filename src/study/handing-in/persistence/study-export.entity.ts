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
/** What the file says of persons. */
export interface ExportSight {
  /** The unit whose people it may name with their hours; null: all of them. */
  readonly named: string | null;
  /** Whether it may tell what the people of the unit come to together. */
  readonly figures: boolean;
}

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
  options!: { readonly below: boolean; readonly package: PackageBody | null; readonly sight?: ExportSight };

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

  /** The start of the node that makes it, where there are several; the progress is told to the others. */
  @Column(textOrNull)
  heldBy!: string | null;

  @Column(integerOrNull)
  progressDone!: number | null;

  @Column(integerOrNull)
  progressOf!: number | null;

  /** When it went because it named somebody who was erased. */
  @Column(instantOrNull)
  erasureAt!: number | null;
}
