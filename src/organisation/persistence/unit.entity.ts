import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, integer, text, textOrNull } from '../../platform/database/columns.js';

@Entity('unit')
@Unique('uq_unit_code', ['code'])
@Index('ix_unit_parent', ['parentId'])
@Check('ck_unit_level', '"level" BETWEEN 1 AND 8')
export class UnitEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_unit' })
  id!: string;

  /** Null at the top. */
  @Column(textOrNull)
  @ForeignKey(() => UnitEntity, 'id', { name: 'fk_unit_parent' })
  parentId!: string | null;

  @Column(text)
  code!: string;

  @Column(text)
  name!: string;

  /** From 1; greater than that of the parent. */
  @Column(integer)
  level!: number;

  /** Order among the children of one parent. */
  @Column(integer)
  ordinal!: number;

  @Column(instant)
  openedAt!: number;

  @Column(instantOrNull)
  closedAt!: number | null;

  /** The unit that took it over. */
  @Column(textOrNull)
  @ForeignKey(() => UnitEntity, 'id', { name: 'fk_unit_merged_into' })
  mergedInto!: string | null;
}
