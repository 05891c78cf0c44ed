import { Injectable } from '@nestjs/common';

import type { Right } from '../../core/access/rights.js';
import { pathOf, within, type Tree } from '../../core/organisation/tree.js';
import { can } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';

/** How far an operator's right reaches: the own unit and what is below it, or everything. */
export class Reach {
  private readonly ids: ReadonlySet<string>;

  constructor(
    readonly tree: Tree,
    /** Null: everything. */
    readonly top: string | null,
  ) {
    this.ids = new Set(within(tree, top).map(({ id }) => id));
  }

  has(unitId: string): boolean {
    return this.ids.has(unitId);
  }

  /** Of the own units, or of one above: a campaign of the province is for its branches, too. */
  concerns(unitId: string): boolean {
    return this.has(unitId) || (this.top !== null && pathOf(this.tree, this.top).some(({ id }) => id === unitId));
  }

  namesTo(unitId: string): readonly string[] {
    return pathOf(this.tree, unitId).map(({ name }) => name);
  }

  /** The unit and everything below it that this reach has. */
  below(unitId: string): ReadonlySet<string> {
    return new Set(
      within(this.tree, unitId)
        .map(({ id }) => id)
        .filter((id) => this.ids.has(id)),
    );
  }
}

@Injectable()
export class ReadingScope {
  constructor(private readonly organisation: OrganisationService) {}

  async of(operator: OperatorIdentity, right: Right): Promise<Reach> {
    const everywhere = can(operator, right, { unitId: '' });
    return new Reach(await this.organisation.tree(), everywhere ? null : (operator.unitId ?? ''));
  }
}
