import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import {
  flag,
  instant,
  instantOrNull,
  integer,
  integerOrNull,
  text,
  textOrNull,
} from '../../platform/database/columns.js';
import { ContestBranchEntity } from './contest-branch.entity.js';
import { ContestEntity } from './contest.entity.js';

@Entity('participant')
@Unique('uq_participant_token', ['tokenHash'])
@Unique('uq_participant_rejoin', ['contestId', 'rejoinDigest'])
@Unique('uq_participant_join', ['contestId', 'joinId'])
@Unique('uq_participant_name', ['contestId', 'branchId', 'name', 'nameOrdinal'])
@Unique('uq_participant_person', ['contestId', 'personId'])
@Check('ck_participant_entered_by', `"entered_by" IN ('self', 'assistant')`)
@Index('ix_participant_branch', ['branchId'])
export class ParticipantEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_participant' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_participant_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @Column(text)
  @ForeignKey(() => ContestBranchEntity, 'id', { name: 'fk_participant_branch' })
  branchId!: string;

  @Column(text)
  name!: string;

  /** 1 for the first of that name in the branch, 2 for the second, and so on. */
  @Column(integer)
  nameOrdinal!: number;

  @Column(text)
  tokenHash!: string;

  /** Keyed (entry/rejoin-code): a copy of the database opens no seat. */
  @Column(text)
  rejoinDigest!: string;

  /** Of the code that follows from the key; null where the code was made before codes followed from it. */
  @Column(integerOrNull)
  rejoinNumber!: number | null;

  /** Made by the client: a join whose ack was lost and that is sent again finds its own seat. */
  @Column(textOrNull)
  joinId!: string | null;

  /** Of the roster; null where somebody came in by name. */
  @Column(textOrNull)
  @ForeignKey('person', 'id', { name: 'fk_participant_person' })
  personId!: string | null;

  /** `assistant`: somebody else works the device, as the person asks. */
  @Column(text)
  enteredBy!: 'self' | 'assistant';

  @Column(text)
  locale!: 'zh-CN' | 'en';

  /** Made for a rehearsal. */
  @Column(flag)
  simulated!: boolean;

  @Column(instant)
  joinedAt!: number;

  @Column(instant)
  noticeConsentAt!: number;

  /** Which notice the page showed; null where it did not say so. */
  @Column(integerOrNull)
  noticeVersion!: number | null;

  @Column(instantOrNull)
  removedAt!: number | null;
}
