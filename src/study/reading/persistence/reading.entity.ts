import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { ReadingFormat } from '../../../core/study/reading-figures.js';
import { instant, integer, integerOrNull, text, textOrNull } from '../../../platform/database/columns.js';
import { BookEntity } from './book.entity.js';
import { ReadingCampaignEntity } from './reading-campaign.entity.js';

/** One person and one book of a campaign. */
@Entity('reading')
@Unique('uq_reading', ['campaignId', 'personId', 'bookId'])
@Index('ix_reading_person', ['personId'])
@Index('ix_reading_unit', ['campaignId', 'unitId'])
@Check('ck_reading_format', `"format" IN ('print', 'e-book', 'audio', 'braille')`)
@Check('ck_reading_progress', '"progress" BETWEEN 0 AND 100')
export class ReadingEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_reading' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ReadingCampaignEntity, 'id', { name: 'fk_reading_campaign', onDelete: 'CASCADE' })
  campaignId!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_reading_person' })
  personId!: string;

  /** Of the person when the reading began; it stays. */
  @Column(text)
  @ForeignKey('unit', 'id', { name: 'fk_reading_unit' })
  unitId!: string;

  @Column(text)
  @ForeignKey(() => BookEntity, 'id', { name: 'fk_reading_book' })
  bookId!: string;

  @Column(text)
  format!: ReadingFormat;

  /** Percent, as the reader says. */
  @Column(integer)
  progress!: number;

  /** Where the reader counts by pages; both or neither. */
  @Column(integerOrNull)
  page!: number | null;

  @Column(integerOrNull)
  pages!: number | null;

  /** Declared by the reader; nothing is measured. */
  @Column(integer)
  minutes!: number;

  /** YYYY-MM-DD. */
  @Column(textOrNull)
  finishedOn!: string | null;

  @Column(instant)
  createdAt!: number;

  @Column(instant)
  changedAt!: number;
}
