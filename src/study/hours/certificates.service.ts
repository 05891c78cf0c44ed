import { Injectable } from '@nestjs/common';

import { pathOf } from '../../core/organisation/tree.js';
import { maskName } from '../../core/ranking/mask.js';
import { dayOf } from '../../core/study/day.js';
import { policyFor, yearOf, type HourLedger } from '../../core/study/hours.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { personalCode, readCode } from '../../platform/crypto/personal-code.js';
import { ServerAddresses } from '../../platform/http/server-addresses.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { CertificateCheck, CertificateInfo } from '../../protocol/hours.js';
import { certificatePdf } from '../handing-in/pdf/certificate-pdf.js';
import { PdfFonts } from '../handing-in/pdf/pdf-fonts.js';
import { StudyDeeds } from '../study-deeds.js';
import { HourPolicies } from './hour-policies.service.js';
import { HourAwardEntity } from './persistence/hour-award.entity.js';
import { HourCertificateEntity } from './persistence/hour-certificate.entity.js';

export const LEDGER_NAMES: Readonly<Record<HourLedger, string>> = {
  'party-member': '党员集中学习',
  leadership: '书记和班子成员集中学习',
  cadre: '干部教育培训',
};

/** 学时证明: given out once for an award, printed as often as wanted, checked by whoever has its code. */
@Injectable()
export class Certificates {
  private readonly fonts = new PdfFonts();

  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly policies: HourPolicies,
    private readonly cipher: FieldCipher,
    private readonly addresses: ServerAddresses,
  ) {}

  /** The same award again: the same certificate. @throws RefusalError hours.award-unknown */
  issue(awardId: string, operatorId: string): Promise<CertificateInfo> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const award = await manager.findOneBy(HourAwardEntity, { id: awardId });
      if (!award || award.hundredths === 0) throw refuse('hours.award-unknown');
      const known = await manager.findOneBy(HourCertificateEntity, { awardId });
      if (known?.revokedAt === null) return [this.infoOf(known), null];
      const tree = await this.organisation.tree(manager);
      const path = pathOf(tree, award.unitId);
      const policy = policyFor(await this.policies.all(manager), award.ledger, yearOf(award.onDate));
      const hours = { ledger: LEDGER_NAMES[award.ledger], hundredths: award.hundredths, policy: policy?.name ?? '本单位学时办法' };
      const facts = { kind: 'hours' as const, unitName: path.at(-1)?.name ?? '', event: award.title, heldOn: award.onDate, issuer: path[0]?.name ?? '', issuedOn: dayOf(at), hours };
      // One that was taken back stays void; its successor has another id and so another code.
      const id = newId();
      const row = { id, codeDigest: this.digestOf(this.codeOf(id)), personId: award.personId, awardId, facts, issuedAt: at, issuedBy: operatorId, revokedAt: null };
      if (known) await manager.delete(HourCertificateEntity, { id: known.id });
      await manager.insert(HourCertificateEntity, row);
      return [this.infoOf(row), { action: 'hours.certificate-issued', subjectId: award.personId, detail: { certificateId: id, awardId } }];
    });
  } // prettier-ignore

  /** @throws RefusalError hours.certificate-unknown */
  async file(id: string): Promise<{ readonly bytes: Buffer; readonly name: string }> {
    const row = await this.deeds.reader.findOneBy(HourCertificateEntity, { id });
    const person = row && (await this.organisation.peopleById([row.personId])).get(row.personId);
    if (!row || row.revokedAt !== null || !person) throw refuse('hours.certificate-unknown');
    const code = grouped(this.codeOf(id));
    const address = `${this.addresses.preferred()}/certificates/${code}`;
    const bytes = await certificatePdf({ ...row.facts, name: person.name, code, address }, this.fonts);
    return { bytes, name: `学时证明-${person.name}.pdf` };
  }

  /** @throws RefusalError hours.certificate-unknown */
  revoke(id: string, operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const row = await manager.findOneBy(HourCertificateEntity, { id });
      if (!row || row.revokedAt !== null) throw refuse('hours.certificate-unknown');
      await manager.update(HourCertificateEntity, id, { revokedAt: at });
      return [undefined, { action: 'hours.certificate-revoked', subjectId: row.personId, detail: { certificateId: id } }];
    });
  } // prettier-ignore

  /** For everybody: the masked name and what it is for. @throws RefusalError hours.certificate-unknown */
  async check(typed: string): Promise<CertificateCheck> {
    const codeDigest = this.digestOf(readCode(typed));
    const row = await this.deeds.reader.findOneBy(HourCertificateEntity, { codeDigest });
    const award = row && (await this.deeds.reader.findOneBy(HourAwardEntity, { id: row.awardId }));
    if (!row || !award) throw refuse('hours.certificate-unknown');
    const person = (await this.organisation.peopleById([row.personId])).get(row.personId);
    const { event, heldOn, issuer, issuedOn } = row.facts;
    return {
      title: '学时证明',
      // Who had their data erased has no name here either.
      maskedName: person ? maskName(person.name) : '*',
      event,
      heldOn,
      ledger: award.ledger,
      hundredths: row.facts.hours?.hundredths ?? 0,
      issuer,
      issuedOn,
      revoked: row.revokedAt !== null,
    };
  }

  private infoOf({ id, facts }: Pick<HourCertificateEntity, 'id' | 'facts'>): CertificateInfo {
    return { id, code: grouped(this.codeOf(id)), issuedOn: facts.issuedOn };
  }

  private codeOf(id: string): string {
    return personalCode(this.cipher, `certificate ${id}`);
  }

  private digestOf(code: string): string {
    return this.cipher.sign(`certificate digest ${code}`);
  }
}

const grouped = (code: string): string => code.replace(/(.{4})(?=.)/gu, '$1-');
