import { Injectable } from '@nestjs/common';

import type { ContestEvent } from '../../core/contest/types.js';
import { isSqlite } from '../../platform/database/dialect.js';
import { Reader } from '../../platform/database/reader.js';
import { amongIds } from '../../platform/database/json-rows.js';
import { idAt } from '../../platform/ids.js';
import type { Caption } from '../../protocol/frames.js';
import type { ContestRecord } from '../live/contest-record.js';
import type { Roster, Seat } from '../live/roster.js';
import { SeatReader } from '../live/seat-reader.js';

interface Seated {
  readonly record: ContestRecord;
  readonly roster: Roster;
}

/** Ids say when they were made; a row may lie in the queue of its node for a while before it is there. */
const LATE_ROWS_MS = 10_000;

/** Reads what other nodes have written, and no more than that. */
@Injectable()
export class NewRows {
  constructor(
    private readonly reader: Reader,
    private readonly seats: SeatReader,
  ) {}

  async eventsAfter(
    contestId: string,
    version: number,
  ): Promise<readonly { readonly event: ContestEvent; readonly at: number }[]> {
    const rows = (await this.reader.source.query(
      'SELECT payload, at FROM contest_event WHERE contest_id = $1 AND version > $2 ORDER BY version',
      [contestId, version],
    )) as readonly { readonly payload: string; readonly at: string | number }[];
    return rows.map(({ payload, at }) => ({ event: JSON.parse(payload) as ContestEvent, at: Number(at) }));
  }

  /** Seats that the roster does not have. @param now server epoch ms */
  async newSeats({ record, roster }: Seated, now: number): Promise<readonly Seat[]> {
    if ((await this.count(record.id)) <= roster.size) return [];
    let ids = await this.#unknown(record.id, roster, idAt(Math.max(0, now - LATE_ROWS_MS)));
    // Somebody came while this node was not looking.
    if (roster.size + ids.length < (await this.count(record.id))) ids = await this.#unknown(record.id, roster, '');
    return this.seats.some(record, ids);
  }

  some(record: ContestRecord, participantIds: readonly string[]): Promise<readonly Seat[]> {
    return this.seats.some(record, participantIds);
  }

  async captionsAfter(contestId: string, sequence: number): Promise<readonly Caption[]> {
    const rows = (await this.reader.source.query(
      'SELECT sequence, text, at FROM caption WHERE contest_id = $1 AND sequence > $2 ORDER BY sequence',
      [contestId, sequence],
    )) as readonly Caption[];
    return rows.map(({ at, ...caption }) => ({ ...caption, at: Number(at) }));
  }

  /** Ids of those who were taken out of it. */
  async removed({ id }: Pick<ContestRecord, 'id'>): Promise<readonly string[]> {
    const rows = (await this.reader.source.query(
      'SELECT id FROM participant WHERE contest_id = $1 AND removed_at IS NOT NULL',
      [id],
    )) as readonly { readonly id: string }[];
    return rows.map((row) => row.id);
  }

  /** Of contests that run, and of those that are named, as far as they are there. */
  async versions(
    phases: readonly string[],
    contestIds: readonly string[],
  ): Promise<readonly { readonly id: string; readonly version: number; readonly revision: number }[]> {
    const { manager } = this.reader.source;
    return manager.query(
      `SELECT id, version, COALESCE(revision, 0) AS revision FROM contest WHERE ${amongIds(manager, 'phase', 1)} OR ${amongIds(manager, 'id', 2)}`,
      [JSON.stringify(phases), JSON.stringify(contestIds)],
    );
  }

  /** Seats by contest. */
  async seatCounts(contestIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { manager } = this.reader.source;
    const rows = (await manager.query(
      `SELECT contest_id AS id, COUNT(*) AS count FROM participant WHERE ${amongIds(manager, 'contest_id', 1)} GROUP BY contest_id`,
      [JSON.stringify(contestIds)],
    )) as readonly { readonly id: string; readonly count: string | number }[];
    return new Map(rows.map(({ id, count }) => [id, Number(count)]));
  }

  /** Responses by item, of one opening each. */
  async responseCounts(
    openings: readonly { readonly contestItemId: string; readonly opening: number }[],
  ): Promise<ReadonlyMap<string, number>> {
    const { manager } = this.reader.source;
    const asked = isSqlite(manager.connection)
      ? `SELECT value ->> '$.contestItemId' AS item, value ->> '$.opening' AS opening FROM json_each($1)`
      : `SELECT "contestItemId" AS item, opening FROM json_to_recordset($1::json) AS rows("contestItemId" text, opening integer)`;
    const rows = (await manager.query(
      `SELECT asked.item AS id, COUNT(response.id) AS count FROM (${asked}) AS asked
        JOIN response ON response.contest_item_id = asked.item AND response.opening = asked.opening GROUP BY asked.item`,
      [JSON.stringify(openings)],
    )) as readonly { readonly id: string; readonly count: string | number }[];
    return new Map(rows.map(({ id, count }) => [id, Number(count)]));
  }

  private async count(contestId: string): Promise<number> {
    return (await this.seatCounts([contestId])).get(contestId) ?? 0;
  }

  async #unknown(contestId: string, roster: Roster, from: string): Promise<readonly string[]> {
    const rows = (await this.reader.source.query('SELECT id FROM participant WHERE contest_id = $1 AND id >= $2', [
      contestId,
      from,
    ])) as readonly { readonly id: string }[];
    return rows.flatMap(({ id }) => (roster.get(id) ? [] : [id]));
  }
}
