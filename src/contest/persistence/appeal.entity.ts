import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, integerOrNull, longText, text, textOrNull } from '../../platform/database/columns.js';
import { ContestItemEntity } from './contest-item.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ParticipantEntity } from './participant.entity.js';

/** 申诉: once for each item and once for the result as a whole. */
@Entity('appeal')
@Unique('uq_appeal_once', ['participantId', 'subject'])
@Check('ck_appeal_state', `"state" IN ('open', 'upheld', 'dismissed')`)
@Index('ix_appeal_contest', ['contestId'])
export class AppealEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_appeal' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_appeal_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @Column(text)
  @ForeignKey(() => ParticipantEntity, 'id', { name: 'fk_appeal_participant' })
  participantId!: string;

  /** The item's id, or `result`: a null would not count as the same for the constraint. */
  @Column(text)
  subject!: string;

  @Column(textOrNull)
  @ForeignKey(() => ContestItemEntity, 'id', { name: 'fk_appeal_contest_item' })
  contestItemId!: string | null;

  @Column(longText)
  text!: string;

  @Column(instant)
  filedAt!: number;

  @Column(text)
  state!: 'open' | 'upheld' | 'dismissed';

  @Column({ ...longText, nullable: true })
  ruling!: string | null;

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_appeal_ruled_by' })
  ruledBy!: string | null;

  @Column(instantOrNull)
  ruledAt!: number | null;

  /** What was done about it: the version of the event of a correction. */
  @Column(integerOrNull)
  correction!: number | null;

  /** Or points by hand. */
  @Column(textOrNull)
  adjustmentId!: string | null;
}
