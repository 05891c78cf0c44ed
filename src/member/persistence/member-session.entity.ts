import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { instant, text } from '../../platform/database/columns.js';
import type { MemberDevice } from '../../protocol/member.js';
import { MemberAccessEntity } from './member-access.entity.js';

/** One browser in which a member has entered; ended ones are deleted. */
@Entity('member_session')
@Unique('uq_member_session_token', ['tokenHash'])
@Index('ix_member_session_person', ['personId'])
@Check('ck_member_session_device', `"device" IN ('phone', 'tablet', 'computer')`)
export class MemberSessionEntity {
  /** By which its owner names it; it opens nothing. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_member_session' })
  id!: string;

  @Column(text)
  tokenHash!: string;

  @Column(text)
  @ForeignKey(() => MemberAccessEntity, 'personId', { name: 'fk_member_session_person', onDelete: 'CASCADE' })
  personId!: string;

  @Column(text)
  csrfToken!: string;

  @Column(text)
  device!: MemberDevice;

  @Column(instant)
  createdAt!: number;

  @Column(instant)
  lastSeenAt!: number;

  @Column(instant)
  expiresAt!: number;
}
