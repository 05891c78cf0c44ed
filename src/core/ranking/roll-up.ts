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
 * given to a branch by hand go up with it: whole where the formula sums branches up; where it makes a mean, with the
 * share that the branch has in the people of the row, as its own points do. A row of one branch has that branch's score.
 */
export function rankRollUp(
  { rows, rowOf }: RollUp,
  { standings, branches, pointsPossible }: Board,
  rule: BranchRule,
): readonly BranchStanding[] {
  const moved = standings.map((standing) => ({ ...standing, branchId: rowOf.get(standing.branchId) ?? '' }));
  const people = countOf(standings.map(({ branchId }) => branchId));
  const inRow = countOf(moved.map(({ branchId }) => branchId));
  const given = new Map<string, { over: number; under: number }>();
  for (const { branchId, adjusted } of branches) {
    const row = rowOf.get(branchId);
    if (row === undefined || adjusted === 0) continue;
    const share = rule.branchFormula === 'sum' ? 1 : (people.get(branchId) ?? 0);
    const under = rule.branchFormula === 'sum' ? 1 : (inRow.get(row) ?? 1);
    given.set(row, { over: (given.get(row)?.over ?? 0) + adjusted * share, under });
  }
  // Half a hundredth goes up, as everywhere on a board. Whole numbers that a double holds exactly.
  const adjustments = new Map<string, Points>(
    [...given].map(([row, { over, under }]) => [row, Math.floor((2 * over + under) / (2 * under))]),
  );
  return rankBranches(moved, rows, rule, pointsPossible, adjustments);
}

function countOf(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
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
