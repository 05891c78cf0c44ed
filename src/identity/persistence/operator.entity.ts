import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, text } from '../../platform/database/columns.js';
import type { OperatorRole } from '../../protocol/rest.js';

/** Never deleted, only disabled: the record of who did what must keep its names. */
@Entity('operator')
@Unique('uq_operator_login', ['login'])
@Check('ck_operator_role', `"role" IN ('administrator', 'host')`)
export class OperatorEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator' })
  id!: string;

  @Column(text)
  login!: string;

  @Column(text)
  displayName!: string;

  @Column(text)
  role!: OperatorRole;

  @Column(text)
  passwordHash!: string;

  @Column(instantOrNull)
  disabledAt!: number | null;

  @Column(instant)
  createdAt!: number;
}
