import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, longText, text } from '../../../platform/database/columns.js';
import { ReadingEntity } from './reading.entity.js';

/** A note of a reader, for the reader alone. */
@Entity('reading_note')
@Index('ix_reading_note', ['readingId'])
export class ReadingNoteEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_reading_note' })
  id!: string;

  @Column(text)
  @ForeignKey(() => ReadingEntity, 'id', { name: 'fk_reading_note_reading', onDelete: 'CASCADE' })
  readingId!: string;

  /** Page or chapter, as written. */
  @Column(text)
  place!: string;

  @Column(longText)
  words!: string;

  @Column(instant)
  createdAt!: number;
}
