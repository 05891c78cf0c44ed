import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { bigInteger, integer, text } from '../../platform/database/columns.js';
import { BankItemRevisionEntity } from './bank-item-revision.entity.js';

/**
 * What the responses of one final contest say about one revision; written anew when a result is made final again. Shares
 * are ten-thousandths, so that sums are whole numbers and the same on every database: 10,000 responses come to 10^12.
 */
@Entity('item_measure')
@Index('ix_item_measure_contest', ['contestId'])
export class ItemMeasureEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_item_measure' })
  @ForeignKey(() => BankItemRevisionEntity, 'id', { name: 'fk_item_measure_revision' })
  revisionId!: string;

  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_item_measure' })
  @ForeignKey('contest', 'id', { name: 'fk_item_measure_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @Column(integer)
  responses!: number;

  /** Of the share of the item's points that each response earned. */
  @Column(bigInteger)
  sumEarned!: number;

  @Column(bigInteger)
  sumEarnedSquared!: number;

  /** Of the share of all other items' points that the same participants earned. */
  @Column(bigInteger)
  sumRest!: number;

  @Column(bigInteger)
  sumRestSquared!: number;

  @Column(bigInteger)
  sumProduct!: number;
}
