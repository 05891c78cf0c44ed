import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, json, text, textOrNull } from '../../../platform/database/columns.js';
import type { CertificateSnapshot } from '../certificate-snapshot.js';

/** A certificate that was given out; whoever has its code may check it. */
@Entity('hour_certificate')
@Unique('uq_hour_certificate_code', ['codeDigest'])
@Unique('uq_hour_certificate_award', ['awardId'])
export class HourCertificateEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_hour_certificate' })
  id!: string;

  @Column(text)
  codeDigest!: string;

  @Column(text)
  @ForeignKey('person', 'id', { name: 'fk_hour_certificate_person' })
  personId!: string;

  @Column(text)
  @ForeignKey('hour_award', 'id', { name: 'fk_hour_certificate_award' })
  awardId!: string;

  /** What it said when it was given out, without the name. */
  @Column(json)
  facts!: CertificateSnapshot;

  @Column(instant)
  issuedAt!: number;

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_hour_certificate_issued_by' })
  issuedBy!: string | null;

  @Column(instantOrNull)
  revokedAt!: number | null;
}
