import { Column, Entity, PrimaryColumn } from 'typeorm';

import { instant, integer, longText, text } from '../../platform/database/columns.js';

/** Where a chain begins after its oldest entries were pruned, signed; one for each chain. */
@Entity('audit_checkpoint')
export class AuditCheckpointEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_audit_checkpoint' })
  chain!: string;

  /** Of the last entry that was pruned. */
  @Column(integer)
  sequence!: number;

  @Column(text)
  mac!: string;

  @Column(instant)
  at!: number;

  /** JSON of `Cover[]`: what the pruned entries vouched for and is still there. */
  @Column(longText)
  covers!: string;

  @Column(text)
  signature!: string;
}
