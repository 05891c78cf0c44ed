import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { instant, integer, integerOrNull, text, textOrNull } from '../../platform/database/columns.js';
import type { BankMediaKind } from '../../protocol/question-bank.js';

/** A checked file that items refer to; its bytes lie on the disk under the id. */
@Entity('bank_media')
@Check('ck_bank_media_kind', `"kind" IN ('image', 'audio', 'sign-video', 'captions')`)
export class BankMediaEntity {
  /** Hex SHA-256 of the bytes as they are served. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_bank_media' })
  id!: string;

  @Column(text)
  kind!: BankMediaKind;

  /** As found in the content, such as image/jpeg. */
  @Column(text)
  mime!: string;

  @Column(integer)
  bytes!: number;

  /** Pixels; pictures and films. */
  @Column(integerOrNull)
  width!: number | null;

  @Column(integerOrNull)
  height!: number | null;

  /** Recordings and films, where the file tells. */
  @Column(integerOrNull)
  durationMs!: number | null;

  /** Null: the server itself (command line). */
  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_bank_media_operator' })
  operatorId!: string | null;

  @Column(instant)
  at!: number;
}
