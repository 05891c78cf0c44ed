import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { IdentityService } from '../identity/identity.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Clock } from '../platform/clock/clock.js';
import { FieldCipher } from '../platform/crypto/field-cipher.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { StudyCodeInfo } from '../protocol/member.js';
import { accessRows } from './access-rows.js';
import { MemberAccessEntity } from './persistence/member-access.entity.js';
import { MemberSessionEntity } from './persistence/member-session.entity.js';
import { studyCode, studyCodeDigest } from './study-code.js';

/** The study codes of the people of a unit, for whoever hands them out. */
@Injectable()
export class MemberAccess {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly identity: IdentityService,
    private readonly cipher: FieldCipher,
    private readonly queue: WriteQueue,
    private readonly clock: Clock,
  ) {}

  /** Gives a code to everybody of the unit who has none; all of them, by name. Who prints them is on record. */
  async issue(unitId: string, operatorId: string): Promise<StudyCodeInfo[]> {
    const people = await this.organisation.membersOf(unitId);
    return this.queue.run(async (manager) => {
      const rows = await accessRows(manager, people);
      const issued: string[] = [];
      const codes: StudyCodeInfo[] = [];
      for (const { id, name, staffCode } of people) {
        const row = rows.get(id);
        const stands = row !== undefined && !row.withdrawn;
        const number = stands ? row.codeNumber : await this.next(manager, id, row?.codeNumber ?? 0);
        if (!stands) issued.push(id);
        codes.push({ personId: id, name, staffCode, code: studyCode(this.cipher, id, number) });
      }
      const detail = { unitId, people: people.length, issued };
      await this.identity.recordAction(manager, { operatorId, action: 'member.codes-shown', detail });
      return codes;
    });
  }

  /** The code before is void, and whoever entered with it is out. @throws RefusalError person.unknown */
  async renew(unitId: string, personId: string, operatorId: string): Promise<StudyCodeInfo> {
    const { name, staffCode } = await this.memberOf(unitId, personId);
    return this.queue.run(async (manager) => {
      const row = await manager.findOneBy(MemberAccessEntity, { personId });
      const number = await this.next(manager, personId, row?.codeNumber ?? 0);
      await manager.delete(MemberSessionEntity, { personId });
      await this.identity.recordAction(manager, { operatorId, action: 'member.code-renewed', subjectId: personId });
      return { personId, name, staffCode, code: studyCode(this.cipher, personId, number) };
    });
  }

  /** What is kept of the person stays; a new code may be given later. @throws RefusalError person.unknown */
  async withdraw(unitId: string, personId: string, operatorId: string): Promise<void> {
    await this.memberOf(unitId, personId);
    await this.queue.run(async (manager) => {
      await manager.update(MemberAccessEntity, { personId }, { withdrawnAt: this.clock.now() });
      await manager.delete(MemberSessionEntity, { personId });
      await this.identity.recordAction(manager, { operatorId, action: 'member.code-withdrawn', subjectId: personId });
    });
  }

  private async next(manager: EntityManager, personId: string, before: number): Promise<number> {
    const codeNumber = before + 1;
    const codeDigest = studyCodeDigest(this.cipher, studyCode(this.cipher, personId, codeNumber));
    const row = { personId, codeNumber, codeDigest, issuedAt: this.clock.now(), withdrawnAt: null };
    await manager.upsert(MemberAccessEntity, row, ['personId']);
    return codeNumber;
  }

  private async memberOf(unitId: string, personId: string): Promise<{ name: string; staffCode: string | null }> {
    const person = (await this.organisation.peopleById([personId])).get(personId);
    if (!person || person.unitId !== unitId) throw refuse('person.unknown');
    return person;
  }
}
