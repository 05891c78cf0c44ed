import { Injectable } from '@nestjs/common';

import { OrganisationService } from '../../organisation/organisation.service.js';
import { Reader } from '../../platform/database/reader.js';
import type { ContestRosterPage } from '../../protocol/organisation.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { ContestRosterEntity } from '../persistence/contest-roster.entity.js';

/** What operators see of who is expected in a contest. */
@Injectable()
export class RosterView {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly organisation: OrganisationService,
    private readonly reader: Reader,
  ) {}

  /** @throws RefusalError contest.unknown */
  async page(
    contestId: string,
    branchId: string | undefined,
    offset: number,
    limit: number,
  ): Promise<ContestRosterPage> {
    const live = await this.registry.get(contestId);
    const { manager } = this.reader.source;
    const where = { contestId, ...(branchId === undefined ? {} : { branchId }) };
    const total = await manager.countBy(ContestRosterEntity, where);
    const exempt = await manager.countBy(ContestRosterEntity, { ...where, exempt: true });
    const order = { branchId: 'ASC', id: 'ASC' } as const;
    const rows = await manager.find(ContestRosterEntity, { where, order, skip: offset, take: limit });
    const people = await this.organisation.peopleById(rows.map(({ personId }) => personId));
    return {
      total,
      frozen: live.state.phase !== 'draft',
      expected: total - exempt,
      exempt,
      people: rows.flatMap((row) => {
        const person = people.get(row.personId);
        if (!person) return [];
        const { name, staffCode } = person;
        const seat = live.roster.byPersonId(row.personId);
        const { personId, branchId: branch } = row;
        return [{ personId, name, staffCode, branchId: branch, exempt: row.exempt, entered: seat !== undefined }];
      }),
    };
  }
}
