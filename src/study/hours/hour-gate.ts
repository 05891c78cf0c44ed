import { Injectable } from '@nestjs/common';

import { within } from '../../core/organisation/tree.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { refuse } from '../../platform/refusal.js';
import { StudyDeeds } from '../study-deeds.js';
import { reachOf, type StudyRight } from '../entries/actor.js';
import { CertificateEntity } from './persistence/certificate.entity.js';
import { peopleHidden } from '../people-hidden.js';
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

  /**
   * To somebody's hours by name: where they belong now, or did in the year that is asked for.
   * @param at an instant of that year
   * @throws RefusalError person.unknown, study.people-hidden
   */
  async namedPerson(operator: OperatorIdentity, right: StudyRight, personId: string, at?: number): Promise<void> {
    const own = operator.unitId;
    if (at !== undefined && own !== null && (await this.reaches(operator, right, own))) {
      if ((await this.organisation.unitMembersAt(own, at)).some(({ id }) => id === personId)) return;
    }
    const unitId = await this.person(operator, right, personId);
    if (!this.seesNames(operator, unitId)) throw peopleHidden('id');
  }

  /**
   * The unit whose people somebody sees by name with their hours: their own, whose people they know anyway. Null: of all,
   * for who approves everywhere, since they say who is in which ledger and certify hours. To be above a branch is neither.
   */
  namedUnit(operator: OperatorIdentity): string | null {
    return reachOf(operator, 'study.approve') === null ? null : (operator.unitId ?? '');
  }

  /** @param unitId within their reach */
  seesNames(operator: OperatorIdentity, unitId: string): boolean {
    const named = this.namedUnit(operator);
    return named === null || named === unitId;
  }

  /**
   * Where the person belongs now, or did when it was given: after a transfer the new branch keeps their hours, and the old
   * one answers for what it gave.
   * @throws RefusalError hours.award-unknown, also where it is no business of this operator
   */
  async award(operator: OperatorIdentity, id: string): Promise<void> {
    const award = await this.deeds.reader.findOneBy(HourAwardEntity, { id });
    const known = award !== null && award.hundredths > 0;
    if (!known || !(await this.keeps(operator, award.personId, award))) throw refuse('hours.award-unknown');
  }

  /** As of its award; of a contest where the person belongs now. @throws RefusalError hours.certificate-unknown, also where it is no business of this operator */
  async certificate(operator: OperatorIdentity, id: string): Promise<void> {
    const row = await this.deeds.reader.findOneBy(CertificateEntity, { id });
    const award = row?.awardId == null ? null : await this.deeds.reader.findOneBy(HourAwardEntity, { id: row.awardId });
    if (!row || !(await this.keeps(operator, row.personId, award))) throw refuse('hours.certificate-unknown');
  }

  private async keeps(operator: OperatorIdentity, personId: string, award: HourAwardEntity | null): Promise<boolean> {
    const now = (await this.organisation.peopleById([personId])).get(personId)?.unitId;
    for (const unitId of new Set([now, award?.unitId])) {
      if (unitId != null && (await this.reaches(operator, 'study.approve', unitId))) return true;
    }
    return false;
  }

  private async reaches(operator: OperatorIdentity, right: StudyRight, unitId: string): Promise<boolean> {
    const top = reachOf(operator, right);
    if (top === undefined) return false;
    const tree = await this.organisation.tree();
    return top === null ? tree.byId.has(unitId) : within(tree, top).some(({ id }) => id === unitId);
  }
}
