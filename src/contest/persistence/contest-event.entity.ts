import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { ContestEvent } from '../../core/contest/types.js';
import { instant, integer, json, text, textOrNull } from '../../platform/database/columns.js';
import { ContestEntity } from './contest.entity.js';

/** The primary key makes the append the compare-and-set: of two writers of one version, one is refused. */
@Entity('contest_event')
export class ContestEventEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_contest_event' })
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_contest_event_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_contest_event' })
  version!: number;

  @Column(text)
  type!: ContestEvent['type'];

  /** The whole event, its type included. */
  @Column(json)
  payload!: ContestEvent;

  /** Null: the server itself (deadline, auto-advance, recovery). */
  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_contest_event_operator' })
  operatorId!: string | null;

  @Column(instant)
  at!: number;
}
