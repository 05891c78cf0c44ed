/**
 * Which figures of the tree somebody may see (domain.md 3.3 and 6.4): none of fewer than five people, nor those by which
 * theirs could be worked out. Tables of different units must not give away together what each of them hides, so it is
 * decided from the reader's highest unit downwards: what is hidden in the table of the unit above has no table of its own.
 */
import { pathOf, within, type Tree } from '../organisation/tree.js';
import { SMALLEST_GROUP, suppressed, type Cell } from '../ranking/small-cells.js';

export interface FigureReader {
  /** The unit from which downwards they may read; null: everything. */
  readonly top: string | null;
  /** The unit whose people they know by name anyway; null: none. */
  readonly own: string | null;
}

export interface FigureCells {
  /** Whether the unit with all that is below it may be shown. */
  readonly total: boolean;
  /** Rows of its table that may not: units directly below, and the unit itself for the people who belong to it directly. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * @param sizes people of each unit itself; of units that are not named, none
 * @param unitId within the reader's reach
 */
export function visibleCells(
  tree: Tree,
  sizes: ReadonlyMap<string, number>,
  unitId: string,
  reader: FigureReader,
): FigureCells {
  const path = pathOf(tree, unitId).map(({ id }) => id);
  const from = reader.top === null ? 0 : Math.max(0, path.indexOf(reader.top));
  let total = true;
  let table = tableOf(tree, sizes, path[from] ?? unitId, reader.own);
  // Nobody sees a table above the first one, so its total can be compared with nothing but what is in it.
  const people = sum(table.unknown);
  if (people > 0 && people < SMALLEST_GROUP) total = false;
  for (const id of path.slice(from + 1)) {
    if (table.hidden.has(id)) total = false;
    table = tableOf(tree, sizes, id, reader.own);
  }
  return { total, hidden: total ? table.hidden : new Set(table.unknown.map(({ id }) => id)) };
}

interface Table {
  readonly unknown: readonly Cell[];
  readonly hidden: ReadonlySet<string>;
}

function tableOf(tree: Tree, sizes: ReadonlyMap<string, number>, unitId: string, own: string | null): Table {
  const below = (tree.children.get(unitId) ?? []).map(({ id }) => {
    return { id, size: within(tree, id).reduce((people, unit) => people + (sizes.get(unit.id) ?? 0), 0) };
  });
  const itself = unitId === own ? [] : [{ id: unitId, size: sizes.get(unitId) ?? 0 }];
  const unknown = [...itself, ...below];
  return { unknown, hidden: suppressed(unknown) };
}

const sum = (cells: readonly Cell[]): number => cells.reduce((people, { size }) => people + size, 0);
