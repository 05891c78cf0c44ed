import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { HourLedger } from '../../../core/study/hours.js';
import { instant, instantOrNull, integer, text, textOrNull } from '../../../platform/database/columns.js';
import { LEDGER } from './ledger-check.js';

const KEY = { primaryKeyConstraintName: 'pk_hour_rule' } as const;

/** What passing a contest is worth. */
@Entity('hour_rule')
@Check('ck_hour_rule_ledger', LEDGER)
export class HourRuleEntity {
  @PrimaryColumn({ ...text, ...KEY })
  @ForeignKey('contest', 'id', { name: 'fk_hour_rule_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @PrimaryColumn({ ...text, ...KEY })
  ledger!: HourLedger;

  /** Of the points that could be had. */
  @Column(integer)
  passPercent!: number;

  @Column(integer)
  hundredths!: number;

  @Column(instant)
  createdAt!: number;

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_hour_rule_created_by' })
  createdBy!: string | null;

  /** Null: the contest is not final yet. */
  @Column(instantOrNull)
  appliedAt!: number | null;
}
