import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { integer, integerOrNull, text, textOrNull } from '../../platform/database/columns.js';
import { ContestEntity } from './contest.entity.js';

@Entity('contest_branch')
@Unique('uq_contest_branch_name', ['contestId', 'name'])
export class ContestBranchEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_contest_branch' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_contest_branch_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @Column(integer)
  ordinal!: number;

  @Column(text)
  name!: string;

  /** Expected headcount; null = not given. */
  @Column(integerOrNull)
  expected!: number | null;

  /** The unit it stands for; null: typed in by hand. */
  @Column(textOrNull)
  @ForeignKey('unit', 'id', { name: 'fk_contest_branch_unit' })
  unitId!: string | null;
}
