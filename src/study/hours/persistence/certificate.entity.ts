import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, json, text, textOrNull } from '../../../platform/database/columns.js';
import type { CertificateSnapshot } from '../certificate-snapshot.js';

/**
 * A certificate that was given out, of hours or of having taken part; whoever has its code may check it. One that was
 * taken back stays, and of the same thing there is at most one besides.
 */
@Entity('certificate')
@Unique('uq_certificate_code', ['codeDigest'])
@Index('uq_certificate_award_valid', ['awardId'], { unique: true, where: '"revoked_at" IS NULL' })
@Index('uq_certificate_contest_valid', ['contestId', 'personId'], { unique: true, where: '"revoked_at" IS NULL' })
@Index('ix_certificate_person', ['personId'])
@Check('ck_certificate_for', `("award_id" IS NULL) <> ("contest_id" IS NULL)`)
export class CertificateEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_certificate' })
  id!: string;

  @Column(text)
  codeDigest!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_certificate_person' })
  personId!: string;

  /** 学时证明: of these hours. */
  @Column(textOrNull)
  @ForeignKey('hour_award', 'id', { name: 'fk_certificate_award' })
  awardId!: string | null;

  /** 参与证明: of this contest. */
  @Column(textOrNull)
  @ForeignKey('contest', 'id', { name: 'fk_certificate_contest' })
  contestId!: string | null;

  /** What it said when it was given out, without the name. */
  @Column(json)
  facts!: CertificateSnapshot;

  @Column(instant)
  issuedAt!: number;

  /** Null: the person took it for themselves. */
  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_certificate_issued_by' })
  issuedBy!: string | null;

  @Column(instantOrNull)
  revokedAt!: number | null;
}
