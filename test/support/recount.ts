/**
 * The board once more, straight from the rows of the database: nothing of the running server but the core's
 * settlement and ranking is used, and every figure is made in one pass over everything.
 */

import type { ContestEvent } from '../../src/core/contest/types.js';
import { withKey } from '../../src/core/item/key.js';
import type { Item } from '../../src/core/item/types.js';
import { boardOf } from '../../src/core/ranking/board.js';
import { applyItem, createTotals, withAdjustment } from '../../src/core/ranking/standings.js';
import type { Adjustment, Board, ScoredItem } from '../../src/core/ranking/types.js';
import { settle } from '../../src/core/scoring/settle.js';
import type { RecordedResponse } from '../../src/core/scoring/types.js';
import { openReader, type DatabaseSettings } from '../../src/platform/database/data-source.js';
import type { LeaderboardPage } from '../../src/protocol/rest.js';
import type { ContestSettings } from '../../src/protocol/settings.js';
import { settingsOf } from './ring-database.js';

export interface Rows {
  all<T>(sql: string, ...values: readonly unknown[]): Promise<readonly T[]>;
}

/** Opens the database of a server, running or not, for reading: the one in a data folder, or the one named. */
export async function withRows<T>(where: string | DatabaseSettings, read: (rows: Rows) => Promise<T>): Promise<T> {
  const settings = typeof where === 'string' ? settingsOf(where) : where;
  const source = await openReader(settings, []);
  try {
    const { kind } = settings;
    return await read({
      all: (sql, ...values) => source.query(kind === 'sqlite' ? sql : numbered(sql), [...values]),
    });
  } finally {
    await source.destroy();
  }
}

/** `?` as PostgreSQL wants it. */
function numbered(sql: string): string {
  let number = 0;
  return sql.replaceAll('?', () => `$${++number}`);
}

interface EventRow {
  readonly version: number;
  readonly type: string;
  readonly payload: string;
  readonly at: number;
}
interface ItemRow {
  readonly id: string;
  readonly content: string;
  readonly points: number;
  readonly limitMs: number;
  readonly warmUp: number;
}
interface ResponseRow extends Omit<RecordedResponse, 'response'> {
  readonly contestItemId: string;
  readonly response: string;
}

