import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { Item, Outcome } from '../../core/item/types.js';
import { instant, instantOrNull, integer, json, text } from '../../platform/database/columns.js';
import type { ReviewCard } from '../wrong-items/schedule.js';

/** An item as it was judged last: the revision of a bank item, whatever the contest, or an item written for one contest. */
@Entity('wrong_item_subject')
export class WrongItemSubjectEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_wrong_item_subject' })
  id!: string;

  @Column(json)
  item!: Item;

  /** The part of the text or subject; empty where nobody has said. */
  @Column(text)
  topic!: string;

  @Column(text)
  contestTitle!: string;

  /** When that contest ended. */
  @Column(instant)
  at!: number;
}

/** How the people of a unit did on an item of a contest. Who they were is not in it, and it outlives them. */
@Entity('wrong_item_figure')
@Index('ix_wrong_item_figure_unit', ['unitId', 'at'])
export class WrongItemFigureEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_wrong_item_figure' })
  contestId!: string;

  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_wrong_item_figure' })
  unitId!: string;

  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_wrong_item_figure' })
  @ForeignKey(() => WrongItemSubjectEntity, 'id', { name: 'fk_wrong_item_figure_subject' })
  subjectId!: string;

  @Column(instant)
  at!: number;

  @Column(integer)
  seen!: number;

  @Column(integer)
  wrong!: number;
}

/** What one person got wrong, until they are erased. */
@Entity('wrong_item')
@Unique('uq_wrong_item_subject', ['personId', 'subjectId'])
@Index('ix_wrong_item_due', ['personId', 'dueAt'])
export class WrongItemEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_wrong_item' })
  id!: string;

  @Column(text)
  personId!: string;

  @Column(text)
  @ForeignKey(() => WrongItemSubjectEntity, 'id', { name: 'fk_wrong_item_subject' })
  subjectId!: string;

  @Column(instant)
  firstWrongAt!: number;

  @Column(instant)
  lastWrongAt!: number;

  @Column(json)
  card!: ReviewCard;

  @Column(instant)
  dueAt!: number;

  /** Put aside by its person; null: comes again. */
  @Column(instantOrNull)
  asideAt!: number | null;
}

@Entity('wrong_item_review')
@Index('ix_wrong_item_review_item', ['wrongItemId'])
export class WrongItemReviewEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_wrong_item_review' })
  id!: string;

  @Column(text)
  @ForeignKey(() => WrongItemEntity, 'id', { name: 'fk_wrong_item_review_wrong_item', onDelete: 'CASCADE' })
  wrongItemId!: string;

  @Column(instant)
  at!: number;

  @Column(text)
  outcome!: Outcome;
}

/** Contests from which everything is taken. */
@Entity('wrong_item_contest')
export class WrongItemContestEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_wrong_item_contest' })
  contestId!: string;

  @Column(instant)
  writtenAt!: number;
}

export const WRONG_ITEM_ENTITIES = [
  WrongItemSubjectEntity,
  WrongItemFigureEntity,
  WrongItemEntity,
  WrongItemReviewEntity,
  WrongItemContestEntity,
];
