import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { flag, integer, jsonOrNull, text } from '../../platform/database/columns.js';
import type { DrawLine } from '../../protocol/rest.js';
import { ContestEntity } from './contest.entity.js';

@Entity('contest_round')
@Index('ix_contest_round_contest', ['contestId'])
export class ContestRoundEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_contest_round' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_contest_round_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @Column(integer)
  ordinal!: number;

  @Column(text)
  title!: string;

  @Column(flag)
  warmUp!: boolean;

  /** What was drawn by the contest's seed, published with it; null where it was not kept. */
  @Column(jsonOrNull)
  draw!: readonly DrawLine[] | null;
}
