import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { flag, integer, text } from '../../platform/database/columns.js';
import { ContestBranchEntity } from './contest-branch.entity.js';
import { ContestEntity } from './contest.entity.js';

/** Who is expected in which branch; follows the organisation until the lobby opens, then stands. */
@Entity('contest_roster')
@Unique('uq_contest_roster_person', ['contestId', 'personId'])
@Unique('uq_contest_roster_code', ['contestId', 'codeDigest'])
@Index('ix_contest_roster_branch', ['branchId'])
export class ContestRosterEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_contest_roster' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_contest_roster_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_contest_roster_person' })
  personId!: string;

  @Column(text)
  @ForeignKey(() => ContestBranchEntity, 'id', { name: 'fk_contest_roster_branch', onDelete: 'CASCADE' })
  branchId!: string;

  /** Out of the expected headcount, as approved; why is written nowhere. */
  @Column(flag)
  exempt!: boolean;

  /** How often the personal code was made anew. */
  @Column(integer)
  codeNumber!: number;

  /** Keyed digest by which a code finds its person; the code itself is in no row. */
  @Column(text)
  codeDigest!: string;
}
