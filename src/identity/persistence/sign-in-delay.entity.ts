import { Column, Entity, PrimaryColumn } from 'typeorm';

import { instant, integer, text } from '../../platform/database/columns.js';

/** Growing delay after failed sign-ins, kept per account and per address. */
@Entity('sign_in_delay')
export class SignInDelayEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_sign_in_delay' })
  key!: string;

  @Column(integer)
  failures!: number;

  @Column(instant)
  lastFailedAt!: number;

  @Column(instant)
  blockedUntil!: number;
}
