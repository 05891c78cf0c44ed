import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { FinalResults } from '../../contest/results/final-results.service.js';
import { pathOf } from '../../core/organisation/tree.js';
import { maskName } from '../../core/ranking/mask.js';
import { dayOf, yearOf } from '../../core/study/day.js';
import { policyFor, type HourLedger } from '../../core/study/hours.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { readCode } from '../../platform/crypto/personal-code.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { CertificateCheck, CertificateInfo, OwnCertificates } from '../../protocol/hours.js';
import { StudyDeeds, type By } from '../study-deeds.js';
import { CertificatePrinter, grouped } from './certificate-printer.js';
import { HourPolicies } from './hour-policies.service.js';
import { CertificateEntity } from './persistence/certificate.entity.js';
import { HourAwardEntity } from './persistence/hour-award.entity.js';

export const LEDGER_NAMES: Readonly<Record<HourLedger, string>> = {
  'party-member': '党员集中学习',
  leadership: '书记和班子成员集中学习',
  cadre: '干部教育培训',
};

const TITLES = { hours: '学时证明', participation: '参与证明' } as const;
const TAKEN_BACK = '这份参与证明已被收回；如需重新出具，请联系支部书记。';

type Draft = Pick<CertificateEntity, 'personId' | 'awardId' | 'contestId' | 'facts'>;

