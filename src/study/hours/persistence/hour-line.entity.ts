import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { HourLedger, HourLine } from '../../../core/study/hours.js';
import { flag, integer, integerOrNull, text } from '../../../platform/database/columns.js';
import { LEDGER } from './ledger-check.js';

/** What one entry or award brought one person in one ledger; it can be counted anew from what stands in it. */
@Entity('hour_line')
@Unique('uq_hour_line_source', ['personId', 'ledger', 'source', 'sourceId'])
@Index('ix_hour_line_day', ['personId', 'onDate'])
@Index('ix_hour_line_source', ['source', 'sourceId'])
@Check('ck_hour_line_ledger', LEDGER)
@Check('ck_hour_line_source', `"source" IN ('entry', 'award')`)
export class HourLineEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_hour_line' })
  id!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_hour_line_person' })
  personId!: string;

  @Column(text)
  @ForeignKey('unit', 'id', { name: 'fk_hour_line_unit' })
  unitId!: string;

  @Column(text)
  ledger!: HourLedger;

  @Column(text)
  source!: 'entry' | 'award';

  @Column(text)
  sourceId!: string;

  @Column(text)
  kind!: string;

  /** YYYY-MM-DD; of a make-up its own day. */
  @Column(text)
  onDate!: string;

  /** Of an award that goes on for several from `onDate`; null: one. */
  @Column(integerOrNull)
  days!: number | null;

  @Column(integer)
  year!: number;

  @Column(integer)
  minutes!: number;

  /** Hundredths, of an award. */
  @Column(integer)
  awarded!: number;

  @Column(flag)
  madeUp!: boolean;

  @Column(integer)
  hundredths!: number;

  @Column(text)
  because!: HourLine['because'];
}
