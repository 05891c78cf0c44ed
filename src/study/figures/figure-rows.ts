/** What the figures of the study log are made of, added up by the database. Days are included; only what is approved counts. */
import type { EntityManager } from 'typeorm';

import type { ModeCounts, MonthSums } from '../../core/study/coverage.js';
import { amongIds } from '../../platform/database/json-rows.js';

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** A number of SQLite, a text of PostgreSQL. */
type Count = number | string | null;

export const APPROVED = `entry.status IN ('approved', 'locked')`;
/** $1 and $2 are the span, $3 the units. */
const within = (manager: EntityManager): string =>
  `${APPROVED} AND entry.on_date >= $1 AND entry.on_date <= $2 AND ${amongIds(manager, 'entry.unit_id', 3)}`;

const MODES = `FROM study_entry entry JOIN study_entry_mode mode ON mode.entry_id = entry.id`;
const SHARING = `entry.kind = 'book-sharing'`;

export interface UnitSums {
  readonly entries: number;
  readonly expected: number;
  readonly present: number;
  readonly sharings: number;
  readonly sharingPresent: number;
  readonly byMode: ModeCounts;
}

/** By unit; units without an approved entry are left out. */
export async function unitSums(
  manager: EntityManager,
  units: readonly string[],
  { from, to }: Span,
): Promise<ReadonlyMap<string, UnitSums>> {
  const values = [from, to, JSON.stringify(units)];
  const modes = (await manager.query(
    `SELECT entry.unit_id AS "unitId", mode.mode_id AS "modeId", COUNT(*) AS "entries" ${MODES}
      WHERE ${within(manager)} GROUP BY entry.unit_id, mode.mode_id`,
    values,
  )) as readonly { readonly unitId: string; readonly modeId: string; readonly entries: Count }[];
  const rows = (await manager.query(
    `SELECT entry.unit_id AS "unitId", COUNT(*) AS "entries", SUM(entry.expected) AS "expected",
      SUM(entry.present) AS "present", SUM(CASE WHEN ${SHARING} THEN 1 ELSE 0 END) AS "sharings",
      SUM(CASE WHEN ${SHARING} THEN entry.present ELSE 0 END) AS "sharingPresent"
      FROM study_entry entry WHERE ${within(manager)} GROUP BY entry.unit_id`,
    values,
  )) as readonly (Readonly<Record<Exclude<keyof UnitSums, 'byMode'>, Count>> & { readonly unitId: string })[];
  const byMode = new Map<string, Map<string, number>>();
  for (const { unitId, modeId, entries } of modes) {
    byMode.set(unitId, (byMode.get(unitId) ?? new Map<string, number>()).set(modeId, Number(entries)));
  }
  return new Map(
    rows.map(({ unitId, entries, expected, present, sharings, sharingPresent }) => [
      unitId,
      {
        entries: Number(entries),
        expected: Number(expected),
        present: Number(present),
        sharings: Number(sharings),
        sharingPresent: Number(sharingPresent),
        byMode: byMode.get(unitId) ?? new Map(),
      },
    ]),
  );
}

/** By month, over all of the units together. */
export async function monthSums(
  manager: EntityManager,
  units: readonly string[],
  { from, to }: Span,
): Promise<readonly MonthSums[]> {
  const values = [from, to, JSON.stringify(units)];
  const modes = (await manager.query(
    `SELECT substr(entry.on_date, 1, 7) AS "month", mode.mode_id AS "modeId", COUNT(*) AS "entries",
      COUNT(DISTINCT entry.unit_id) AS "covering" ${MODES}
      WHERE ${within(manager)} GROUP BY substr(entry.on_date, 1, 7), mode.mode_id`,
    values,
  )) as readonly MonthMode[];
  const rows = (await manager.query(
    `SELECT substr(entry.on_date, 1, 7) AS "month", COUNT(*) AS "entries", SUM(entry.expected) AS "expected",
      SUM(entry.present) AS "present" FROM study_entry entry
      WHERE ${within(manager)} GROUP BY substr(entry.on_date, 1, 7)`,
    values,
  )) as readonly Readonly<Record<'month' | 'entries' | 'expected' | 'present', string>>[];
  return rows.map(({ month, entries, expected, present }) => ({
    month,
    entries: Number(entries),
    expected: Number(expected),
    present: Number(present),
    byMode: modesOf(modes, month),
  }));
}

interface MonthMode {
  readonly month: string;
  readonly modeId: string;
  readonly entries: Count;
  readonly covering: Count;
}

const modesOf = (rows: readonly MonthMode[], month: string): MonthSums['byMode'] =>
  new Map(
    rows
      .filter((row) => row.month === month)
      .map(({ modeId, entries, covering }) => [modeId, { entries: Number(entries), covering: Number(covering) }]),
  );

