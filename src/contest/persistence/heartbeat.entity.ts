import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

import { instant, integer } from '../../platform/database/columns.js';

/** One row, written each second: after a crash it says since when the clock of running contests stood still. */
@Entity('heartbeat')
@Check('ck_heartbeat_single', `"id" = 1`)
export class HeartbeatEntity {
  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_heartbeat' })
  id!: number;

  @Column(instant)
  at!: number;
}
