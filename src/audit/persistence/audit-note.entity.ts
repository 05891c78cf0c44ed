import { Column, Entity, PrimaryColumn } from 'typeorm';

import { integer, longText, text } from '../../platform/database/columns.js';

/** Free text of an entry, such as a reason. It may name people, so it may be deleted; the entry keeps its keyed digest. */
@Entity('audit_note')
export class AuditNoteEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_audit_note' })
  chain!: string;

  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_audit_note' })
  sequence!: number;

  @Column(longText)
  note!: string;
}
