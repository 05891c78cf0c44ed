import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, text } from '../../platform/database/columns.js';
import { OperatorEntity } from './operator.entity.js';

/** Hashes of passwords that an operator had before, for the policy that forbids going back to them. */
@Entity('operator_password')
@Index('ix_operator_password_operator', ['operatorId', 'replacedAt'])
export class OperatorPasswordEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator_password' })
  id!: string;

  @Column(text)
  @ForeignKey(() => OperatorEntity, 'id', { name: 'fk_operator_password_operator' })
  operatorId!: string;

  @Column(text)
  passwordHash!: string;

  @Column(instant)
  replacedAt!: number;
}
