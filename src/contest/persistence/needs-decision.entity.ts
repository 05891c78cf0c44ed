import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { instant, text } from '../../platform/database/columns.js';
import { ContestEntity } from './contest.entity.js';

/** On more time in one contest. It says nothing of how much; needs that are withdrawn take it along. */
@Entity('needs_decision')
@Check('ck_needs_decision_state', `"state" IN ('approved', 'refused')`)
export class NeedsDecisionEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_needs_decision' })
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_needs_decision_contest', onDelete: 'CASCADE' })
  contestId!: string;

  /** Of a person; of a participant who is none of the roster. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_needs_decision' })
  subjectId!: string;

  @Column(text)
  state!: 'approved' | 'refused';

  @Column(text)
  @ForeignKey('operator', 'id', { name: 'fk_needs_decision_decided_by' })
  decidedBy!: string;

  @Column(instant)
  decidedAt!: number;
}
