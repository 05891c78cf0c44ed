/** Who is counted in the figures of units to which they do not belong on the last day. */
import type { EntityManager } from 'typeorm';

import type { CountedBesides } from '../../core/study/figure-cells.js';
import { isSqlite } from '../../platform/database/dialect.js';
import { APPROVED, type Span } from './figure-rows.js';
import { ask, READERS, valuesOf } from './reading-sums.js';

const IN_PERIOD = `${APPROVED} AND entry.on_date >= :from AND entry.on_date <= :to
  AND entry.unit_id IN (SELECT unit_id FROM placed)`;
/** Own entries, who was expected at a meeting, who read: as the figures count them. */
const COUNTED = `SELECT entry.unit_id, entry.person_id, 0 AS guest FROM study_entry entry
    WHERE ${IN_PERIOD} AND entry.person_id IS NOT NULL
  UNION ALL SELECT entry.unit_id, attendance.person_id,
      CASE WHEN EXISTS (SELECT 1 FROM membership known WHERE known.person_id = attendance.person_id
        AND known.unit_id = entry.unit_id) THEN 0 ELSE 1 END
    FROM study_entry entry JOIN study_attendance attendance ON attendance.entry_id = entry.id
    WHERE ${IN_PERIOD} AND attendance.state <> 'observer'
  UNION ALL SELECT reader.unit_id, reader.person_id, 0 FROM (${READERS}) reader`;
/** As the organisation counts its members. */
const HELD = `(membership.to_at IS NULL OR membership.to_at >= :end)
  AND (membership.from_at < :end OR NOT EXISTS (SELECT 1 FROM membership earlier
    WHERE earlier.person_id = membership.person_id AND earlier.from_at < membership.from_at))`;

/** @param units those whose size on the last day leaves it open whether their figures may be shown */
export async function peopleBesides(
  manager: EntityManager,
  units: readonly string[],
  span: Span,
): Promise<readonly CountedBesides[]> {
  if (units.length === 0) return [];
  const list = isSqlite(manager.connection)
    ? 'SELECT value AS unit_id FROM json_each(:units)'
    : 'SELECT value AS unit_id FROM json_array_elements_text(:units::json) AS ids(value)';
  const sql = `WITH placed AS MATERIALIZED (${list})
    SELECT counted.unit_id AS "unitId", counted.person_id AS "personId", MIN(counted.guest) AS "guest",
      membership.unit_id AS "home"
    FROM (${COUNTED}) counted
    LEFT JOIN membership ON membership.person_id = counted.person_id AND ${HELD}
    GROUP BY counted.unit_id, counted.person_id, membership.unit_id`;
  const rows = await ask(manager, sql, { ...valuesOf(span), units: JSON.stringify(units) });
  return rows.flatMap(({ unitId, personId, home, guest }) =>
    unitId === home
      ? []
      : [
          {
            unitId: String(unitId),
            personId: String(personId),
            home: home === null || home === undefined ? null : String(home),
            guest: Number(guest) === 1,
          },
        ],
  );
}
