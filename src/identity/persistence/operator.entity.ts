import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, text } from '../../platform/database/columns.js';

/** Never deleted, only disabled: the record of who did what must keep its names. */
@Entity('operator')
@Unique('uq_operator_login', ['login'])
export class OperatorEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator' })
  id!: string;

  @Column(text)
  login!: string;

  @Column(text)
  displayName!: string;

  @Column(text)
  passwordHash!: string;

  @Column(instantOrNull)
  disabledAt!: number | null;

  @Column(instant)
  createdAt!: number;

  /** Null: the password was set by somebody else. */
  @Column(instantOrNull)
  passwordChangedAt!: number | null;

  @Column(instantOrNull)
  lastSignedInAt!: number | null;
}
