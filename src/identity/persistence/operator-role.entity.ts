import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { instant, text, textOrNull } from '../../platform/database/columns.js';
import type { Role } from '../../protocol/access.js';
import { OperatorEntity } from './operator.entity.js';

/** A role that somebody holds now; who granted and took what stands in the record of deeds. */
@Entity('operator_role')
@Check(
  'ck_operator_role_role',
  `"role" IN ('administrator', 'system-administrator', 'security-administrator', 'auditor', 'bank-editor', 'bank-reviewer', 'organiser', 'host', 'scorekeeper', 'arbiter', 'branch-secretary')`,
)
@Check('ck_operator_role_unit', `"unit_id" IS NULL OR "role" = 'branch-secretary'`)
export class OperatorRoleEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator_role' })
  @ForeignKey(() => OperatorEntity, 'id', { name: 'fk_operator_role_operator' })
  operatorId!: string;

  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator_role' })
  role!: Role;

  /** The unit to which the role is confined. */
  @Column(textOrNull)
  unitId!: string | null;

  @Column(instant)
  grantedAt!: number;
}
