import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { integer, text, textOrNull } from '../../platform/database/columns.js';
import { ContestEntity } from './contest.entity.js';

/** The organisation as it stood when the lobby opened: later renaming, moving and merging change no board. */
@Entity('contest_unit')
@Unique('uq_contest_unit', ['contestId', 'unitId'])
export class ContestUnitEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_contest_unit' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_contest_unit_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @Column(text)
  @ForeignKey('unit', 'id', { name: 'fk_contest_unit_unit' })
  unitId!: string;

  /** A unit of the same contest. */
  @Column(textOrNull)
  parentId!: string | null;

  @Column(text)
  code!: string;

  @Column(text)
  name!: string;

  @Column(integer)
  level!: number;

  @Column(integer)
  ordinal!: number;
}