/**
 * What people have a share in, of whatever unit: their own entries, where they were present, and what they made up since,
 * on the day on which they did. Who only listened (列席) has none, as with hours. $1 and $2 are the span, $3 the people.
 */
const shares = (manager: EntityManager): string =>
  `SELECT entry.person_id AS person_id, entry.id AS entry_id, entry.on_date AS on_date, 0 AS made_up FROM study_entry entry
    WHERE ${APPROVED} AND entry.on_date >= $1 AND entry.on_date <= $2 AND ${amongIds(manager, 'entry.person_id', 3)}
  UNION ALL
  SELECT attendance.person_id, entry.id, entry.on_date, 0
    FROM study_attendance attendance JOIN study_entry entry ON entry.id = attendance.entry_id
    WHERE ${APPROVED} AND entry.on_date >= $1 AND entry.on_date <= $2 AND attendance.state = 'present'
      AND ${amongIds(manager, 'attendance.person_id', 3)}
  UNION ALL
  SELECT attendance.person_id, entry.id, attendance.made_up_on, 1
    FROM study_attendance attendance JOIN study_entry entry ON entry.id = attendance.entry_id
    WHERE ${APPROVED} AND attendance.made_up_on >= $1 AND attendance.made_up_on <= $2 AND attendance.state = 'absent'
      AND ${amongIds(manager, 'attendance.person_id', 3)}`;

export interface EntryShare {
  readonly personId: string;
  readonly entryId: string;
  /** The day on which it counts for the person. */
  readonly onDate: string;
  readonly madeUp: boolean;
}

/** One for each person and entry, in the order of days. */
export async function entryShares(
  manager: EntityManager,
  people: readonly string[],
  { from, to }: Span,
): Promise<readonly EntryShare[]> {
  const rows = (await manager.query(
    `SELECT share.person_id AS "personId", share.entry_id AS "entryId", share.on_date AS "onDate", share.made_up AS "madeUp"
      FROM (${shares(manager)}) share ORDER BY share.on_date, share.entry_id`,
    [from, to, JSON.stringify(people)],
  )) as readonly (Omit<EntryShare, 'madeUp'> & { readonly madeUp: number | string })[];
  return rows.map((row) => ({ ...row, madeUp: Number(row.madeUp) === 1 }));
}

export interface PersonSums {
  readonly entries: number;
  readonly byMode: ModeCounts;
}

/** By person; who has no share in anything is left out. */
export async function personSums(
  manager: EntityManager,
  people: readonly string[],
  { from, to }: Span,
): Promise<ReadonlyMap<string, PersonSums>> {
  const values = [from, to, JSON.stringify(people)];
  const rows = (await manager.query(
    `SELECT share.person_id AS "personId", COUNT(*) AS "entries" FROM (${shares(manager)}) share GROUP BY share.person_id`,
    values,
  )) as readonly { readonly personId: string; readonly entries: Count }[];
  const modes = (await manager.query(
    `SELECT share.person_id AS "personId", mode.mode_id AS "modeId", COUNT(*) AS "entries"
      FROM (${shares(manager)}) share JOIN study_entry_mode mode ON mode.entry_id = share.entry_id
      GROUP BY share.person_id, mode.mode_id`,
    values,
  )) as readonly { readonly personId: string; readonly modeId: string; readonly entries: Count }[];
  const byMode = new Map<string, Map<string, number>>();
  for (const { personId, modeId, entries } of modes) {
    byMode.set(personId, (byMode.get(personId) ?? new Map<string, number>()).set(modeId, Number(entries)));
  }
  return new Map(
    rows.map(({ personId, entries }) => [
      personId,
      { entries: Number(entries), byMode: byMode.get(personId) ?? new Map() },
    ]),
  );
}

/** One person's, by month. */
export async function ownMonths(manager: EntityManager, personId: string, { from, to }: Span): Promise<readonly MonthSums[]> {
  const values = [from, to, JSON.stringify([personId])];
  const month = `substr(share.on_date, 1, 7)`;
  const rows = (await manager.query(
    `SELECT ${month} AS "month", COUNT(*) AS "entries" FROM (${shares(manager)}) share GROUP BY ${month}`,
    values,
  )) as readonly { readonly month: string; readonly entries: Count }[];
  const modes = (await manager.query(
    `SELECT ${month} AS "month", mode.mode_id AS "modeId", COUNT(*) AS "entries", 1 AS "covering"
      FROM (${shares(manager)}) share JOIN study_entry_mode mode ON mode.entry_id = share.entry_id
      GROUP BY ${month}, mode.mode_id`,
    values,
  )) as readonly MonthMode[];
  return rows.map((row) => {
    return { month: row.month, entries: Number(row.entries), expected: 0, present: 0, byMode: modesOf(modes, row.month) };
  });
} // prettier-ignore
