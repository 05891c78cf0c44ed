import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { Item, Points } from '../../core/item/types.js';
import { integer, json, text, textOrNull } from '../../platform/database/columns.js';
import { ContestRoundEntity } from './contest-round.entity.js';
import { ContestEntity } from './contest.entity.js';

@Entity('contest_item')
@Index('ix_contest_item_contest', ['contestId'])
@Index('ix_contest_item_round', ['roundId'])
export class ContestItemEntity {
  /** Opaque and new for each contest: a bank's own id would be a key to look up. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_contest_item' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_contest_item_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @Column(text)
  @ForeignKey(() => ContestRoundEntity, 'id', { name: 'fk_contest_item_round' })
  roundId!: string;

  /** Position in its round, from 0. */
  @Column(integer)
  ordinal!: number;

  /** The revision of the bank item that was drawn; null: written by hand. */
  @Column(textOrNull)
  @ForeignKey('bank_item_revision', 'id', { name: 'fk_contest_item_bank_item' })
  bankItemId!: string | null;

  @Column(json)
  content!: Item;

  /** Hundredths. */
  @Column(integer)
  points!: Points;

  @Column(integer)
  timeLimitMs!: number;
}
