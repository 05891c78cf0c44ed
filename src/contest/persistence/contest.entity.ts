import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import {
  instant,
  instantOrNull,
  integer,
  integerOrNull,
  json,
  text,
  textOrNull,
} from '../../platform/database/columns.js';
import type { Phase } from '../../protocol/frames.js';
import type { ContestSettings } from '../../protocol/settings.js';

/** `phase` and `version` repeat what the events say, so that a list of contests needs no replay. */
@Entity('contest')
@Unique('uq_contest_pin', ['pin'])
@Check('ck_contest_kind', `"kind" IN ('regular', 'demo', 'rehearsal')`)
@Check(
  'ck_contest_phase',
  `"phase" IN ('draft', 'lobby', 'introducing', 'presenting', 'open', 'closed', 'revealed', 'ended', 'finalized')`,
)
export class ContestEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_contest' })
  id!: string;

  @Column(text)
  title!: string;

  @Column(text)
  kind!: 'regular' | 'demo' | 'rehearsal';

  /** A rehearsal outlives the contest it was made from, and can still be deleted by itself. */
  @Column(textOrNull)
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_contest_rehearsal_of', onDelete: 'SET NULL' })
  rehearsalOf!: string | null;

  @Column(text)
  pin!: string;

  @Column(text)
  screenKey!: string;

  /** Published seed of the draw. */
  @Column(text)
  seed!: string;

  @Column(json)
  settings!: ContestSettings;

  @Column(text)
  phase!: Phase;

  @Column(integer)
  version!: number;

  /** Which opening of which item takes responses now; null while none does. What writes a response asks here. */
  @Column(textOrNull)
  openItemId!: string | null;

  @Column(integerOrNull)
  openOpening!: number | null;

  /** Counts what leaves no version: people taken out, names, needs, points by hand, captions, changes of a draft; null before the first. */
  @Column(integerOrNull)
  revision!: number | null;

  /** Null: the server itself (the demonstration contest). */
  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_contest_created_by' })
  createdBy!: string | null;

  @Column(instant)
  createdAt!: number;

  @Column(instantOrNull)
  archivedAt!: number | null;
}
