import { levelsOf, rankRollUp, rollUp, type BoardUnit } from '../../core/ranking/roll-up.js';
import { refuse } from '../../platform/refusal.js';
import type { BranchRow } from '../../protocol/frames.js';
import type { LeaderboardPage } from '../../protocol/rest.js';
import { branchRow, ranksShown, type BranchesPage } from './board-view.js';
import type { LiveContest } from './live-contest.js';
import type { Scoreboard } from './scoreboard.js';

/** Which rows of the organisation a board shows. */
export interface BoardPlace {
  readonly level: number;
  /** Only what is below it; null: everything. */
  readonly unitId: string | null;
}

interface Rendered {
  readonly revision: number;
  readonly scoreboard: Scoreboard;
  readonly rows: Map<string, readonly BranchRow[]>;
}

/** A board of 800 branches takes about 20 ms, and at a reveal a whole hall asks for it. */
const rendered = new WeakMap<LiveContest, Rendered>();
const MOST_KEPT = 100;

/** @returns null for the branches. @throws RefusalError unit.unknown */
export function placeOf(live: LiveContest, level: number | undefined, unitId: string | undefined): BoardPlace | null {
  if (unitId === undefined) return level === undefined ? null : { level, unitId: null };
  const unit = live.record.units.find((known) => known.unitId === unitId);
  if (!unit) throw refuse('unit.unknown');
  return { level: level ?? unit.level + 1, unitId };
}

/** The page at a place of the organisation; null: the branches. Levels have their number for a name. */
export function pageAt(
  live: LiveContest,
  page: BranchesPage,
  place: BoardPlace | null,
  everything: boolean,
): LeaderboardPage {
  const levels = levelsOf(live.record.branches, live.record.units);
  return {
    ...page,
    branches: place === null ? page.branches : levelRows(live, place, everything),
    levels: levels.map((level) => ({ level, name: String(level) })),
    level: place?.level ?? null,
    within: unitPath(live, place?.unitId ?? null),
  };
}

/** From the top to the unit itself. */
function unitPath(live: LiveContest, unitId: string | null): readonly { unitId: string; name: string }[] {
  if (unitId === null) return [];
  const byId = new Map(live.record.units.map((unit) => [unit.unitId, unit]));
  const path: BoardUnit[] = [];
  for (let unit = byId.get(unitId); unit !== undefined && !path.includes(unit);) {
    path.unshift(unit);
    unit = unit.parentId === null ? undefined : byId.get(unit.parentId);
  }
  return path.map(({ unitId: id, name }) => ({ unitId: id, name }));
}

/**
 * The board at a level, from the units that the contest keeps and the board that is shown now.
 * @param everything false: for the public, from whom ranks may be kept back until the host shows them
 */
function levelRows(live: LiveContest, place: BoardPlace, everything: boolean): readonly BranchRow[] {
  if (!everything && !ranksShown(live)) return [];
  const { scoreboard } = live;
  const known = rendered.get(live);
  const fits =
    known?.scoreboard === scoreboard && known.revision === scoreboard.revision && known.rows.size < MOST_KEPT;
  const kept = fits
    ? known
    : { revision: scoreboard.revision, scoreboard, rows: new Map<string, readonly BranchRow[]>() };
  rendered.set(live, kept);
  const key = `${place.level} ${place.unitId ?? ''}`;
  const rows = kept.rows.get(key) ?? render(live, place);
  kept.rows.set(key, rows);
  return rows;
}

function render(live: LiveContest, { level, unitId }: BoardPlace): readonly BranchRow[] {
  const { board } = live.scoreboard;
  const { branches, units } = live.record;
  const rolled = rollUp(branches, units, level, unitId);
  const names = new Map(rolled.rows.map(({ id, name }) => [id, name]));
  const unitIds = new Set(units.map((unit) => unit.unitId));
  return rankRollUp(rolled, board, live.plan.rule).map((row) => ({
    ...branchRow(row, names.get(row.branchId) ?? ''),
    ...(unitIds.has(row.branchId) ? { unitId: row.branchId } : {}),
  }));
}
