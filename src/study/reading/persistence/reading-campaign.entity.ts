import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { RecognitionRule } from '../../../core/study/recognition.js';
import { instant, instantOrNull, json, longText, text } from '../../../platform/database/columns.js';

/** A reading campaign of a unit and of everything below it. */
@Entity('reading_campaign')
@Index('ix_reading_campaign_unit', ['unitId'])
export class ReadingCampaignEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_reading_campaign' })
  id!: string;

  @Column(text)
  @ForeignKey('unit', 'id', { name: 'fk_reading_campaign_unit' })
  unitId!: string;

  @Column(text)
  name!: string;

  @Column(longText)
  introduction!: string;

  /** YYYY-MM-DD in China; both days belong to it. */
  @Column(text)
  fromDate!: string;

  @Column(text)
  toDate!: string;

  /** By which people are recognised; does not change once the campaign is published. */
  @Column(json)
  rule!: RecognitionRule;

  /** Null: a draft that members do not see. */
  @Column(instantOrNull)
  publishedAt!: number | null;

  @Column(instant)
  createdAt!: number;

  /** Id of the operator. */
  @Column(text)
  createdBy!: string;
}
