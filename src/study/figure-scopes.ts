import { Injectable } from '@nestjs/common';

import { pathOf, within, type Tree } from '../core/organisation/tree.js';
import type { Unit } from '../core/organisation/types.js';
import { endOf } from '../core/study/day.js';
import { SMALLEST_GROUP } from '../core/ranking/small-cells.js';
import {
  addedUp,
  countedWith,
  visibleCells,
  type FigureCells,
  type FigureReader,
  type PeopleIn,
} from '../core/study/figure-cells.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Reader } from '../platform/database/reader.js';
import { refuse } from '../platform/refusal.js';
import { reachOf } from './entries/actor.js';
import { peopleBesides } from './figures/people-besides.js';

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

interface Reckoned extends Pick<FigureScope, 'tree' | 'sizes'> {
  readonly people: PeopleIn;
}

/** A row of the table: units that are counted together under the first of them. */
export interface Group {
  readonly unit: Unit;
  readonly itself: boolean;
  readonly units: readonly string[];
}

@Injectable()
export class FigureScopes {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly reader: Reader,
  ) {}

  /**
   * @param on the day of reckoning
   * @param since of figures that add up what was done since then: whoever is counted in them counts with the people of
   * the unit, so that one that has lost them since is as small as it was
   * @throws RefusalError unit.unknown, also where it is no business of this operator
   */
  async of(operator: OperatorIdentity, unitId: string, on: string, since: string | null = null): Promise<FigureScope> {
    const top = reachOf(operator, 'study.read');
    const { tree, sizes, people } = await this.peopleOf(on, since);
    const path = pathOf(tree, unitId);
    const reaches = top !== undefined && (top === null || path.some(({ id }) => id === top));
    if (path.length === 0 || !reaches) throw refuse('unit.unknown');
    // Who sees more than the own unit would learn of others by what they know of their own.
    const reader: FigureReader = { top, own: top };
    const cellsOf = (some: ReadonlyMap<string, number>) => visibleCells(tree, addedUp(some), unitId, reader);
    const cells = visibleCells(tree, people, unitId, reader);
    return { tree, path, sizes, cells, cellsOf, own: top === unitId };
  }

  /** Of the units at the top, for who sees them all: those that may not be shown with all that is below them. */
  async hiddenAtTop(on: string, since: string): Promise<ReadonlySet<string>> {
    const { tree, people } = await this.peopleOf(on, since);
    const ids = (tree.children.get(null) ?? []).map(({ id }) => id);
    return new Set(ids.filter((id) => !visibleCells(tree, people, id, { top: null, own: null }).total));
  }

  /** Who is counted besides is asked for where a unit is small without them: elsewhere they would change nothing. */
  private async peopleOf(on: string, since: string | null): Promise<Reckoned> {
    const [tree, sizes] = await Promise.all([this.organisation.tree(), this.organisation.headcountsAt(endOf(on) - 1)]);
    if (since === null) return { tree, sizes, people: addedUp(sizes) };
    const small = [...tree.byId.keys()].filter((id) => (sizes.get(id) ?? 0) < SMALLEST_GROUP);
    const besides = await peopleBesides(this.reader.source.manager, small, { from: since, to: on });
    return { tree, sizes, people: countedWith(sizes, besides) };
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
