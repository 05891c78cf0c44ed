import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { instant, instantOrNull, integer, longTextOrNull, text, textOrNull } from '../../platform/database/columns.js';
import type { AttachmentKind } from '../../protocol/study.js';

/** A file that belongs to an entry or to a reflection; `removedAt` set: the file is gone. */
@Entity('attachment')
@Index('ix_attachment_owner', ['ownerKind', 'ownerId'])
@Index('ix_attachment_person', ['personId'])
@Check('ck_attachment_kind', `"kind" IN ('photo', 'voice', 'sign-video', 'document')`)
export class AttachmentEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_attachment' })
  id!: string;

  @Column(text)
  ownerKind!: 'entry' | 'reflection';

  @Column(text)
  ownerId!: string;

  @Column(text)
  kind!: AttachmentKind;

  @Column(text)
  name!: string;

  /** Name of the kept file in the folder; null once it is gone. */
  @Column(textOrNull)
  file!: string | null;

  @Column(text)
  mediaType!: string;

  @Column(integer)
  bytes!: number;

  @Column(text)
  sha256!: string;

  @Column(text)
  alt!: string;

  @Column(longTextOrNull)
  transcript!: string | null;

  /** Whose it is, where it is of one person. */
  @Column(textOrNull)
  @ForeignKey('person', 'id', { name: 'fk_attachment_person' })
  personId!: string | null;

  @Column(instant)
  createdAt!: number;

  @Column(text)
  createdByKind!: 'operator' | 'member';

  @Column(textOrNull)
  createdBy!: string | null;

  @Column(instantOrNull)
  removedAt!: number | null;
}
