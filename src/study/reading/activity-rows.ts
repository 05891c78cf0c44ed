import type { EntityManager } from 'typeorm';

import type { ReadingActivity, SharingSessions } from '../../core/study/reading-figures.js';
import type { Achievement } from '../../core/study/recognition.js';

type Counted = Readonly<Record<string, number | string | null>>;
interface Keyed {
  readonly personId: string;
  readonly unitId: string;
}

const finished = (format: string, name: string): string =>
  `SUM(CASE WHEN finished_on IS NOT NULL AND format = '${format}' THEN 1 ELSE 0 END) AS "${name}"`;

/** A book that somebody has only put on the list is no taking part. */
const READINGS = `SELECT person_id AS "personId", unit_id AS "unitId", SUM(minutes) AS "minutes",
  ${finished('print', 'print')}, ${finished('e-book', 'eBook')}, ${finished('audio', 'audio')}, ${finished('braille', 'braille')}
  FROM reading WHERE campaign_id = $1 AND (progress > 0 OR minutes > 0) GROUP BY person_id, unit_id`;
const REFLECTIONS = `SELECT person_id AS "personId", unit_id AS "unitId", COUNT(*) AS "reflections",
  SUM(CASE WHEN status = 'adopted' THEN 1 ELSE 0 END) AS "adopted",
  SUM(CASE WHEN status IN ('approved', 'adopted') THEN 1 ELSE 0 END) AS "accepted"
  FROM reflection WHERE campaign_id = $1 AND status IN ('submitted', 'approved', 'adopted') GROUP BY person_id, unit_id`;
const RECOMMENDATIONS = `SELECT person_id AS "personId", unit_id AS "unitId", COUNT(*) AS "recommendations"
  FROM book_recommendation WHERE campaign_id = $1 AND person_id IS NOT NULL GROUP BY person_id, unit_id`;

type Row = Keyed & Counted;

async function rowsOf(manager: EntityManager, campaignId: string): Promise<readonly Row[]> {
  const merged = new Map<string, Row>();
  for (const sql of [READINGS, REFLECTIONS, RECOMMENDATIONS]) {
    for (const row of (await manager.query(sql, [campaignId])) as readonly Row[]) {
      const key = `${row.personId} ${row.unitId}`;
      merged.set(key, { ...merged.get(key), ...row });
    }
  }
  return [...merged.values()];
}

const numberOf = (row: Row, name: string): number => Number(row[name] ?? 0);

/** What each person did, in the unit where it was done. */
export async function activitiesOf(manager: EntityManager, campaignId: string): Promise<readonly ReadingActivity[]> {
  return (await rowsOf(manager, campaignId)).map((row) => ({
    personId: row.personId,
    unitId: row.unitId,
    finished: {
      print: numberOf(row, 'print'),
      'e-book': numberOf(row, 'eBook'),
      audio: numberOf(row, 'audio'),
      braille: numberOf(row, 'braille'),
    },
    minutes: numberOf(row, 'minutes'),
    reflections: numberOf(row, 'reflections'),
    adopted: numberOf(row, 'adopted'),
    recommendations: numberOf(row, 'recommendations'),
  }));
}

const SHARING = `SELECT unit_id AS "unitId", COUNT(*) AS "sessions", SUM(present) AS "attended" FROM study_entry
  WHERE campaign_id = $1 AND kind = 'book-sharing' AND person_id IS NULL AND status IN ('approved', 'locked')
  GROUP BY unit_id`;

/** Approved sessions of the study log that name the campaign. */
export async function sharingOf(manager: EntityManager, campaignId: string): Promise<readonly SharingSessions[]> {
  const rows = (await manager.query(SHARING, [campaignId])) as readonly Readonly<Record<string, string | number>>[];
  return rows.map(({ unitId, sessions, attended }) => {
    return { unitId: String(unitId), sessions: Number(sessions), attended: Number(attended) };
  });
}

/** By person; the unit is the last that they did something in. */
export async function achievementsOf(
  manager: EntityManager,
  campaignId: string,
): Promise<readonly (Keyed & Achievement)[]> {
  const merged = new Map<string, Keyed & Achievement>();
  for (const row of await rowsOf(manager, campaignId)) {
    const before = merged.get(row.personId);
    const books = ['print', 'eBook', 'audio', 'braille'].reduce((sum, format) => sum + numberOf(row, format), 0);
    merged.set(row.personId, {
      personId: row.personId,
      unitId: row.unitId,
      finishedBooks: (before?.finishedBooks ?? 0) + books,
      reflections: (before?.reflections ?? 0) + numberOf(row, 'accepted'),
      recommendations: (before?.recommendations ?? 0) + numberOf(row, 'recommendations'),
    });
  }
  return [...merged.values()];
}
