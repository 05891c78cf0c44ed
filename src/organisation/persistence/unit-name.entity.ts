import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, text } from '../../platform/database/columns.js';
import { UnitEntity } from './unit.entity.js';

/** A name that a unit had before. */
@Entity('unit_name')
@Index('ix_unit_name_unit', ['unitId'])
export class UnitNameEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_unit_name' })
  id!: string;

  @Column(text)
  @ForeignKey(() => UnitEntity, 'id', { name: 'fk_unit_name_unit' })
  unitId!: string;

  @Column(text)
  name!: string;

  @Column(instant)
  until!: number;
}
