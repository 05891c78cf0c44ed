import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import {
  flag,
  instant,
  integer,
  integerOrNull,
  json,
  longText,
  text,
  textOrNull,
} from '../../platform/database/columns.js';
import type { BankItemKind } from '../../protocol/question-bank.js';
import { BankItemEntity } from './bank-item.entity.js';

/** Immutable. Contests keep the id of the revision they were drawn from. */
@Entity('bank_item_revision')
@Unique('uq_bank_item_revision_number', ['itemId', 'number'])
@Check(
  'ck_bank_item_revision_kind',
  `"kind" IN ('true-false', 'choice', 'fill-in', 'ordering', 'matching', 'short-answer')`,
)
@Check('ck_bank_item_revision_select_mode', `"select_mode" IN ('single', 'multiple')`)
export class BankItemRevisionEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_bank_item_revision' })
  id!: string;

  @Column(text)
  @ForeignKey(() => BankItemEntity, 'id', { name: 'fk_bank_item_revision_item' })
  itemId!: string;

  /** From 1. */
  @Column(integer)
  number!: number;

  @Column(text)
  kind!: BankItemKind;

  /** Choice only. */
  @Column(textOrNull)
  selectMode!: 'single' | 'multiple' | null;

  @Column(integerOrNull)
  difficulty!: number | null;

  @Column(json)
  tags!: readonly string[];

  /** YYYY-MM-DD, so that text order is time order. */
  @Column(textOrNull)
  validUntil!: string | null;

  /** Hex SHA-256 of the canonical key; null: a draft without one. */
  @Column(textOrNull)
  keyHash!: string | null;

  @Column(flag)
  sourceless!: boolean;

  /** Alternative text or captions are missing (check-media.ts). */
  @Column(flag)
  mediaIncomplete!: boolean;

  /** Stem, choices and key in the form of a search (item-text.ts). */
  @Column(longText)
  searchText!: string;

  /** A StoredBankItem, its `id` aside: that is the item's key. src/core/question-bank knows its shape. */
  @Column(json)
  content!: unknown;

  /** Hex SHA-256 of the canonical content. */
  @Column(text)
  contentHash!: string;

  /** Null: the server itself (shipped banks, command line). */
  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_bank_item_revision_operator' })
  operatorId!: string | null;

  @Column(instant)
  at!: number;
}
