import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { integer, text, textOrNull } from '../../platform/database/columns.js';

/** A keyed digest of a free text; insert-only, but for the salt, which goes when the text is erased. */
@Entity('text_seal')
@Index('ix_text_seal_contest', ['contestId'])
@Index('ix_text_seal_subject', ['subjectId'])
export class TextSealEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_text_seal' })
  id!: string;

  @Column(text)
  @ForeignKey('contest', 'id', { name: 'fk_text_seal_contest', onDelete: 'CASCADE' })
  contestId!: string;

  /** Of the table of sealed texts. */
  @Column(text)
  kind!: string;

  /** The row that the text is of. */
  @Column(text)
  subjectId!: string;

  /** From 1: a text that is written anew is sealed anew, and the last seal counts. */
  @Column(integer)
  number!: number;

  /** Null: the text was erased. */
  @Column(textOrNull)
  salt!: string | null;

  /** Which key, a dot, the digest. */
  @Column(text)
  seal!: string;

  /** What was sealed together, by which the log vouches for it. */
  @Column(text)
  batch!: string;
}