/** 学时证明 and 参与证明: given out once for what they stand for, printed as often as wanted, checked by whoever has the code. */
@Injectable()
export class Certificates {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly policies: HourPolicies,
    private readonly contests: FinalResults,
    private readonly printer: CertificatePrinter,
  ) {}

  /** The same award again: the same certificate. @throws RefusalError hours.award-unknown */
  issue(awardId: string, operatorId: string): Promise<CertificateInfo> {
    return this.give({ kind: 'operator', id: operatorId }, { awardId }, async (manager, at) => {
      const award = await manager.findOneBy(HourAwardEntity, { id: awardId });
      if (!award || award.hundredths === 0) throw refuse('hours.award-unknown');
      const { personId, ledger, title, onDate, hundredths } = award;
      const policy = policyFor(await this.policies.all(manager), ledger, yearOf(onDate));
      const hours = { ledger: LEDGER_NAMES[ledger], hundredths, policy: policy?.name ?? '本单位学时办法' };
      const facts = { kind: 'hours' as const, event: title, heldOn: onDate, hours, ...(await this.ends(manager, award.unitId, at)) };
      return { personId, awardId, contestId: null, facts };
    });
  } // prettier-ignore

  /** For having taken part in a contest whose result is final. @throws RefusalError contest.unknown, also of one without them */
  async issueParticipation(by: By, personId: string, contestId: string): Promise<CertificateInfo> {
    const taken = (await this.contests.participationsOf(personId)).find((one) => one.contestId === contestId);
    const person = (await this.organisation.peopleById([personId])).get(personId);
    if (!taken || !person) throw refuse('contest.unknown');
    return this.give(by, { contestId, personId }, async (manager, at) => {
      const ends = await this.ends(manager, taken.unitId ?? person.unitId, at);
      const said = { event: taken.title, heldOn: dayOf(taken.endedAt), hours: null };
      return { personId, awardId: null, contestId, facts: { kind: 'participation' as const, ...said, ...ends } };
    });
  }

  /** What somebody may take home: of contests they took part in, and of hours for which a certificate was issued. */
  async of(personId: string): Promise<OwnCertificates> {
    const rows = await this.deeds.reader.findBy(CertificateEntity, { personId });
    const valid = rows.filter(({ revokedAt }) => revokedAt === null);
    const participations = (await this.contests.participationsOf(personId)).map(({ contestId, title, endedAt }) => {
      const row = valid.find((one) => one.contestId === contestId);
      return { contestId, title, heldOn: dayOf(endedAt), certificate: row ? this.infoOf(row) : null };
    });
    const hours = valid.flatMap((row) => {
      const { event, heldOn, hours: counted } = row.facts;
      return counted === null ? [] : [{ title: event, heldOn, hundredths: counted.hundredths, ledger: counted.ledger, certificate: this.infoOf(row) }];
    });
    return { participations, hours: hours.toSorted((one, other) => (one.heldOn < other.heldOn ? 1 : -1)) };
  } // prettier-ignore

  /** @param of whose it must be; left out: anybody's. @throws RefusalError hours.certificate-unknown */
  async file(id: string, of?: string): Promise<{ readonly bytes: Buffer; readonly name: string }> {
    const row = await this.deeds.reader.findOneBy(CertificateEntity, { id });
    const person = row && (await this.organisation.peopleById([row.personId])).get(row.personId);
    const theirs = of === undefined || row?.personId === of;
    if (!row || row.revokedAt !== null || !person || !theirs) throw refuse('hours.certificate-unknown');
    const given = row.awardId === null ? null : await this.deeds.reader.findOneBy(HourAwardEntity, { id: row.awardId });
    const award = given && { passed: given.source === 'contest', days: given.days ?? 1 };
    return {
      bytes: await this.printer.pdf(row, { name: person.name, award }),
      name: `${TITLES[row.facts.kind]}-${person.name}.pdf`,
    };
  }

  /** @throws RefusalError hours.certificate-unknown */
  revoke(id: string, operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const row = await manager.findOneBy(CertificateEntity, { id });
      if (!row || row.revokedAt !== null) throw refuse('hours.certificate-unknown');
      await manager.update(CertificateEntity, id, { revokedAt: at });
      const detail = { certificateId: id };
      return [undefined, { action: 'hours.certificate-revoked', subjectId: row.personId, detail }];
    });
  }

  /** For everybody: the masked name and what it is for. @throws RefusalError hours.certificate-unknown */
  async check(typed: string): Promise<CertificateCheck> {
    const manager = this.deeds.reader;
    const codeDigest = this.printer.digestOf(readCode(typed));
    const row = await manager.findOneBy(CertificateEntity, { codeDigest });
    if (!row) throw refuse('hours.certificate-unknown');
    const award = row.awardId === null ? null : await manager.findOneBy(HourAwardEntity, { id: row.awardId });
    const person = (await this.organisation.peopleById([row.personId])).get(row.personId);
    const { kind, event, heldOn, issuer, issuedOn, hours } = row.facts;
    return {
      title: TITLES[kind],
      // Who had their data erased has no name here either.
      maskedName: person ? maskName(person.name) : '*',
      event,
      heldOn,
      ledger: award?.ledger ?? null,
      hundredths: hours?.hundredths ?? 0,
      issuer,
      issuedOn,
      revoked: row.revokedAt !== null,
    };
  }

  /** Where there is a valid one for the same already, that one. */
  private give(
    by: By,
    same: { readonly awardId: string } | { readonly contestId: string; readonly personId: string },
    draft: (manager: EntityManager, at: number) => Promise<Draft>,
  ): Promise<CertificateInfo> {
    return this.deeds.run(by, async (manager, at) => {
      const known = await manager.findBy(CertificateEntity, same);
      const valid = known.find(({ revokedAt }) => revokedAt === null);
      if (valid) return [this.infoOf(valid), null];
      if (known.length > 0 && by.kind === 'member') throw refuse('hours.certificate-unknown', { message: TAKEN_BACK });
      const drawn = await draft(manager, at);
      // One that was taken back stays and says so; its successor has another id and so another code.
      const id = newId();
      const issuedBy = by.kind === 'operator' ? by.id : null;
      const codeDigest = this.printer.digestOf(this.printer.codeOf(id));
      const row = { ...drawn, id, codeDigest, issuedAt: at, issuedBy, revokedAt: null };
      await manager.insert(CertificateEntity, row);
      const detail = { certificateId: id, ...same };
      return [this.infoOf(row), { action: 'hours.certificate-issued', subjectId: drawn.personId, detail }];
    });
  }

  /** Whose it is and who gives it: the two ends of the way up. */
  private async ends(manager: EntityManager, unitId: string | null, at: number) {
    const path = unitId === null ? [] : pathOf(await this.organisation.tree(manager), unitId);
    return { unitName: path.at(-1)?.name ?? '', issuer: path[0]?.name ?? '', issuedOn: dayOf(at) };
  }

  private infoOf({ id, facts }: Pick<CertificateEntity, 'id' | 'facts'>): CertificateInfo {
    return { id, code: grouped(this.printer.codeOf(id)), issuedOn: facts.issuedOn };
  }
}
