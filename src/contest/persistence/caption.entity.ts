import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { instant, integer, longText, text } from '../../platform/database/columns.js';
import { ContestEntity } from './contest.entity.js';

@Entity('caption')
export class CaptionEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_caption' })
  @ForeignKey(() => ContestEntity, 'id', { name: 'fk_caption_contest', onDelete: 'CASCADE' })
  contestId!: string;

  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_caption' })
  sequence!: number;

  @Column(longText)
  text!: string;

  @Column(instant)
  at!: number;
}
