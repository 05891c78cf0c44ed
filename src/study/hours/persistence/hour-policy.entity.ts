import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import type { HourLedger, HourRules } from '../../../core/study/hours.js';
import { instant, instantOrNull, integer, json, text, textOrNull } from '../../../platform/database/columns.js';
import { LEDGER } from './ledger-check.js';

/** One policy of a ledger; of two whose years overlap the later is in force. */
@Entity('hour_policy')
@Unique('uq_hour_policy_from', ['ledger', 'fromYear'])
@Check('ck_hour_policy_ledger', LEDGER)
export class HourPolicyEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_hour_policy' })
  id!: string;

  @Column(text)
  ledger!: HourLedger;

  @Column(text)
  name!: string;

  @Column(integer)
  fromYear!: number;

  @Column(integer)
  toYear!: number;

  @Column(json)
  rules!: HourRules;

  @Column(instant)
  createdAt!: number;

  /** Null: came with the program. */
  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_hour_policy_created_by' })
  createdBy!: string | null;

  /** Null: lines are still counted as before. */
  @Column(instantOrNull)
  countedAt!: number | null;
}