/** The board as of the last reveal. */
export function recount(where: string | DatabaseSettings, contestId: string): Promise<Board> {
  return withRows(where, async (rows) => {
    const [contest] = await rows.all<{ settings: string }>('SELECT settings FROM contest WHERE id = $1', contestId);
    const settings = JSON.parse(contest?.settings ?? '') as ContestSettings;
    const events = await rows.all<EventRow>(
      'SELECT version, type, payload, at FROM contest_event WHERE contest_id = $1 ORDER BY version',
      contestId,
    );
    const about = (type: string): readonly (readonly [string, number])[] =>
      events
        .filter((event) => event.type === type)
        .map(({ payload, at }) => [(JSON.parse(payload) as { contestItemId: string }).contestItemId, at] as const);
    const revealed = about('item-revealed');
    const { voided, keys } = standing(events);
    const adjustments = await rows.all<Adjustment>(
      `SELECT CASE WHEN branch_id IS NULL THEN 'participant' ELSE 'branch' END AS subject,
       COALESCE(participant_id, branch_id) AS "subjectId", points
       FROM points_adjustment WHERE contest_id = $1 AND state = 'confirmed'`,
      contestId,
    );
    const items = await rows.all<ItemRow>(
      `SELECT item.id, item.content, item.points, item.time_limit_ms AS "limitMs", round.warm_up AS "warmUp"
       FROM contest_item item JOIN contest_round round ON round.id = item.round_id WHERE item.contest_id = $1`,
      contestId,
    );
    const people = await rows.all<{ id: string; branchId: string; joinedAt: number }>(
      `SELECT id, branch_id AS "branchId", joined_at AS "joinedAt" FROM participant
       WHERE contest_id = $1 AND removed_at IS NULL`,
      contestId,
    );
    const responses = await rows.all<ResponseRow>(
      `SELECT contest_item_id AS "contestItemId", participant_id AS "participantId", opening, response,
       received_at AS "receivedAt", own_limit_ms AS "ownLimitMs", elapsed_ms AS "elapsedMs"
       FROM response WHERE contest_id = $1`,
      contestId,
    );
    const branches = await rows.all<{ id: string; name: string; expected: number | null }>(
      'SELECT id, name, expected FROM contest_branch WHERE contest_id = $1 ORDER BY ordinal',
      contestId,
    );
    const lastReveal = Math.max(0, ...revealed.map(([, at]) => at));
    const members = people
      .filter(({ id, joinedAt }) => joinedAt <= lastReveal || adjustments.some(({ subjectId }) => subjectId === id))
      .map(({ id, branchId }) => ({ participantId: id, branchId }));
    let totals = createTotals(members);
    for (const [contestItemId, at] of revealed) {
      const row = items.find((candidate) => candidate.id === contestItemId);
      if (!row || row.warmUp || voided.has(contestItemId)) continue;
      const content = JSON.parse(row.content) as Item;
      const planned: Item = { ...content, id: row.id, points: row.points, timeLimitMs: row.limitMs };
      const key = keys.get(contestItemId);
      const item = key === undefined ? planned : (withKey(planned, key) ?? planned);
      const given = responses
        .filter((response) => response.contestItemId === contestItemId)
        .map((response) => ({ ...response, response: JSON.parse(response.response) as RecordedResponse['response'] }));
      const there = people.filter((person) => person.joinedAt <= at).map((person) => person.id);
      const scored: ScoredItem = {
        contestItemId,
        kind: item.kind,
        multiple: item.kind === 'choice' && item.select === 'multiple',
        pointsPossible: item.points,
        settled: settle(item, settings, false, there, given),
      };
      totals = applyItem(totals, scored);
    }
    totals = adjustments.reduce(withAdjustment, totals);
    return boardOf(totals, branches, settings, adjustments);
  });
}

/** What of the corrections stands: those that no later event has taken back; of several keys the last. */
function standing(events: readonly EventRow[]) {
  const made = events.map(({ version, payload }) => ({ version, event: JSON.parse(payload) as ContestEvent }));
  const cancelled = new Set(
    made.flatMap(({ event }) => (event.type === 'correction-cancelled' ? [event.correction] : [])),
  );
  const left = made.filter(({ version }) => !cancelled.has(version)).map(({ event }) => event);
  return {
    voided: new Set(left.flatMap((event) => (event.type === 'item-voided' ? [event.contestItemId] : []))),
    keys: new Map(
      left.flatMap((event) =>
        event.type === 'key-corrected' ? [[event.contestItemId, event.correctResponse] as const] : [],
      ),
    ),
  };
}

/** What of a board is public, so that two of them can be compared. */
export function publicBoard(board: Board) {
  return {
    rows: board.standings.map(({ rank, branchId, total }) => ({ rank, branchId, points: total / 100 })),
    branches: board.branches.map(({ branchId, rank, score, participants, mean }) => ({
      branchId,
      rank,
      score: score === null ? null : score / 100,
      participants,
      mean: mean === null ? null : mean / 100,
    })),
    pointsPossible: board.pointsPossible / 100,
  };
}

export function publicPage({
  rows,
  branches,
  pointsPossible,
}: Pick<LeaderboardPage, 'rows' | 'branches' | 'pointsPossible'>) {
  return {
    rows: rows.map(({ rank, branchId, points }) => ({ rank, branchId, points })),
    branches: branches.map(({ branchId, rank, score, participants, mean }) => ({
      branchId,
      rank,
      score,
      participants,
      mean,
    })),
    pointsPossible,
  };
}
