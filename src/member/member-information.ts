import { Injectable } from '@nestjs/common';

import { pathOf } from '../core/organisation/tree.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Reader } from '../platform/database/reader.js';
import type { MemberInfo, StudyAccessInfo } from '../protocol/member.js';
import { accessRows } from './access-rows.js';
import type { LiveMemberSession } from './member-sessions.js';

/** What a member's pages know of the member, and a unit's secretary of who has a code. */
@Injectable()
export class MemberInformation {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly reader: Reader,
  ) {}

  async of({ member: { personId, name, unitId }, csrfToken }: LiveMemberSession): Promise<MemberInfo> {
    const path = unitId === null ? [] : pathOf(await this.organisation.tree(), unitId);
    return { personId, name, unitPath: path.map((unit) => unit.name), csrfToken };
  }

  /** Who of a unit has a code. */
  async accessOf(unitId: string): Promise<StudyAccessInfo[]> {
    const people = await this.organisation.membersOf(unitId);
    const rows = await accessRows(this.reader.source.manager, people);
    return people.map(({ id, name, staffCode }) => {
      const row = rows.get(id);
      return { personId: id, name, staffCode, issuedAt: row === undefined || row.withdrawn ? null : row.issuedAt };
    });
  }
}
