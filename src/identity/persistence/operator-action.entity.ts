import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, json, text, textOrNull } from '../../platform/database/columns.js';
import { OperatorEntity } from './operator.entity.js';

/** What an operator did. `contestId` is no foreign key: the record outlives the contest it speaks of. */
@Entity('operator_action')
@Index('ix_operator_action_contest', ['contestId', 'at'])
export class OperatorActionEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_operator_action' })
  id!: string;

  @Column(textOrNull)
  contestId!: string | null;

  /** Null: the server itself. */
  @Column(textOrNull)
  @ForeignKey(() => OperatorEntity, 'id', { name: 'fk_operator_action_operator' })
  operatorId!: string | null;

  @Column(text)
  action!: string;

  @Column(json)
  detail!: unknown;

  @Column(instant)
  at!: number;
}
