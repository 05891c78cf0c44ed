/**
 * What was read, written and recommended in a period, over all campaigns, added up by the database. A fact counts on its
 * own day: a book when it was begun or finished, a reflection when it was handed in, a recommendation when it was made.
 */
import type { EntityManager } from 'typeorm';

import { endOf, startOf } from '../../core/study/day.js';
import { isSqlite } from '../../platform/database/dialect.js';
import type { ReadingSums } from '../../protocol/study-figures.js';
import type { Span } from './figure-rows.js';

/** Units with the groups in which they are counted; a unit may be in several. */
export type Placing = readonly (readonly [unitId: string, group: string])[];

/** Parameters have names here: each statement takes some of them, and PostgreSQL refuses one that is given and not used. */
const finished = `(reading.finished_on >= :from AND reading.finished_on <= :to)`;
const within = (column: string): string => `${column} >= :begin AND ${column} < :end`;
/** A book that somebody has only put on the list is no taking part. */
const begun = `(${within('reading.created_at')} AND (reading.progress > 0 OR reading.minutes > 0))`;
const handedIn = `reflection.status IN ('submitted', 'approved', 'adopted') AND ${within('reflection.submitted_at')}`;
const recommended = `recommendation.person_id IS NOT NULL AND ${within('recommendation.created_at')}`;

const inFormat = (format: string, name: string): string =>
  `SUM(CASE WHEN ${finished} AND reading.format = '${format}' THEN 1 ELSE 0 END) AS "${name}"`;
const READ = `${inFormat('print', 'print')}, ${inFormat('e-book', 'eBook')}, ${inFormat('audio', 'audio')},
  ${inFormat('braille', 'braille')}, SUM(CASE WHEN ${begun} THEN reading.minutes ELSE 0 END) AS "minutes"`;
const WRITTEN = `COUNT(*) AS "reflections", SUM(CASE WHEN reflection.status = 'adopted' THEN 1 ELSE 0 END) AS "adopted"`;
const WORDS = `COUNT(*) AS "recommendations"`;

/** What adds up over units: what of, from where, of which unit, what else must hold. */
const BY_UNIT: readonly (readonly [select: string, from: string, unit: string, where: string])[] = [
  [READ, 'reading', 'reading.unit_id', `(${begun} OR ${finished})`],
  [WRITTEN, 'reflection', 'reflection.unit_id', handedIn],
  [WORDS, 'book_recommendation recommendation', 'recommendation.unit_id', recommended],
];
/**
 * What does not add up, since people move: who did something, who of them declared minutes, who belongs there on the last
 * day (as the organisation counts its members). A row for each person and unit.
 */
const IN_UNITS = 'IN (SELECT unit_id FROM placed)';
export const READERS = `SELECT reading.person_id, reading.unit_id, 1 AS active, CASE WHEN ${begun} AND reading.minutes > 0 THEN 1 ELSE 0 END AS timed
      FROM reading WHERE reading.unit_id ${IN_UNITS} AND (${begun} OR ${finished})
    UNION ALL SELECT reflection.person_id, reflection.unit_id, 1, 0 FROM reflection
      WHERE reflection.unit_id ${IN_UNITS} AND ${handedIn}
    UNION ALL SELECT recommendation.person_id, recommendation.unit_id, 1, 0 FROM book_recommendation recommendation
      WHERE recommendation.unit_id ${IN_UNITS} AND ${recommended}`;
const HEADS = `SELECT person_id, unit_id, MAX(active) AS active, MAX(timed) AS timed FROM (
    ${READERS}
    UNION ALL SELECT membership.person_id, membership.unit_id, 0, 0 FROM membership
      WHERE membership.unit_id ${IN_UNITS} AND (membership.to_at IS NULL OR membership.to_at >= :end)
        AND (membership.from_at < :end OR NOT EXISTS (SELECT 1 FROM membership earlier
          WHERE earlier.person_id = membership.person_id AND earlier.from_at < membership.from_at))
  ) deeds GROUP BY person_id, unit_id`;
const BY_GROUP = `COUNT(DISTINCT head.person_id) AS "roster",
  COUNT(DISTINCT CASE WHEN head.active = 1 THEN head.person_id END) AS "participants",
  COUNT(DISTINCT CASE WHEN head.timed = 1 THEN head.person_id END) AS "withMinutes"`;

