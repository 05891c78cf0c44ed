import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { coverNow } from '../../audit/audit.service.js';
import { IdentityService } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import type { EntryCodeInfo } from '../../protocol/organisation.js';
import { ContestBranchEntity } from '../persistence/contest-branch.entity.js';
import { ContestRosterEntity } from '../persistence/contest-roster.entity.js';
import { codeDigest, entryCode, readCode } from './entry-code.js';
import { countExpected, syncRoster } from './roster-sync.js';

/** Somebody whom a contest expects. */
export interface Expected {
  readonly personId: string;
  readonly name: string;
  readonly branchId: string;
}

/** Who may come to a contest by roster, and their personal codes. */
@Injectable()
export class ContestRoster {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly cipher: FieldCipher,
    private readonly reader: Reader,
    private readonly queue: WriteQueue,
    private readonly identity: IdentityService,
  ) {}

  /** In the transaction of whoever changes the branches, or opens the lobby for the last time. */
  async sync(manager: EntityManager, contestId: string, operatorId: string | null): Promise<void> {
    const branches = await manager.findBy(ContestBranchEntity, { contestId });
    const before = await manager.countBy(ContestRosterEntity, { contestId });
    if (before === 0 && branches.every(({ unitId }) => unitId === null)) return;
    const [tree, people] = [await this.organisation.tree(manager), await this.organisation.people(manager)];
    const done = await syncRoster(manager, this.cipher, contestId, { tree, people });
    const detail = { people: done.people, added: done.added, removed: done.removed };
    const covers = [
      await coverNow(manager, 'contest-roster', contestId),
      await coverNow(manager, 'contest-unit', contestId),
    ];
    await this.identity.recordAction(manager, { operatorId, contestId, action: 'roster.taken', detail, covers });
  }

  /** Null for a code that nobody has, or no longer. */
  async personOf(contestId: string, typed: string): Promise<Expected | null> {
    const digest = codeDigest(this.cipher, contestId, readCode(typed));
    const row = await this.reader.source.manager.findOneBy(ContestRosterEntity, { contestId, codeDigest: digest });
    if (!row) return null;
    const person = (await this.organisation.peopleById([row.personId])).get(row.personId);
    return person ? { personId: row.personId, name: person.name, branchId: row.branchId } : null;
  }

  /** Of one branch, by name; who prints them is on record. */
  async codes(contestId: string, branchId: string, operatorId: string): Promise<EntryCodeInfo[]> {
    const rows = await this.reader.source.manager.findBy(ContestRosterEntity, { contestId, branchId });
    const people = await this.organisation.peopleById(rows.map(({ personId }) => personId));
    await this.queue.run((manager) =>
      this.identity.recordAction(manager, {
        operatorId,
        contestId,
        action: 'roster.codes-shown',
        detail: { branchId, people: rows.length },
      }),
    );
    return rows
      .flatMap(({ personId, codeNumber }) => {
        const person = people.get(personId);
        const code = entryCode(this.cipher, contestId, personId, codeNumber);
        return person ? [{ personId, name: person.name, staffCode: person.staffCode, code }] : [];
      })
      .sort((one, other) => one.name.localeCompare(other.name, 'zh-CN'));
  }

  /** The code before is void at once. @throws RefusalError person.unknown */
  async renewCode(contestId: string, personId: string, operatorId: string): Promise<EntryCodeInfo> {
    const people = await this.organisation.peopleById([personId]);
    const person = people.get(personId);
    return this.queue.run(async (manager) => {
      const row = await manager.findOneBy(ContestRosterEntity, { contestId, personId });
      if (!row || !person) throw refuse('person.unknown');
      const codeNumber = row.codeNumber + 1;
      const code = entryCode(this.cipher, contestId, personId, codeNumber);
      const digest = codeDigest(this.cipher, contestId, code);
      await manager.update(ContestRosterEntity, row.id, { codeNumber, codeDigest: digest });
      const detail = { personId };
      await this.identity.recordAction(manager, { operatorId, contestId, action: 'roster.code-renewed', detail });
      return { personId, name: person.name, staffCode: person.staffCode, code };
    });
  }

  /** In a draft, in its line. The reason stands nowhere. @throws RefusalError person.unknown */
  async exempt(
    manager: EntityManager,
    contestId: string,
    personId: string,
    exempt: boolean,
    operatorId: string,
  ): Promise<void> {
    const row = await manager.findOneBy(ContestRosterEntity, { contestId, personId });
    if (!row) throw refuse('person.unknown');
    await manager.update(ContestRosterEntity, row.id, { exempt });
    await countExpected(manager, contestId, [row.branchId]);
    const action = exempt ? 'roster.exempted' : 'roster.exemption-withdrawn';
    const about = { contestId, subjectId: personId, covers: [await coverNow(manager, 'contest-roster', contestId)] };
    await this.identity.recordAction(manager, { operatorId, action, ...about });
  }
}
