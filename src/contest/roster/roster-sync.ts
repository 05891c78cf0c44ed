/** Who is expected in a contest, taken over from the organisation as it stands. */
import type { EntityManager } from 'typeorm';

import { branchOfUnit } from '../../core/organisation/branches.js';
import { pathOf, type Tree } from '../../core/organisation/tree.js';
import type { Person } from '../../core/organisation/types.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { idList, jsonInsert, jsonUpdate } from '../../platform/database/json-rows.js';
import { newId } from '../../platform/ids.js';
import { ContestBranchEntity } from '../persistence/contest-branch.entity.js';
import { ContestRosterEntity } from '../persistence/contest-roster.entity.js';
import { ContestUnitEntity } from '../persistence/contest-unit.entity.js';
import { codeDigest, entryCode } from './entry-code.js';

export interface OrganisationNow {
  readonly tree: Tree;
  readonly people: readonly Person[];
}

/** What became of it, for the record. */
export interface RosterSync {
  readonly people: number;
  readonly added: number;
  readonly removed: number;
}

interface RosterRow {
  readonly id: string;
  readonly personId: string;
  readonly branchId: string;
  readonly exempt: boolean | number;
}

const ROWS = `SELECT id, person_id AS "personId", branch_id AS "branchId", exempt FROM contest_roster WHERE contest_id = $1`; // prettier-ignore

/** Two signatures for each: about 5 ms, then the loop may turn. */
const ROWS_A_TURN = 500;

const insertRoster = jsonInsert<{
  readonly id: string;
  readonly contestId: string;
  readonly personId: string;
  readonly branchId: string;
  readonly exempt: boolean;
  readonly codeNumber: number;
  readonly codeDigest: string;
}>('contest_roster', {
  id: 'text',
  contestId: 'text',
  personId: 'text',
  branchId: 'text',
  exempt: 'boolean',
  codeNumber: 'integer',
  codeDigest: 'text',
});
const insertUnits = jsonInsert<ContestUnitEntity>('contest_unit', {
  id: 'text',
  contestId: 'text',
  unitId: 'text',
  parentId: 'text',
  code: 'text',
  name: 'text',
  level: 'integer',
  ordinal: 'integer',
});
const moveRows = jsonUpdate<{ readonly id: string; readonly branchId: string }>('contest_roster', {
  id: 'text',
  branchId: 'text',
});
const setExpected = jsonUpdate<{ readonly id: string; readonly expected: number }>('contest_branch', {
  id: 'text',
  expected: 'integer',
});

/**
 * Brings units, people and expected headcounts of a contest up to the organisation, in the caller's transaction.
 * Exemptions and codes of who stays are kept. A contest whose branches were typed in has no roster.
 */
export async function syncRoster(
  manager: EntityManager,
  cipher: FieldCipher,
  contestId: string,
  { tree, people }: OrganisationNow,
): Promise<RosterSync> {
  const branches = await manager.findBy(ContestBranchEntity, { contestId });
  const branchOf = new Map(branches.flatMap(({ id, unitId }) => (unitId === null ? [] : [[unitId, id] as const])));
  await takeUnits(manager, contestId, tree, [...branchOf.keys()]);
  const wanted = wantedRows(tree, people, branchOf);
  const before = (await manager.query(ROWS, [contestId])) as readonly RosterRow[];
  const kept = new Map(before.map((row) => [row.personId, row]));
  const gone = before.filter(({ personId }) => !wanted.has(personId));
  const moved = before.flatMap(({ id, personId, branchId }) => {
    const now = wanted.get(personId);
    return now === undefined || now === branchId ? [] : [{ id, branchId: now }];
  });
  const fresh = [...wanted].filter(([personId]) => !kept.has(personId));
  await deleteRows(manager, gone.map(({ id }) => id)); // prettier-ignore
  await moveRows(manager, moved);
  for (let from = 0; from < fresh.length; from += ROWS_A_TURN) {
    const rows = fresh.slice(from, from + ROWS_A_TURN).map(([personId, branchId]) => ({
      id: newId(),
      contestId,
      personId,
      branchId,
      exempt: false,
      codeNumber: 1,
      codeDigest: codeDigest(cipher, contestId, entryCode(cipher, contestId, personId, 1)),
    }));
    await insertRoster(manager, rows);
    await new Promise((next) => setImmediate(next));
  }
  await countExpected(manager, contestId, [...branchOf.values()]);
  return { people: wanted.size, added: fresh.length, removed: gone.length };
}

/** Everybody who counts for one of the branches, with the branch. */
function wantedRows(
  tree: Tree,
  people: readonly Person[],
  branchOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const units = new Set(branchOf.keys());
  const found = new Map<string, string | null>();
  const wanted = new Map<string, string>();
  for (const { id, unitId } of people) {
    if (unitId === null || units.size === 0) continue;
    let unit = found.get(unitId);
    if (unit === undefined) {
      unit = branchOfUnit(tree, unitId, units);
      found.set(unitId, unit);
    }
    const branchId = unit === null ? undefined : branchOf.get(unit);
    if (branchId !== undefined) wanted.set(id, branchId);
  }
  return wanted;
}

/** The units of the branches and everything above them. */
async function takeUnits(
  manager: EntityManager,
  contestId: string,
  tree: Tree,
  branchUnits: readonly string[],
): Promise<void> {
  await manager.delete(ContestUnitEntity, { contestId });
  const units = new Map(branchUnits.flatMap((unitId) => pathOf(tree, unitId).map((unit) => [unit.id, unit] as const)));
  if (units.size === 0) return;
  const rows = [...units.values()].map(({ id: unitId, parentId, code, name, level, ordinal }) => {
    return { id: newId(), contestId, unitId, parentId, code, name, level, ordinal };
  });
  await insertUnits(manager, rows);
}

async function deleteRows(manager: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await manager.query(`DELETE FROM contest_roster WHERE id IN (${idList(manager, 1)})`, [JSON.stringify(ids)]);
}

/** Who is exempt leaves the denominator, and nothing says who or why. */
export async function countExpected(
  manager: EntityManager,
  contestId: string,
  branchIds: readonly string[],
): Promise<void> {
  const rows = await manager
    .createQueryBuilder(ContestRosterEntity, 'row')
    .select('row.branchId', 'branchId')
    .addSelect('COUNT(*)', 'count')
    .where('row.contestId = :contestId AND row.exempt = :exempt', { contestId, exempt: false })
    .groupBy('row.branchId')
    .getRawMany<{ branchId: string; count: number | string }>();
  const counts = new Map(rows.map(({ branchId, count }) => [branchId, Number(count)]));
  await setExpected(
    manager,
    branchIds.map((id) => ({ id, expected: counts.get(id) ?? 0 })),
  );
}
