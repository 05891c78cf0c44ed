import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { Response } from '../../core/item/types.js';
import { instant, integer, integerOrNull, json, text, textOrNull } from '../../platform/database/columns.js';
import { ContestItemEntity } from './contest-item.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ParticipantEntity } from './participant.entity.js';

/** Insert-only. Each participant responds once to each opening of an item, and each submission is stored once. */
@Entity('response')
@Unique('uq_response_submission', ['submissionId'])
@Unique('uq_response_once', ['contestItemId', 'opening', 'participantId'])
@Index('ix_response_contest', ['contestId'])
@Index('ix_response_participant', ['participantId'])
export class ResponseEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_response' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_response_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @Column(text)
  @ForeignKey(() => ContestItemEntity, 'id', { name: 'fk_response_contest_item' })
  contestItemId!: string;

  /** From 1. */
  @Column(integer)
  opening!: number;

  @Column(text)
  @ForeignKey(() => ParticipantEntity, 'id', { name: 'fk_response_participant' })
  participantId!: string;

  @Column(text)
  submissionId!: string;

  @Column(json)
  response!: Response;

  @Column(instant)
  receivedAt!: number;

  /** Own limit and time used, only where speed counts, so that a withdrawal of needs changes no result. */
  @Column(integerOrNull)
  ownLimitMs!: number | null;

  @Column(integerOrNull)
  elapsedMs!: number | null;

  /** The commit that it came with, by which the audit log vouches for it. Null: from before there was one. */
  @Column(textOrNull)
  batch!: string | null;
}
