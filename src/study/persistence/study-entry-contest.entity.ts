import { Column, Entity, PrimaryColumn } from 'typeorm';

import { instant, text } from '../../platform/database/columns.js';

/** A contest whose result is final and stands in the ledgers; what a branch took out is not put in again. */
@Entity('study_entry_contest')
export class StudyEntryContestEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_entry_contest' })
  contestId!: string;

  @Column(instant)
  writtenAt!: number;
}
