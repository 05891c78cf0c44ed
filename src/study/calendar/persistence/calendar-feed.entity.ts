import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

import { instant, integer, textOrNull } from '../../../platform/database/columns.js';

/** Which link of the feed is the one that works; without a row the first. */
@Entity('calendar_feed')
@Check('ck_calendar_feed_single', '"id" = 1')
export class CalendarFeedEntity {
  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_calendar_feed' })
  id!: number;

  @Column(integer)
  number!: number;

  @Column(instant)
  changedAt!: number;

  @Column(textOrNull)
  changedBy!: string | null;
}
