/** Which contests are over for good, as far as people's data are concerned. */
import type { EntityManager } from 'typeorm';

import type { Phase } from '../../core/contest/types.js';
import { idList } from '../../platform/database/json-rows.js';

/** A contest that nobody ended and nobody has touched for so long is given up: over since it was last touched. */
const GIVEN_UP_MS = 30 * 86_400_000;
const IN_PLAY: readonly Phase[] = ['introducing', 'presenting', 'open', 'closed', 'revealed'];

const OVER = `SELECT contest.id FROM contest LEFT JOIN contest_event event ON event.contest_id = contest.id
  GROUP BY contest.id, contest.archived_at
  HAVING COALESCE(MAX(CASE WHEN event.type = 'contest-ended' THEN event.at END), contest.archived_at,
    CASE WHEN MAX(event.at) < $1 THEN MAX(event.at) END) < $2`;

const IN_PLAY_NOW = `SELECT contest.id FROM contest JOIN contest_event event ON event.contest_id = contest.id
  WHERE contest.archived_at IS NULL AND contest.phase IN (${IN_PLAY.map((phase) => `'${phase}'`).join(', ')})
  GROUP BY contest.id HAVING MAX(event.at) >= $1`;

interface Row {
  readonly id: string;
}

/** Those that ended for the last time, were put away or were given up before that instant, epoch milliseconds. */
export async function overBefore(manager: EntityManager, before: number, now: number): Promise<ReadonlySet<string>> {
  const rows = (await manager.query(OVER, [now - GIVEN_UP_MS, before])) as readonly Row[];
  return new Set(rows.map(({ id }) => id));
}

/** Those that are being played: between the first introduction and the end, and not given up. */
export async function inPlay(manager: EntityManager, now: number): Promise<ReadonlySet<string>> {
  const rows = (await manager.query(IN_PLAY_NOW, [now - GIVEN_UP_MS])) as readonly Row[];
  return new Set(rows.map(({ id }) => id));
}

/** Of these people, those of whom no contest knows that is not among `over`. */
export async function donePeople(
  manager: EntityManager,
  personIds: readonly string[],
  over: ReadonlySet<string>,
): Promise<readonly string[]> {
  const people = idList(manager, 1);
  const rows = (await manager.query(
    `SELECT person_id AS "personId", contest_id AS "contestId" FROM participant WHERE person_id IN (${people})
      UNION SELECT person_id, contest_id FROM contest_roster WHERE person_id IN (${people})`,
    [JSON.stringify(personIds)],
  )) as readonly { readonly personId: string; readonly contestId: string }[];
  const busy = new Set(rows.filter(({ contestId }) => !over.has(contestId)).map(({ personId }) => personId));
  return personIds.filter((id) => !busy.has(id));
}
