/** Lines of hours as rows, in and out; many at once. */
import type { EntityManager } from 'typeorm';

import { hourLines, policyFor, TRAINING, type HourLedger, type HourPolicy } from '../../core/study/hours.js';
import { idList, jsonInsert, jsonUpdate } from '../../platform/database/json-rows.js';
import type { HourLineEntity } from './persistence/hour-line.entity.js';

/** A line before it is counted. */
export type RawLine = Omit<HourLineEntity, 'hundredths' | 'because' | 'year'>;

const insertLines = jsonInsert<HourLineEntity>('hour_line', {
  id: 'text',
  personId: 'text',
  unitId: 'text',
  ledger: 'text',
  source: 'text',
  sourceId: 'text',
  kind: 'text',
  onDate: 'text',
  days: 'integer',
  year: 'integer',
  minutes: 'integer',
  awarded: 'integer',
  madeUp: 'boolean',
  hundredths: 'integer',
  because: 'text',
});

const updateLines = jsonUpdate<Pick<HourLineEntity, 'id' | 'hundredths' | 'because'>>('hour_line', {
  id: 'text',
  hundredths: 'integer',
  because: 'text',
});

const COLUMNS = `id, person_id AS "personId", unit_id AS "unitId", ledger, source, source_id AS "sourceId", kind,
  on_date AS "onDate", days, year, minutes, awarded, made_up AS "madeUp", hundredths, because`;

/** A person on a day: what is counted together, in each ledger for itself. */
export interface PersonDay {
  readonly personId: string;
  readonly onDate: string;
}

/** Adds lines and counts their days anew, so that the cap of a day holds over everything on it. */
export async function addLines(manager: EntityManager, lines: readonly RawLine[], policies: readonly HourPolicy[]): Promise<void> {
  if (lines.length === 0) return;
  const before = await linesOn(manager, lines);
  const known = new Set(before.map(sourceKey));
  const added = lines.filter((line) => !known.has(sourceKey(line))).map((line) => ({ ...line, year: Number(line.onDate.slice(0, 4)), hundredths: 0, because: 'counted' as const }));
  const counted = count([...before, ...added], policies);
  const fresh = new Set(added.map(({ id }) => id));
  await insertLines(manager, counted.filter(({ id }) => fresh.has(id)));
  await updateLines(manager, changedOf(before, counted));
  await sumYears(manager, lines);
} // prettier-ignore

/** Takes away the lines of a source and counts their days anew. */
export async function removeLines(
  manager: EntityManager,
  { source, sourceId }: Pick<HourLineEntity, 'source' | 'sourceId'>,
  policies: readonly HourPolicy[],
): Promise<void> {
  const days = (await manager.query(
    `SELECT person_id AS "personId", on_date AS "onDate" FROM hour_line WHERE source = $1 AND source_id = $2`,
    [source, sourceId],
  )) as readonly PersonDay[];
  if (days.length === 0) return;
  await manager.query(`DELETE FROM hour_line WHERE source = $1 AND source_id = $2`, [source, sourceId]);
  await recount(manager, days, policies);
}

export async function recount(manager: EntityManager, days: readonly PersonDay[], policies: readonly HourPolicy[]): Promise<void> {
  const before = await linesOn(manager, days);
  await updateLines(manager, changedOf(before, count(before, policies)));
  await sumYears(manager, days);
} // prettier-ignore

async function linesOn(manager: EntityManager, days: readonly PersonDay[]): Promise<readonly HourLineEntity[]> {
  const wanted = new Set(days.map(dayKey));
  const lists = [[...new Set(days.map(({ personId }) => personId))], [...new Set(days.map(({ onDate }) => onDate))]];
  const rows = (await manager.query(
    `SELECT ${COLUMNS} FROM hour_line WHERE person_id IN (${idList(manager, 1)}) AND on_date IN (${idList(manager, 2)})`,
    lists.map((list) => JSON.stringify(list)),
  )) as readonly HourLineEntity[];
  return rows.filter((row) => wanted.has(dayKey(row))).map((row) => ({ ...row, madeUp: Boolean(row.madeUp) }));
}

function count(lines: readonly HourLineEntity[], policies: readonly HourPolicy[]): readonly HourLineEntity[] {
  const groups = new Map<string, HourLineEntity[]>();
  for (const line of lines) {
    const key = `${line.personId} ${line.ledger} ${line.onDate}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const policy = first && policyFor(policies, first.ledger, first.year);
    if (!policy) return group.map((line) => ({ ...line, hundredths: 0, because: 'years' as const }));
    const attended = group.filter(({ source }) => source === 'entry').map((line) => ({ ...line, entryId: line.sourceId, startsAt: null }));
    const awarded = group.filter(({ source }) => source === 'award').map((line) => ({ ...line, awardId: line.sourceId, hundredths: line.awarded, days: line.days ?? 1 }));
    const results = new Map(hourLines(policy, attended, awarded).map((line) => [`${line.source} ${line.sourceId}`, line]));
    return group.map((line) => {
      const { hundredths = 0, because = 'counted' } = results.get(`${line.source} ${line.sourceId}`) ?? {};
      return { ...line, hundredths, because };
    });
  });
} // prettier-ignore

function changedOf(before: readonly HourLineEntity[], counted: readonly HourLineEntity[]) {
  const old = new Map(before.map((line) => [line.id, line]));
  return counted.flatMap(({ id, hundredths, because }) => {
    const line = old.get(id);
    return !line || (line.hundredths === hundredths && line.because === because) ? [] : [{ id, hundredths, because }];
  });
}

/** A course is as many trainings as it has names, be it written down day by day or awarded at once. */
const COURSE = `COALESCE((SELECT NULLIF(TRIM(title), '') FROM study_entry WHERE study_entry.id = hour_line.source_id),
  (SELECT NULLIF(TRIM(title), '') FROM hour_award WHERE hour_award.id = hour_line.source_id), source_id)`;
const SUMS = `INSERT INTO hour_year (person_id, ledger, year, hundredths, trainings)
  SELECT person_id, ledger, year, SUM(hundredths),
    COUNT(DISTINCT CASE WHEN kind = '${TRAINING}' AND hundredths > 0 THEN ${COURSE} END)
  FROM hour_line`;

/** The sums of these people in these years. */
async function sumYears(manager: EntityManager, days: readonly PersonDay[]): Promise<void> {
  const lists = [[...new Set(days.map(({ personId }) => personId))], [...new Set(days.map(({ onDate }) => onDate.slice(0, 4)))]];
  const years = idList(manager, 2);
  const values = lists.map((list) => JSON.stringify(list));
  const where = `person_id IN (${idList(manager, 1)}) AND CAST(year AS varchar) IN (${years})`;
  await manager.query(`DELETE FROM hour_year WHERE ${where}`, values);
  await manager.query(`${SUMS} WHERE ${where} GROUP BY person_id, ledger, year`, values);
} // prettier-ignore

/** All years of these people, where lines were taken away as well. */
export async function sumYearsOf(manager: EntityManager, personIds: readonly string[]): Promise<void> {
  const people = [JSON.stringify(personIds)];
  const where = `person_id IN (${idList(manager, 1)})`;
  await manager.query(`DELETE FROM hour_year WHERE ${where}`, people);
  await manager.query(`${SUMS} WHERE ${where} GROUP BY person_id, ledger, year`, people);
}

const dayKey = ({ personId, onDate }: PersonDay): string => `${personId} ${onDate}`;
const sourceKey = (line: { personId: string; ledger: HourLedger; source: string; sourceId: string }): string =>
  `${line.personId} ${line.ledger} ${line.source} ${line.sourceId}`;