const BY_PERSON: readonly string[] = [
  `SELECT ${READ} FROM reading WHERE reading.person_id = :person AND (${begun} OR ${finished})`,
  `SELECT ${WRITTEN} FROM reflection WHERE reflection.person_id = :person AND ${handedIn}`,
  `SELECT ${WORDS} FROM book_recommendation recommendation WHERE recommendation.person_id = :person AND ${recommended}`,
];

type Row = Readonly<Record<string, number | string | null>>;

/** By group; groups without anybody and anything are left out. */
export async function readingSums(
  manager: EntityManager,
  placing: Placing,
  span: Span,
): Promise<ReadonlyMap<string, ReadingSums>> {
  const sums = await sumsByUnit(manager, [...new Set(placing.map(([unitId]) => unitId))], span);
  // `->>` of a JSON array is the same on both databases; what makes rows of it is not. Materialized, or SQLite would read
  // the JSON anew for each row that it is joined with.
  const rows = isSqlite(manager.connection) ? 'json_each(:pairs)' : 'json_array_elements(:pairs::json) AS pairs(value)';
  const sql = `WITH placed AS MATERIALIZED (SELECT value ->> 0 AS unit_id, value ->> 1 AS group_id FROM ${rows}),
      head AS MATERIALIZED (${HEADS})
    SELECT placed.group_id AS "groupId", ${BY_GROUP} FROM head JOIN placed ON placed.unit_id = head.unit_id
    GROUP BY placed.group_id`;
  const heads = await ask(manager, sql, { ...valuesOf(span), pairs: JSON.stringify(placing) });
  const groups = new Map<string, Row>(heads.map((row) => [String(row['groupId']), row]));
  for (const [unitId, group] of placing) {
    const found = sums.get(unitId);
    if (found) groups.set(group, added(groups.get(group) ?? {}, found));
  }
  return new Map([...groups].map(([group, row]) => [group, figuresOf(row)]));
}

async function sumsByUnit(manager: EntityManager, units: readonly string[], span: Span): Promise<ReadonlyMap<string, Row>> {
  const list = isSqlite(manager.connection) ? 'SELECT value FROM json_each(:units)' : 'SELECT value FROM json_array_elements_text(:units::json) AS ids(value)';
  const sums = new Map<string, Row>();
  for (const [select, from, unit, where] of BY_UNIT) {
    const sql = `SELECT ${unit} AS "unitId", ${select} FROM ${from} WHERE ${unit} IN (${list}) AND ${where} GROUP BY ${unit}`;
    for (const { unitId, ...row } of await ask(manager, sql, { ...valuesOf(span), units: JSON.stringify(units) })) {
      sums.set(String(unitId), { ...sums.get(String(unitId)), ...row });
    }
  }
  return sums;
} // prettier-ignore

const added = (one: Row, other: Row): Row => {
  const both = { ...one };
  for (const [name, value] of Object.entries(other)) both[name] = Number(both[name] ?? 0) + Number(value);
  return both;
};

/** One person's own. */
export async function ownReading(manager: EntityManager, personId: string, span: Span): Promise<ReadingSums> {
  let merged: Row = {};
  for (const sql of BY_PERSON) {
    const [row] = await ask(manager, sql, { ...valuesOf(span), person: personId });
    merged = { ...merged, ...row };
  }
  return figuresOf(merged);
}

export const valuesOf = ({ from, to }: Span) => ({ from, to, begin: startOf(from), end: endOf(to) });

/** Numbers the parameters that a statement names; `::json` is none. */
export async function ask(
  manager: EntityManager,
  sql: string,
  named: Readonly<Record<string, string | number>>,
): Promise<readonly Row[]> {
  const names: string[] = [];
  const text = sql.replace(/(?<!:):([a-z]+)/gu, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return (await manager.query(text, names.map((name) => named[name]))) as readonly Row[]; // prettier-ignore
}

function figuresOf(row: Row): ReadingSums {
  const of = (name: string): number => Number(row[name] ?? 0);
  const finishedBy = { print: of('print'), 'e-book': of('eBook'), audio: of('audio'), braille: of('braille') };
  return {
    roster: of('roster'),
    participants: of('participants'),
    finished: finishedBy,
    finishedAll: Object.values(finishedBy).reduce((sum, count) => sum + count, 0),
    minutes: of('minutes'),
    withMinutes: of('withMinutes'),
    reflections: of('reflections'),
    adopted: of('adopted'),
    recommendations: of('recommendations'),
  };
}

export const NO_READING: ReadingSums = figuresOf({});
