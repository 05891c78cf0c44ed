import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { HourLedger } from '../../../core/study/hours.js';
import { integer, text } from '../../../platform/database/columns.js';
import { LEDGER } from './ledger-check.js';

const KEY = { primaryKeyConstraintName: 'pk_hour_year' } as const;

/** The sum of the lines of a person, ledger and year, so that a province is read without them. */
@Entity('hour_year')
@Check('ck_hour_year_ledger', LEDGER)
export class HourYearEntity {
  @PrimaryColumn({ ...text, ...KEY })
  @ForeignKey('person', 'id', { name: 'fk_hour_year_person' })
  personId!: string;

  @PrimaryColumn({ ...text, ...KEY })
  ledger!: HourLedger;

  @PrimaryColumn({ ...integer, ...KEY })
  year!: number;

  @Column(integer)
  hundredths!: number;

  /** 集中培训 attended. */
  @Column(integer)
  trainings!: number;
}
