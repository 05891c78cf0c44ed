/**
 * Which figures of the tree somebody may see (domain.md 3.3 and 6.4): none of fewer than five people, nor those by which
 * theirs could be worked out. Tables of different units must not give away together what each of them hides, so it is
 * decided from the reader's highest unit downwards: what is hidden in the table of the unit above has no table of its own.
 */
import { pathOf, treeOf, within, type Tree } from '../organisation/tree.js';
import { SMALLEST_GROUP, suppressed } from '../ranking/small-cells.js';

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

/** How many people these units have together, each of them itself. */
export type PeopleIn = (units: readonly string[]) => number;

/** Of people who belong to one unit each. @param sizes of units that are not named, none */
export const addedUp =
  (sizes: ReadonlyMap<string, number>): PeopleIn =>
  (units) =>
    units.reduce((people, id) => people + (sizes.get(id) ?? 0), 0);

/** Somebody who is counted in a unit and belongs elsewhere on the day of reckoning, or nowhere. */
export interface CountedBesides {
  readonly unitId: string;
  readonly personId: string;
  readonly home: string | null;
  /** Was only expected at its meetings, and has never belonged there. */
  readonly guest: boolean;
}

/**
 * Of people who belong to one unit each, and of who is counted in units besides: a unit that has lost its people has
 * figures of them all the same. Guests are people of a unit only where it has no others, or its few would hide among them.
 */
export function countedWith(sizes: ReadonlyMap<string, number>, besides: readonly CountedBesides[]): PeopleIn {
  const own = new Set(besides.flatMap(({ unitId, guest }) => (guest ? [] : [unitId])));
  const counts = ({ unitId, guest }: CountedBesides) => !guest || (!own.has(unitId) && (sizes.get(unitId) ?? 0) === 0);
  const counted = besides.filter(counts);
  const belonging = addedUp(sizes);
  return (units) => {
    const here = new Set(units);
    const more = counted.filter(({ unitId, home }) => here.has(unitId) && (home === null || !here.has(home)));
    return belonging(units) + new Set(more.map(({ personId }) => personId)).size;
  };
}

/** Of people who may be counted in several units; together they are counted once. */
export const countedOnce =
  (people: ReadonlyMap<string, Iterable<string>>): PeopleIn =>
  (units) =>
    new Set(units.flatMap((id) => [...(people.get(id) ?? [])])).size;

/** @param unitId within the reader's reach */
export function visibleCells(tree: Tree, people: PeopleIn, unitId: string, reader: FigureReader): FigureCells {
  const path = pathOf(tree, unitId).map(({ id }) => id);
  const from = reader.top === null ? 0 : Math.max(0, path.indexOf(reader.top));
  let total = true;
  let table = tableOf(tree, people, path[from] ?? unitId, reader.own);
  // Nobody sees a table above the first one, so its total can be compared with nothing but what is in it.
  if (table.size > 0 && table.size < SMALLEST_GROUP) total = false;
  for (const id of path.slice(from + 1)) {
    if (table.hidden.has(id)) total = false;
    table = tableOf(tree, people, id, reader.own);
  }
  return { total, hidden: total ? table.hidden : new Set(table.unknown) };
}

interface Table {
  readonly unknown: readonly string[];
  /** Of all that is unknown. */
  readonly size: number;
  readonly hidden: ReadonlySet<string>;
}

function tableOf(tree: Tree, people: PeopleIn, unitId: string, own: string | null): Table {
  const units = new Map(
    (tree.children.get(unitId) ?? []).map(({ id }) => [id, within(tree, id).map((unit) => unit.id)]),
  );
  if (unitId !== own) units.set(unitId, [unitId]);
  const unknown = [...units.keys()];
  const together = (ids: readonly string[]): number => people(ids.flatMap((id) => units.get(id) ?? []));
  const cells = unknown.map((id) => ({ id, size: together([id]) }));
  const hidden = suppressed(cells, (some) => together(some.map(({ id }) => id)));
  return { unknown, size: together(unknown), hidden };
}

/** The part of the tree by which it is decided about one unit, for figures that are reckoned for many things at a time. */
export interface Around {
  /** The unit, the units above it, and what stands beside each of them, as units that have nothing below. */
  readonly tree: Tree;
  /** Of every unit within the reach, the one of that tree with which it is counted. */
  readonly cellOf: ReadonlyMap<string, string>;
}

export function around(tree: Tree, unitId: string, top: string | null): Around {
  const path = pathOf(tree, unitId);
  const from =
    top === null
      ? 0
      : Math.max(
          0,
          path.findIndex(({ id }) => id === top),
        );
  const above = path.slice(from, -1);
  const beside = above.flatMap(({ id }) => (tree.children.get(id) ?? []).filter((child) => !path.includes(child)));
  const whole = [...path.slice(-1), ...beside];
  const pairs = whole.flatMap(({ id }) => within(tree, id).map((unit) => [unit.id, id] as const));
  return {
    tree: treeOf([...above, ...whole]),
    cellOf: new Map([...above.map(({ id }) => [id, id] as const), ...pairs]),
  };
}
