import { Injectable } from '@nestjs/common';

import { branchesUnder, type UnitBranch } from '../core/organisation/branches.js';
import { treeOf, within } from '../core/organisation/tree.js';
import { can } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { Reader } from '../platform/database/reader.js';
import { refuse } from '../platform/refusal.js';
import type { OrganisationInfo } from '../protocol/organisation.js';
import { OrganisationService } from './organisation.service.js';
import { UnitNameEntity } from './persistence/unit-name.entity.js';

/** What operators see of the organisation; somebody confined to a unit sees that and what is below. */
@Injectable()
export class OrganisationView {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly reader: Reader,
  ) {}

  async all(operator: OperatorIdentity): Promise<OrganisationInfo> {
    const tree = await this.organisation.tree();
    const top = topOf(operator);
    const [levels, members, former] = await Promise.all([
      this.organisation.levels(),
      this.organisation.headcounts(),
      this.reader.source.manager.find(UnitNameEntity, { order: { until: 'DESC' } }),
    ]);
    const names = new Map<string, { name: string; until: number }[]>();
    for (const { unitId, name, until } of former) {
      const list = names.get(unitId);
      if (list) list.push({ name, until });
      else names.set(unitId, [{ name, until }]);
    }
    return {
      levels,
      units: within(tree, top).map(({ openedAt: _openedAt, ...unit }) => ({
        ...unit,
        parentId: unit.id === top ? null : unit.parentId,
        members: members.get(unit.id) ?? 0,
        formerNames: names.get(unit.id) ?? [],
      })),
    };
  }

  /** @throws RefusalError unit.unknown, also where it is no business of this operator */
  async assertVisible(unitId: string | null, operator: OperatorIdentity): Promise<void> {
    const top = topOf(operator);
    if (top === null && unitId === null) return;
    const visible = within(await this.organisation.tree(), top);
    if (!visible.some(({ id }) => id === unitId)) throw refuse('unit.unknown');
  }

  async branches(unitId: string | null, level: number): Promise<readonly UnitBranch[]> {
    const tree = treeOf([...(await this.organisation.tree()).byId.values()]);
    return branchesUnder(tree, unitId, level, await this.organisation.headcounts());
  }
}

/** The unit below which an operator sees; null: everything. */
export function topOf(operator: OperatorIdentity): string | null {
  return can(operator, 'roster.read', { unitId: '' }) ? null : operator.unitId;
}
