import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, instantOrNull, text, textOrNull } from '../../platform/database/columns.js';
import { OperatorEntity } from './operator.entity.js';

@Entity('operator_session')
@Index('ix_operator_session_operator', ['operatorId'])
export class OperatorSessionEntity {
  /** A hash, so that a copy of the database opens no session. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator_session' })
  tokenHash!: string;

  @Column(text)
  @ForeignKey(() => OperatorEntity, 'id', { name: 'fk_operator_session_operator' })
  operatorId!: string;

  @Column(text)
  csrfToken!: string;

  @Column(instant)
  createdAt!: number;

  @Column(instant)
  lastSeenAt!: number;

  @Column(instant)
  expiresAt!: number;

  /** When a second factor was shown, ours or the provider's; null: none was. */
  @Column(instantOrNull)
  twoFactorsAt!: number | null;

  /** For its owner, who looks through the own sessions: where it was opened, and on what. */
  @Column(textOrNull)
  address!: string | null;

  @Column(textOrNull)
  device!: string | null;
}
