import { Injectable } from '@nestjs/common';

import { within } from '../../core/organisation/tree.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { refuse } from '../../platform/refusal.js';
import { StudyDeeds } from '../study-deeds.js';
import { reachOf, type StudyRight } from '../entries/actor.js';
import { CertificateEntity } from './persistence/certificate.entity.js';
import { HourAwardEntity } from './persistence/hour-award.entity.js';

/** Lets operators to the hours of their own unit and of what is below it. */
@Injectable()
export class HourGate {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly deeds: StudyDeeds,
  ) {}

  /** @throws RefusalError unit.unknown, also where it is no business of this operator */
  async unit(operator: OperatorIdentity, right: StudyRight, unitId: string): Promise<void> {
    if (!(await this.reaches(operator, right, unitId))) throw refuse('unit.unknown');
  }

  /** @throws RefusalError person.unknown, also where it is no business of this operator. @returns where they belong now */
  async person(operator: OperatorIdentity, right: StudyRight, personId: string): Promise<string> {
    const unitId = (await this.organisation.peopleById([personId])).get(personId)?.unitId ?? null;
    if (unitId === null || !(await this.reaches(operator, right, unitId))) throw refuse('person.unknown');
    return unitId;
  }

  /** @throws RefusalError hours.award-unknown, also where it is no business of this operator */
  async award(operator: OperatorIdentity, id: string): Promise<void> {
    const award = await this.deeds.reader.findOneBy(HourAwardEntity, { id });
    if (!award || award.hundredths === 0 || !(await this.reaches(operator, 'study.approve', award.unitId))) throw refuse('hours.award-unknown');
  } // prettier-ignore

  /** @throws RefusalError hours.certificate-unknown, also where it is no business of this operator */
  async certificate(operator: OperatorIdentity, id: string): Promise<void> {
    const row = await this.deeds.reader.findOneBy(CertificateEntity, { id });
    const unitId = row && (await this.unitOf(row));
    if (!unitId || !(await this.reaches(operator, 'study.approve', unitId))) throw refuse('hours.certificate-unknown');
  } // prettier-ignore

  /** Of hours: for which they were given; of a contest: where the person belongs now. */
  private async unitOf({ awardId, personId }: CertificateEntity): Promise<string | null> {
    if (awardId === null) return (await this.organisation.peopleById([personId])).get(personId)?.unitId ?? null;
    return (await this.deeds.reader.findOneBy(HourAwardEntity, { id: awardId }))?.unitId ?? null;
  }

  private async reaches(operator: OperatorIdentity, right: StudyRight, unitId: string): Promise<boolean> {
    const top = reachOf(operator, right);
    if (top === undefined) return false;
    const tree = await this.organisation.tree();
    return top === null ? tree.byId.has(unitId) : within(tree, top).some(({ id }) => id === unitId);
  }
}
