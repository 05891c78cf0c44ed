import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { Points } from '../../core/item/types.js';
import type { Adjustment } from '../../core/ranking/types.js';
import { instant, instantOrNull, integer, integerOrNull, text, textOrNull } from '../../platform/database/columns.js';
import { ContestBranchEntity } from './contest-branch.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ParticipantEntity } from './participant.entity.js';

/** Points given or taken by hand. They count once another person than the one who proposed them has confirmed them. */
@Entity('points_adjustment')
@Check('ck_points_adjustment_state', `"state" IN ('proposed', 'confirmed', 'rejected')`)
@Check('ck_points_adjustment_subject', `("participant_id" IS NULL) <> ("branch_id" IS NULL)`)
@Check('ck_points_adjustment_second', `"decided_by" IS NULL OR "decided_by" <> "proposed_by" OR "state" = 'rejected'`)
@Index('ix_points_adjustment_contest', ['contestId'])
export class PointsAdjustmentEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_points_adjustment' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_points_adjustment_contest', onDelete: 'CASCADE' })
  contestId!: string;

  /** One of the two. */
  @Column(textOrNull)
  @ForeignKey(() => ParticipantEntity, 'id', { name: 'fk_points_adjustment_participant' })
  participantId!: string | null;

  @Column(textOrNull)
  @ForeignKey(() => ContestBranchEntity, 'id', { name: 'fk_points_adjustment_branch' })
  branchId!: string | null;

  /** Hundredths; negative where taken. */
  @Column(integer)
  points!: Points;

  @Column(text)
  reason!: string;

  @Column(text)
  @ForeignKey('operator', 'id', { name: 'fk_points_adjustment_proposed_by' })
  proposedBy!: string;

  @Column(instant)
  proposedAt!: number;

  @Column(text)
  state!: 'proposed' | 'confirmed' | 'rejected';

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_points_adjustment_decided_by' })
  decidedBy!: string | null;

  @Column(instantOrNull)
  decidedAt!: number | null;

  /** Version of the contest when it was confirmed, so that a frozen board is the same after a restart. */
  @Column(integerOrNull)
  version!: number | null;
}

export function adjustmentOf({ participantId, branchId, points }: PointsAdjustmentEntity): Adjustment {
  return participantId === null
    ? { subject: 'branch', subjectId: branchId ?? '', points }
    : { subject: 'participant', subjectId: participantId, points };
}
