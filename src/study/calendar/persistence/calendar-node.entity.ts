import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { CalendarRule } from '../../../core/study/calendar-rule.js';
import { flag, instant, json, longText, text } from '../../../platform/database/columns.js';

/** A node made here, or one of the shipped as it was changed here. */
@Entity('calendar_node')
export class CalendarNodeEntity {
  /** That of the shipped node, or a UUIDv7. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_calendar_node' })
  id!: string;

  @Column(text)
  name!: string;

  @Column(json)
  rule!: CalendarRule;

  @Column(longText)
  content!: string;

  @Column(json)
  banks!: readonly string[];

  @Column(flag)
  hidden!: boolean;

  @Column(instant)
  changedAt!: number;

  /** Id of the operator. */
  @Column(text)
  changedBy!: string;
}
