import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, instantOrNull, text } from '../../platform/database/columns.js';
import { PersonEntity } from './person.entity.js';
import { UnitEntity } from './unit.entity.js';

/** From when to when a person belonged to a unit; to one at a time. */
@Entity('membership')
@Index('ix_membership_person', ['personId'])
@Index('ix_membership_unit', ['unitId', 'toAt'])
@Index('uq_membership_now', ['personId'], { unique: true, where: '"to_at" IS NULL' })
export class MembershipEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_membership' })
  id!: string;

  @Column(text)
  @ForeignKey(() => PersonEntity, 'id', { name: 'fk_membership_person' })
  personId!: string;

  @Column(text)
  @ForeignKey(() => UnitEntity, 'id', { name: 'fk_membership_unit' })
  unitId!: string;

  @Column(instant)
  fromAt!: number;

  /** Null: still. */
  @Column(instantOrNull)
  toAt!: number | null;
}
