import { rankBranches, type BranchRule } from './branches.js';
import type { Points } from '../item/types.js';
import type { Board, BranchStanding, RosterBranch } from './types.js';

/** A unit as the contest keeps it. */
export interface BoardUnit {
  readonly unitId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly level: number;
}

export interface BoardBranch extends RosterBranch {
  /** Null: it stands for itself. */
  readonly unitId: string | null;
}

export interface RollUp {
  /** The `id` of a row is that of its unit, or of the branch where that stands for itself. */
  readonly rows: readonly RosterBranch[];
  /** Row of each branch; a branch outside the unit asked for has none. */
  readonly rowOf: ReadonlyMap<string, string>;
}

/**
 * Which branches count together at a level: each goes to the highest unit of that level or below on its way up, so that
 * every branch is in one row, also where a level is left out. Within `unitId` only what is below that unit counts.
 * The expected headcount of a row is the sum; unknown where that of one of its branches is.
 */
export function rollUp(
  branches: readonly BoardBranch[],
  units: readonly BoardUnit[],
  level: number,
  unitId: string | null = null,
): RollUp {
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const rows = new Map<string, { id: string; name: string; expected: number | null }>();
  const rowOf = new Map<string, string>();
  for (const branch of branches) {
    const path = pathUp(byId, branch.unitId);
    const at = unitId === null ? path.length : path.findIndex((unit) => unit.unitId === unitId);
    if (at < 0) continue;
    // Without the unit itself: its row would be the sum of all the others.
    const unit = path.slice(0, at).findLast((above) => above.level >= level);
    const id = unit?.unitId ?? branch.id;
    rowOf.set(branch.id, id);
    const row = rows.get(id);
    if (row) row.expected = row.expected === null || branch.expected === null ? null : row.expected + branch.expected;
    else rows.set(id, { id, name: unit?.name ?? branch.name, expected: branch.expected });
  }
  return { rows: [...rows.values()], rowOf };
}

/**
 * The board of the rows, by the contest's own formula over everybody in a row; people outside count for no row. Points
 * given to a branch by hand count for the row of that branch alone, and for every row where branches are summed up.
 */
export function rankRollUp(
  { rows, rowOf }: RollUp,
  { standings, branches, pointsPossible }: Board,
  rule: BranchRule,
): readonly BranchStanding[] {
  const moved = standings.map((standing) => ({ ...standing, branchId: rowOf.get(standing.branchId) ?? '' }));
  const together = new Map<string, number>();
  for (const row of rowOf.values()) together.set(row, (together.get(row) ?? 0) + 1);
  const adjustments = new Map<string, Points>();
  for (const { branchId, adjusted } of branches) {
    const row = rowOf.get(branchId);
    if (row === undefined || (rule.branchFormula !== 'sum' && together.get(row) !== 1)) continue;
    adjustments.set(row, (adjustments.get(row) ?? 0) + adjusted);
  }
  return rankBranches(moved, rows, rule, pointsPossible, adjustments);
}

/** Levels at which a board says something: those of the units on the way of at least one branch. */
export function levelsOf(branches: readonly BoardBranch[], units: readonly BoardUnit[]): readonly number[] {
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const levels = new Set(branches.flatMap(({ unitId }) => pathUp(byId, unitId).map(({ level }) => level)));
  return [...levels].sort((one, other) => one - other);
}

/** From the unit up to the top. */
function pathUp(byId: ReadonlyMap<string, BoardUnit>, unitId: string | null): readonly BoardUnit[] {
  const path: BoardUnit[] = [];
  for (let unit = unitId === null ? undefined : byId.get(unitId); unit !== undefined && !path.includes(unit);) {
    path.push(unit);
    unit = unit.parentId === null ? undefined : byId.get(unit.parentId);
  }
  return path;
}
