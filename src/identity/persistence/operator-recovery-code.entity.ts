import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { text } from '../../platform/database/columns.js';
import { OperatorEntity } from './operator.entity.js';

/** Opens the account once where the phone with the one-time codes is lost; the row goes with its use. */
@Entity('operator_recovery_code')
export class OperatorRecoveryCodeEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator_recovery_code' })
  @ForeignKey(() => OperatorEntity, 'id', { name: 'fk_operator_recovery_code_operator' })
  operatorId!: string;

  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator_recovery_code' })
  codeHash!: string;
}
