import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, longText, text, textOrNull } from '../../../platform/database/columns.js';
import { BookEntity } from './book.entity.js';
import { ReadingCampaignEntity } from './reading-campaign.entity.js';

/** 荐书: who recommends a book, with what words. */
@Entity('book_recommendation')
@Index('ix_book_recommendation', ['campaignId', 'bookId'])
@Index('ix_book_recommendation_person', ['personId'])
export class BookRecommendationEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_book_recommendation' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ReadingCampaignEntity, 'id', { name: 'fk_book_recommendation_campaign', onDelete: 'CASCADE' })
  campaignId!: string;

  @Column(text)
  @ForeignKey(() => BookEntity, 'id', { name: 'fk_book_recommendation_book' })
  bookId!: string;

  /** A member; null where an operator wrote it down for somebody. */
  @Column(textOrNull)
  @ForeignKey('person', 'id', { name: 'fk_book_recommendation_person' })
  personId!: string | null;

  /** Of the member at that time. */
  @Column(textOrNull)
  @ForeignKey('unit', 'id', { name: 'fk_book_recommendation_unit' })
  unitId!: string | null;

  /** Name and office as they are to be shown; empty for a member, whose name is asked of the organisation. */
  @Column(text)
  recommender!: string;

  @Column(longText)
  words!: string;

  @Column(instant)
  createdAt!: number;
}
