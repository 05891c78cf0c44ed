import { pathOf, within, type Tree } from './tree.js';
import type { Unit } from './types.js';

/** A branch of a contest as it comes from the organisation. */
export interface UnitBranch {
  readonly unitId: string;
  /** Told apart by what stands above it where two would be called the same. */
  readonly name: string;
  /** Who belongs to it: members of the unit and of what is below it, but for those of another branch below. */
  readonly expected: number;
}

/**
 * The units at `level` under `unitId` (null: under the top) as branches; where that level is left out, the next one
 * below. People who belong to a unit above that level form a branch of that unit: nobody is left out. Branches without
 * anybody are left out unless `empty`.
 * @param members how many people belong to each unit itself
 */
export function branchesUnder(
  tree: Tree,
  unitId: string | null,
  level: number,
  members: ReadonlyMap<string, number>,
  empty = false,
): readonly UnitBranch[] {
  const open = within(tree, unitId).filter((unit) => unit.closedAt === null);
  const expected = new Map<string, number>();
  for (const unit of open) {
    const branch = branchAt(tree, unit, level, unitId);
    expected.set(branch.id, (expected.get(branch.id) ?? 0) + (members.get(unit.id) ?? 0));
  }
  const chosen = open.filter((unit) => {
    const own = expected.get(unit.id);
    return own !== undefined && (own > 0 || (empty && unit.level >= level));
  });
  const names = distinctNames(tree, chosen);
  return chosen.map(({ id, name }) => ({ unitId: id, name: names.get(id) ?? name, expected: expected.get(id) ?? 0 }));
}

/** The highest unit from `level` down on the way from `top` to `unit`; the unit itself where there is none. */
function branchAt(tree: Tree, unit: Unit, level: number, top: string | null): Unit {
  const path = pathOf(tree, unit.id);
  const from =
    top === null
      ? 0
      : Math.max(
          0,
          path.findIndex(({ id }) => id === top),
        );
  return path.slice(from).find((above) => above.level >= level) ?? unit;
}

/** Names of units, each with as much of what stands above it as it takes to tell them apart. */
export function distinctNames(tree: Tree, units: readonly Unit[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let left = units.map((unit) => ({ unit, path: pathOf(tree, unit.id).map(({ name }) => name) }));
  for (let depth = 1; left.length > 0; depth += 1) {
    const named = left.map((entry) => ({ ...entry, name: entry.path.slice(-depth).join(' ') }));
    const count = new Map<string, number>();
    for (const { name } of named) count.set(name, (count.get(name) ?? 0) + 1);
    const taken = new Set(names.values());
    const alone = ({ name, path }: (typeof named)[number]) =>
      depth >= path.length || (count.get(name) === 1 && !taken.has(name));
    for (const entry of named.filter(alone)) {
      // Two of one name under one parent: the code tells them apart.
      const twin = taken.has(entry.name) || (count.get(entry.name) ?? 0) > 1;
      names.set(entry.unit.id, twin ? `${entry.name}（${entry.unit.code}）` : entry.name);
    }
    left = named.filter((entry) => !alone(entry));
  }
  return names;
}

/** The branch that a member of `unitId` counts for: the nearest one on the way up; null where none is. */
export function branchOfUnit(tree: Tree, unitId: string, branchUnits: ReadonlySet<string>): string | null {
  return (
    pathOf(tree, unitId)
      .map(({ id }) => id)
      .reverse()
      .find((id) => branchUnits.has(id)) ?? null
  );
}
