import { Injectable } from '@nestjs/common';

import { pathOf, within, type Tree } from '../../core/organisation/tree.js';
import type { Unit } from '../../core/organisation/types.js';
import { endOf } from '../../core/study/day.js';
import { visibleCells, type FigureCells, type FigureReader } from '../../core/study/figure-cells.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { refuse } from '../../platform/refusal.js';
import { reachOf } from '../entries/actor.js';

/** A unit as one operator may see its figures. */
export interface FigureScope {
  readonly tree: Tree;
  readonly path: readonly Unit[];
  /** 在册 of each unit itself on the day of reckoning. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly cells: FigureCells;
  /** Of who are in a ledger of hours: there are fewer of them than of all. */
  cellsOf(sizes: ReadonlyMap<string, number>): FigureCells;
  /** The own branch, whose people they know by name. */
  readonly own: boolean;
}

/** A row of the table: units that are counted together under the first of them. */
export interface Group {
  readonly unit: Unit;
  readonly itself: boolean;
  readonly units: readonly string[];
}

@Injectable()
export class FigureScopes {
  constructor(private readonly organisation: OrganisationService) {}

  /**
   * @param on the day of reckoning
   * @throws RefusalError unit.unknown, also where it is no business of this operator
   */
  async of(operator: OperatorIdentity, unitId: string, on: string): Promise<FigureScope> {
    const top = reachOf(operator, 'study.read');
    const [tree, sizes] = await Promise.all([this.organisation.tree(), this.organisation.headcountsAt(endOf(on) - 1)]);
    const path = pathOf(tree, unitId);
    const reaches = top !== undefined && (top === null || path.some(({ id }) => id === top));
    if (path.length === 0 || !reaches) throw refuse('unit.unknown');
    // Who sees more than the own unit would learn of others by what they know of their own.
    const reader: FigureReader = { top, own: top };
    const cellsOf = (some: ReadonlyMap<string, number>) => visibleCells(tree, some, unitId, reader);
    return { tree, path, sizes, cells: cellsOf(sizes), cellsOf, own: top === unitId };
  }
}

/** The unit itself, then each unit directly below, in order. */
export function groupsOf({ tree, path }: FigureScope): readonly Group[] {
  const unit = path.at(-1);
  const below = (tree.children.get(unit?.id ?? null) ?? []).map((child): Group => {
    return { unit: child, itself: false, units: within(tree, child.id).map(({ id }) => id) };
  });
  return [...(unit ? [{ unit, itself: true, units: [unit.id] }] : []), ...below];
}
