import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import type { BankItem } from '../../core/question-bank/types.js';
import { integer, json, text, textOrNull } from '../../platform/database/columns.js';
import { BankRevisionEntity } from './bank-revision.entity.js';

@Entity('bank_item')
@Unique('uq_bank_item_key', ['revisionId', 'itemKey'])
@Check('ck_bank_item_kind', `"kind" IN ('true-false', 'choice', 'fill-in', 'ordering', 'matching', 'short-answer')`)
@Check('ck_bank_item_select_mode', `"select_mode" IN ('single', 'multiple')`)
export class BankItemEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_bank_item' })
  id!: string;

  @Column(text)
  @ForeignKey(() => BankRevisionEntity, 'id', { name: 'fk_bank_item_revision' })
  revisionId!: string;

  /** The author's id of the item, stable over revisions. */
  @Column(text)
  itemKey!: string;

  @Column(text)
  kind!: BankItem['kind'];

  /** Choice only. */
  @Column(textOrNull)
  selectMode!: 'single' | 'multiple' | null;

  @Column(integer)
  difficulty!: number;

  @Column(json)
  tags!: readonly string[];

  /** The normalised item as the bank holds it; src/core/question-bank knows its shape. */
  @Column(json)
  content!: unknown;
}
