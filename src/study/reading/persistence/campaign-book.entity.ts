import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { instant, text } from '../../../platform/database/columns.js';
import { BookEntity } from './book.entity.js';
import { ReadingCampaignEntity } from './reading-campaign.entity.js';

/** A book of the list (书单). */
@Entity('campaign_book')
@Unique('uq_campaign_book', ['campaignId', 'bookId'])
export class CampaignBookEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_campaign_book' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ReadingCampaignEntity, 'id', { name: 'fk_campaign_book_campaign', onDelete: 'CASCADE' })
  campaignId!: string;

  @Column(text)
  @ForeignKey(() => BookEntity, 'id', { name: 'fk_campaign_book_book' })
  bookId!: string;

  @Column(instant)
  createdAt!: number;
}
