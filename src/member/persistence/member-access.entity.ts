import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, integer, text } from '../../platform/database/columns.js';

/** That a person may use the study pages. The code itself is nowhere. */
@Entity('member_access')
@Unique('uq_member_access_code', ['codeDigest'])
export class MemberAccessEntity {
  /** Without a foreign key to another feature's table; erasing a person deletes the row. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_member_access' })
  personId!: string;

  /** Grows with each new code, so that none comes back. */
  @Column(integer)
  codeNumber!: number;

  @Column(text)
  codeDigest!: string;

  @Column(instant)
  issuedAt!: number;

  /** Null: the code opens. */
  @Column(instantOrNull)
  withdrawnAt!: number | null;
}
