import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { HourLedger } from '../../../core/study/hours.js';
import { instant, integer, integerOrNull, text, textOrNull } from '../../../platform/database/columns.js';
import type { EntryKind } from '../../../protocol/study.js';
import { LEDGER } from './ledger-check.js';

/** Hours given as such: a contest passed, a training certified elsewhere. */
@Entity('hour_award')
@Unique('uq_hour_award_source', ['source', 'sourceId', 'personId', 'ledger'])
@Index('ix_hour_award_person', ['personId', 'onDate'])
@Check('ck_hour_award_ledger', LEDGER)
@Check('ck_hour_award_source', `"source" IN ('contest', 'manual')`)
export class HourAwardEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_hour_award' })
  id!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_hour_award_person' })
  personId!: string;

  @Column(text)
  @ForeignKey('unit', 'id', { name: 'fk_hour_award_unit' })
  unitId!: string;

  @Column(text)
  ledger!: HourLedger;

  @Column(text)
  source!: 'contest' | 'manual';

  @Column(text)
  sourceId!: string;

  @Column(text)
  title!: string;

  /** Null: a contest, or nothing in particular. */
  @Column(textOrNull)
  kind!: EntryKind | null;

  /** Of several days the first. */
  @Column(text)
  onDate!: string;

  /** Null: one. */
  @Column(integerOrNull)
  days!: number | null;

  @Column(integer)
  hundredths!: number;

  @Column(instant)
  createdAt!: number;

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_hour_award_created_by' })
  createdBy!: string | null;
}
