import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import type { HourLedger, HourTrack } from '../../../core/study/hours.js';
import { integer, integerOrNull, text } from '../../../platform/database/columns.js';
import { LEDGER } from './ledger-check.js';

/** Who is in which ledger, and from when to when. */
@Entity('person_ledger')
@Unique('uq_person_ledger', ['personId', 'ledger'])
@Check('ck_person_ledger_ledger', LEDGER)
@Check('ck_person_ledger_track', `"track" IN ('year', 'span')`)
export class PersonLedgerEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_person_ledger' })
  id!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_person_ledger_person' })
  personId!: string;

  @Column(text)
  ledger!: HourLedger;

  @Column(text)
  track!: HourTrack;

  @Column(integer)
  fromYear!: number;

  /** Null: still. */
  @Column(integerOrNull)
  toYear!: number | null;
}
