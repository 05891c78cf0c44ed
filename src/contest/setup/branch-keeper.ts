import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { OrganisationService } from '../../organisation/organisation.service.js';
import { refuse } from '../../platform/refusal.js';
import type { BranchBody } from '../../protocol/rest.js';
import { ContestBranchEntity } from '../persistence/contest-branch.entity.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { ContestRoster } from '../roster/contest-roster.service.js';
import { insertBranches } from './contest-rows.js';

/** The branches of a draft, typed in or of the organisation, and with them who is expected. */
@Injectable()
export class BranchKeeper {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly roster: ContestRoster,
  ) {}

  /** Units that are known, each once. @throws RefusalError contest.rejected */
  async check(manager: EntityManager, branches: readonly BranchBody[]): Promise<void> {
    if (branches.every(({ unitId }) => unitId === undefined || unitId === null)) return;
    const { byId } = await this.organisation.tree(manager);
    const seen = new Set<string>();
    branches.forEach(({ unitId, name }, index) => {
      if (unitId === undefined || unitId === null) return;
      const known = byId.has(unitId) && !seen.has(unitId);
      seen.add(unitId);
      if (known) return;
      const message = `“${name}”对应的组织不存在或已选过，请重新选择。`;
      throw refuse('contest.rejected', { details: [{ path: `branches.${index}.unitId`, message }] });
    });
  }

  async replace(
    manager: EntityManager,
    contestId: string,
    wanted: readonly BranchBody[],
    operatorId: string,
  ): Promise<void> {
    await this.check(manager, wanted);
    await replaceBranches(manager, contestId, wanted);
    await this.roster.sync(manager, contestId, operatorId);
  }

  takeRoster(manager: EntityManager, contestId: string, operatorId: string | null): Promise<void> {
    return this.roster.sync(manager, contestId, operatorId);
  }
}

export function refuseDoubleNames(branches: readonly BranchBody[]): void {
  const seen = new Set<string>();
  branches.forEach(({ name }, index) => {
    const key = name.trim();
    if (seen.has(key)) {
      const message = `“${key}”出现了两次，请删去重复的一行。`;
      throw refuse('contest.rejected', { details: [{ path: `branches.${index}.name`, message }] });
    }
    seen.add(key);
  });
}

/** A branch keeps its id by id or by name, so that people who joined before a return to draft stay in it. */
async function replaceBranches(
  manager: EntityManager,
  contestId: string,
  wanted: readonly BranchBody[],
): Promise<void> {
  const before = await manager.findBy(ContestBranchEntity, { contestId });
  const kept = new Set<string>();
  // Out of the way first: names are unique, and a swap of two names must not meet itself half-way.
  for (const branch of before) await manager.update(ContestBranchEntity, branch.id, { name: `~${branch.id}` });
  for (const [ordinal, { id, name, expected, unitId }] of wanted.entries()) {
    const same = before.find((branch) => (id === undefined ? branch.name === name.trim() : branch.id === id));
    if (same && !kept.has(same.id)) {
      kept.add(same.id);
      const unit = unitId === undefined ? same.unitId : unitId;
      await manager.update(ContestBranchEntity, same.id, { ordinal, name: name.trim(), expected, unitId: unit });
    } else {
      await insertBranches(manager, contestId, [{ name, expected, unitId: unitId ?? null }], ordinal);
    }
  }
  for (const branch of before.filter(({ id }) => !kept.has(id))) {
    if (await manager.existsBy(ParticipantEntity, { branchId: branch.id })) {
      const message = `“${branch.name}”已有人进入，不能删除。`;
      throw refuse('contest.rejected', { details: [{ path: 'branches', message }] });
    }
    await manager.delete(ContestBranchEntity, branch.id);
  }
}
