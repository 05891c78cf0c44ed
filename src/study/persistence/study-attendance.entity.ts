import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { integerOrNull, text, textOrNull } from '../../platform/database/columns.js';
import type { Channel, MakeUpForm, Reason, State } from '../../core/study/types.js';

/** 应到 = present + absent; 实到 = present; 列席 = observer. */
@Entity('study_attendance')
@Unique('uq_study_attendance', ['entryId', 'personId'])
@Index('ix_study_attendance_person', ['personId', 'entryId'])
@Check('ck_study_attendance_state', `"state" IN ('present', 'absent', 'observer')`)
export class StudyAttendanceEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_attendance' })
  id!: string;

  @Column(text)
  @ForeignKey('study_entry', 'id', { name: 'fk_study_attendance_entry', onDelete: 'CASCADE' })
  entryId!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_study_attendance_person' })
  personId!: string;

  @Column(text)
  state!: State;

  /** Never leaves the branch. */
  @Column(textOrNull)
  reason!: Reason | null;

  /** Where it is other than that of the entry. */
  @Column(integerOrNull)
  minutes!: number | null;

  /** 补学 */
  @Column(textOrNull)
  madeUpOn!: string | null;

  @Column(textOrNull)
  madeUpChannel!: Channel | null;

  @Column(textOrNull)
  madeUpForm!: MakeUpForm | null;
}
