import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { instant, instantOrNull, integerOrNull, longText, text } from '../../platform/database/columns.js';
import { OperatorEntity } from './operator.entity.js';

/** The secret of an operator's one-time codes, encrypted (FieldCipher). */
@Entity('operator_totp')
export class OperatorTotpEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator_totp' })
  @ForeignKey(() => OperatorEntity, 'id', { name: 'fk_operator_totp_operator' })
  operatorId!: string;

  @Column(longText)
  secretEncrypted!: string;

  @Column(instant)
  createdAt!: number;

  /** Null: shown, but no code has come back yet; sign-in does not ask for one. */
  @Column(instantOrNull)
  confirmedAt!: number | null;

  /** Of the last code taken: a code opens one door once. */
  @Column(integerOrNull)
  lastStep!: number | null;
}
