import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { ReflectionForm, ReflectionStatus } from '../../../core/study/reflection.js';
import {
  instant,
  instantOrNull,
  longText,
  longTextOrNull,
  text,
  textOrNull,
} from '../../../platform/database/columns.js';
import { BookEntity } from './book.entity.js';
import { ReadingCampaignEntity } from './reading-campaign.entity.js';

/** 心得. */
@Entity('reflection')
@Index('ix_reflection_status', ['campaignId', 'status', 'submittedAt'])
@Index('ix_reflection_person', ['personId'])
@Index('uq_reflection_source', ['personId', 'sourceId'], { unique: true })
@Check('ck_reflection_form', `"form" IN ('text', 'voice', 'sign-video')`)
@Check('ck_reflection_status', `"status" IN ('draft', 'submitted', 'returned', 'approved', 'adopted')`)
export class ReflectionEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_reflection' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ReadingCampaignEntity, 'id', { name: 'fk_reflection_campaign', onDelete: 'CASCADE' })
  campaignId!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_reflection_person' })
  personId!: string;

  @Column(text)
  @ForeignKey('unit', 'id', { name: 'fk_reflection_unit' })
  unitId!: string;

  @Column(textOrNull)
  @ForeignKey(() => BookEntity, 'id', { name: 'fk_reflection_book' })
  bookId!: string | null;

  @Column(text)
  title!: string;

  @Column(text)
  form!: ReflectionForm;

  @Column(longText)
  words!: string;

  /** What a recording says, in writing. */
  @Column(longText)
  transcript!: string;

  @Column(text)
  status!: ReflectionStatus;

  /** Made by the author's browser: the same again is the same reflection. */
  @Column(textOrNull)
  sourceId!: string | null;

  @Column(instant)
  createdAt!: number;

  /** Never the same twice: whoever writes says on which they build. */
  @Column(instant)
  changedAt!: number;

  @Column(instantOrNull)
  submittedAt!: number | null;

  @Column(instantOrNull)
  decidedAt!: number | null;

  /** Id of the operator. */
  @Column(textOrNull)
  decidedBy!: string | null;

  @Column(longTextOrNull)
  returnReason!: string | null;
}
