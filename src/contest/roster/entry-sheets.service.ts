import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { pathOf } from '../../core/organisation/tree.js';
import { can } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { Reader } from '../../platform/database/reader.js';
import { ServerAddresses } from '../../platform/http/server-addresses.js';
import { refuse } from '../../platform/refusal.js';
import type { EntryCodeInfo, SheetContest } from '../../protocol/organisation.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { ContestBranchEntity } from '../persistence/contest-branch.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { ContestRoster } from './contest-roster.service.js';

type MayPrint = (branch: { readonly unitId: string | null }) => boolean;

/** Who may print whose personal codes: a branch secretary those of the own unit and of what is below it. */
@Injectable()
export class EntrySheets {
  constructor(
    private readonly reader: Reader,
    private readonly registry: ContestRegistry,
    private readonly organisation: OrganisationService,
    private readonly roster: ContestRoster,
    private readonly addresses: ServerAddresses,
  ) {}

  async list(operator: OperatorIdentity): Promise<SheetContest[]> {
    const { manager } = this.reader.source;
    const contests = await manager.find(ContestEntity, { order: { id: 'DESC' } });
    const byRoster = contests.filter(({ settings }) => settings.entry === 'roster');
    if (byRoster.length === 0) return [];
    const mayPrint = await this.rule(operator);
    const rows = await manager.find(ContestBranchEntity, {
      where: { contestId: In(byRoster.map(({ id }) => id)) },
      order: { ordinal: 'ASC' },
    });
    return byRoster.flatMap(({ id, title, phase, pin }) => {
      const own = rows.filter((row) => row.contestId === id && row.unitId !== null && mayPrint(row));
      const branches = own.map((row) => ({ id: row.id, name: row.name }));
      const joinUrl = this.addresses.joinUrl(pin);
      return branches.length === 0 ? [] : [{ contestId: id, title, phase, pin, joinUrl, branches }];
    });
  }

  /**
   * Of one branch, by name. Whoever gets them is on record; whoever is refused has read nothing.
   * @throws RefusalError contest.unknown; entry.branch-unknown, also where the branch is no business of this operator
   */
  async codes(contestId: string, branchId: string, operator: OperatorIdentity): Promise<EntryCodeInfo[]> {
    const { record } = await this.registry.get(contestId);
    const branch = record.branches.find(({ id }) => id === branchId);
    if (!branch || !(await this.rule(operator))(branch)) throw refuse('entry.branch-unknown');
    return this.roster.codes(contestId, branchId, operator.id);
  }

  private async rule(operator: OperatorIdentity): Promise<MayPrint> {
    if (can(operator, 'entry-code.print', { unitId: '' })) return () => true;
    const tree = await this.organisation.tree();
    return ({ unitId }) => pathOf(tree, unitId).some(({ id }) => can(operator, 'entry-code.print', { unitId: id }));
  }
}
