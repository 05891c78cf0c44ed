import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import { instant, text, textOrNull } from '../../../platform/database/columns.js';

/** A book as it was entered; nothing is looked up anywhere. */
@Entity('book')
@Unique('uq_book_isbn', ['isbn'])
@Index('ix_book_title', ['title'])
export class BookEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_book' })
  id!: string;

  /** 13 digits; null for books from before ISBN and without. */
  @Column(textOrNull)
  isbn!: string | null;

  @Column(text)
  title!: string;

  @Column(text)
  author!: string;

  @Column(text)
  publisher!: string;

  @Column(instant)
  createdAt!: number;
}
