import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import {
  flag,
  instant,
  instantOrNull,
  integer,
  integerOrNull,
  json,
  longTextOrNull,
  text,
  textOrNull,
} from '../../platform/database/columns.js';
import type { Channel, Kind, Status } from '../../core/study/types.js';
import type { EntryRecord, EntrySource } from '../../protocol/study.js';

/** One row of the ledger as it is in force; what it was before stands in changes and corrections. */
@Entity('study_entry')
@Unique('uq_study_entry_source', ['source', 'sourceId'])
@Index('ix_study_entry_unit', ['unitId', 'onDate'])
@Index('ix_study_entry_day', ['onDate', 'id'])
@Index('ix_study_entry_person', ['personId', 'onDate'])
@Index('ix_study_entry_campaign', ['campaignId'])
@Check('ck_study_entry_status', `"status" IN ('draft', 'submitted', 'returned', 'approved', 'locked')`)
@Check('ck_study_entry_source', `"source" IN ('manual', 'contest', 'bulk', 'reading')`)
@Check('ck_study_entry_creator', `"created_by_kind" IN ('operator', 'member', 'server')`)
export class StudyEntryEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_study_entry' })
  id!: string;

  @Column(text)
  @ForeignKey('unit', 'id', { name: 'fk_study_entry_unit' })
  unitId!: string;

  /** Null: of the branch, with attendance. */
  @Column(textOrNull)
  @ForeignKey('person', 'id', { name: 'fk_study_entry_person' })
  personId!: string | null;

  @Column(text)
  kind!: Kind;

  @Column(text)
  channel!: Channel;

  @Column(text)
  title!: string;

  /** YYYY-MM-DD */
  @Column(text)
  onDate!: string;

  @Column(instantOrNull)
  startsAt!: number | null;

  @Column(instantOrNull)
  endsAt!: number | null;

  @Column(integerOrNull)
  minutes!: number | null;

  @Column(textOrNull)
  place!: string | null;

  /** The reading campaign of a book-sharing session. */
  @Column(textOrNull)
  campaignId!: string | null;

  @Column(json)
  record!: EntryRecord;

  @Column(text)
  status!: Status;

  /** Grows by one with every step; the key of its change is the compare-and-set. */
  @Column(integer)
  version!: number;

  /** 应到 and 实到, so that figures need no rows of attendance. */
  @Column(integer)
  expected!: number;

  @Column(integer)
  present!: number;

  @Column(integer)
  corrections!: number;

  /** 补录 */
  @Column(flag)
  late!: boolean;

  @Column(instantOrNull)
  submittedAt!: number | null;

  @Column(instantOrNull)
  decidedAt!: number | null;

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_study_entry_decided_by' })
  decidedBy!: string | null;

  @Column(longTextOrNull)
  returnReason!: string | null;

  @Column(instantOrNull)
  lockedAt!: number | null;

  @Column(text)
  source!: EntrySource;

  @Column(textOrNull)
  sourceId!: string | null;

  @Column(instant)
  createdAt!: number;

  @Column(text)
  createdByKind!: 'operator' | 'member' | 'server';

  @Column(textOrNull)
  createdBy!: string | null;
}
