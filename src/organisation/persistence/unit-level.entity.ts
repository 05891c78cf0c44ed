import { Column, Entity, PrimaryColumn } from 'typeorm';

import { integer, text } from '../../platform/database/columns.js';

/** What a level is called here; a level without a row has its usual name. */
@Entity('unit_level')
export class UnitLevelEntity {
  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_unit_level' })
  level!: number;

  @Column(text)
  name!: string;
}
