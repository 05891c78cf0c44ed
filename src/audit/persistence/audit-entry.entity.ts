import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

import type { ActorKind, Outcome } from '../../core/audit/entry.js';
import { instant, integer, longText, longTextOrNull, text, textOrNull } from '../../platform/database/columns.js';

/**
 * Insert-only, but for pruning. No foreign keys: the record outlives what it speaks of. JSON columns are kept as text,
 * because it is the text that is signed.
 */
@Entity('audit_entry')
@Index('ix_audit_entry_at', ['at'])
@Index('ix_audit_entry_contest', ['contestId', 'at'])
@Check('ck_audit_entry_actor', `"actor_kind" IN ('operator', 'participant', 'server', 'command-line')`)
@Check('ck_audit_entry_outcome', `"outcome" IN ('ok', 'refused')`)
export class AuditEntryEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_audit_entry' })
  chain!: string;

  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_audit_entry' })
  sequence!: number;

  @Column(instant)
  at!: number;

  @Column(text)
  actorKind!: ActorKind;

  @Column(textOrNull)
  actorId!: string | null;

  @Column(text)
  action!: string;

  @Column(textOrNull)
  contestId!: string | null;

  @Column(textOrNull)
  subjectId!: string | null;

  @Column(text)
  outcome!: Outcome;

  @Column(longText)
  detail!: string;

  @Column(longTextOrNull)
  covers!: string | null;

  @Column(textOrNull)
  noteMac!: string | null;

  @Column(text)
  previousMac!: string;

  @Column(text)
  mac!: string;
}
