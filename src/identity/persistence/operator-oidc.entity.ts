import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { instant, text } from '../../platform/database/columns.js';
import { OperatorEntity } from './operator.entity.js';

/** The account of somebody whom the organisation's provider of sign-ins vouches for. */
@Entity('operator_oidc')
@Unique('uq_operator_oidc_subject', ['issuer', 'subject'])
export class OperatorOidcEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator_oidc' })
  @ForeignKey(() => OperatorEntity, 'id', { name: 'fk_operator_oidc_operator' })
  operatorId!: string;

  @Column(text)
  issuer!: string;

  /** The provider's name of the person, which it never gives to anybody else. */
  @Column(text)
  subject!: string;

  @Column(text)
  @ForeignKey(() => OperatorEntity, 'id', { name: 'fk_operator_oidc_linked_by' })
  linkedBy!: string;

  @Column(instant)
  linkedAt!: number;
}
