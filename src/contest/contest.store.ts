import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { In, type EntityManager } from 'typeorm';

import type { TakenOpening } from '../core/contest/plan.js';
import type { ContestEvent, Phase } from '../core/contest/types.js';
import type { Response } from '../core/item/types.js';
import type { RecordedResponse } from '../core/scoring/types.js';
import { coverOf, coversAtFinal, coversAtLobby, releasesOfLobby, resealIn, type Tail } from '../audit/audit.service.js';
import type { Cover } from '../core/audit/cover.js';
import { IdentityService, type OperatorAction } from '../identity/identity.service.js';
import { isSqlite } from '../platform/database/dialect.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import type { Caption, Needs } from '../protocol/frames.js';
import { demandNotFinal, heldPhase } from './held-phase.js';
import type { BookedResponse } from './live/response-book.js';
import { CaptionEntity } from './persistence/caption.entity.js';
import { ContestEventEntity } from './persistence/contest-event.entity.js';
import { ContestEntity } from './persistence/contest.entity.js';
import { HeartbeatEntity } from './persistence/heartbeat.entity.js';
import { ParticipantEntity } from './persistence/participant.entity.js';
import { ResponseEntity } from './persistence/response.entity.js';
import { receiptFor, ResponseLane, type ResponseRow, type StoredReceipt } from './response-lane.js';
import { SeatLane, type ParticipantRow } from './seat-lane.js';

export type { ResponseRow, StoredReceipt } from './response-lane.js';

export type { ParticipantRow } from './seat-lane.js';

type RawResponse = Omit<RecordedResponse, 'response'> & { readonly contestItemId: string; readonly response: string };

type RawBooked = Omit<BookedResponse, 'response'> & { readonly response: string };

const RESPONSES_OF_ITEM = `SELECT participant_id AS "participantId", submission_id AS "submissionId", opening, response,
  received_at AS "receivedAt", own_limit_ms AS "ownLimitMs", elapsed_ms AS "elapsedMs"
  FROM response WHERE contest_item_id = $1`;

const RESPONSES_OF_CONTEST = `SELECT contest_item_id AS "contestItemId", participant_id AS "participantId", opening, response,
  received_at AS "receivedAt", own_limit_ms AS "ownLimitMs", elapsed_ms AS "elapsedMs"
  FROM response WHERE contest_id = $1 ORDER BY id`;

/** An operator's deed on somebody's behalf, recorded in the same transaction. */
export interface OperatorDeed {
  readonly contestId: string;
  readonly operatorId: string;
}

export interface EventStamp {
  readonly operatorId: string | null;
  readonly at: number;
  /** Phase after the events, repeated in the contest's row for lists. */
  readonly phase: Phase;
  /** Likewise; what writes a response asks the row for it. */
  readonly taken: TakenOpening | null;
  /** See `matterMark`: nothing is appended where it is another one by now. Null: nothing rests on it. */
  readonly mark: string | null;
}

/** The heartbeat comes each second; a full machine or a slow disk gets longer. */
const LATEST_AFTER_BEAT_MS = 5000;
/** What is older has been vouched for, also where the database was away for most of a minute before a node went. */
const EARLIEST_BEFORE_BEAT_MS = 60_000;

/** Rows of running contests: the hot inserts go through group-commit lanes, everything else one job at a time. */
@Injectable()
export class ContestStore {
  /** Ids of contests whose result was made final, after its commit. */
  readonly finalized = new Subject<string>();

  constructor(
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly identity: IdentityService,
    private readonly responses: ResponseLane,
    private readonly seats: SeatLane,
  ) {}

  /** The append is the compare-and-set: false when somebody else has written this version first. */
  async appendEvents(
    contestId: string,
    version: number,
    events: readonly ContestEvent[],
    stamp: EventStamp,
  ): Promise<boolean> {
    if (events.length === 0) return true;
    const appended = await this.responses.seals.sealedWith(async (manager) => {
      if ((await versionHeld(manager, contestId)) !== version) return false;
      if (stamp.mark !== null && (await markOf(manager, contestId)) !== stamp.mark) return false;
      const rows = events.map((payload, index) => ({
        contestId,
        version: version + index + 1,
        type: payload.type,
        payload,
        operatorId: stamp.operatorId,
        at: stamp.at,
      }));
      await manager.insert(ContestEventEntity, rows);
      const { phase, taken } = stamp;
      const open = { openItemId: taken?.contestItemId ?? null, openOpening: taken?.opening ?? null };
      await manager.update(ContestEntity, contestId, { phase, version: version + events.length, ...open });
      for (const row of rows) {
        const standing = (await STANDING[row.type]?.(manager, contestId)) ?? [];
        await this.identity.recordAction(manager, deedOf(row, standing));
      }
      return true;
    });
    if (appended && stamp.phase === 'finalized') this.finalized.next(contestId);
    return appended;
  }

  /** Stands for what a result rests on beside events and responses: who was taken out, points by hand, appeals. */
  matterMark(contestId: string): Promise<string> {
    return markOf(this.reader.source.manager, contestId);
  }

  /** What the row of a contest says of the opening that takes responses; for one that an earlier version has written. */
  async noteTaken(contestId: string, taken: TakenOpening | null): Promise<void> {
    const open = { openItemId: taken?.contestItemId ?? null, openOpening: taken?.opening ?? null };
    await this.queue.run((manager) => manager.update(ContestEntity, contestId, open));
  }

  /**
   * Resolves once the response is on disk; null where the opening takes none any more, whatever this node believed.
   * Rejects with BusyError when too much waits.
   */
  appendResponse(row: ResponseRow): Promise<StoredReceipt | null> {
    return this.responses.append(row);
  }

  /** The receipt of a submission that this participant made earlier; null when there is none. */
  async receiptOf(submissionId: string, participantId: string): Promise<StoredReceipt | null> {
    const row = await this.reader.source.manager.findOneBy(ResponseEntity, { submissionId, participantId });
    return row && receiptFor(row);
  }

  /** @param participantId of this one alone */
  async responsesOfItem(contestItemId: string, participantId?: string): Promise<readonly BookedResponse[]> {
    const own = participantId === undefined ? [] : [participantId];
    const sql = own.length === 0 ? RESPONSES_OF_ITEM : `${RESPONSES_OF_ITEM} AND participant_id = $2`;
    const rows = (await this.reader.source.query(sql, [contestItemId, ...own])) as readonly RawBooked[];
    return rows.map((row) => ({
      ...row,
      receivedAt: Number(row.receivedAt),
      response: JSON.parse(row.response) as Response,
    }));
  }

  /** Every response of the contest by contest item id. */
  async responsesByItem(contestId: string): Promise<ReadonlyMap<string, readonly RecordedResponse[]>> {
    // Raw: entities of 300,000 rows (10,000 people, 30 items) would hold up the event loop twice as long.
    const rows = (await this.reader.source.query(RESPONSES_OF_CONTEST, [contestId])) as readonly RawResponse[];
    const byItem = new Map<string, RecordedResponse[]>();
    for (const { contestItemId, response, ...row } of rows) {
      const recorded = { ...row, response: JSON.parse(response) as Response };
      const list = byItem.get(contestItemId);
      if (list) list.push(recorded);
      else byItem.set(contestItemId, [recorded]);
    }
    return byItem;
  }

  /** The digest under which a result was made final; null before. */
  async filedDigest(contestId: string): Promise<string | null> {
    const row = await this.reader.source.manager.findOneBy(ContestEventEntity, {
      contestId,
      type: 'contest-finalized',
    });
    return row?.payload.type === 'contest-finalized' ? row.payload.resultDigest : null;
  }

  /**
   * A person and, where they asked for something, their needs: both or neither.
   * @returns false when the name's ordinal, the rejoin code or the join id was taken in between
   */
  appendParticipant(participant: ParticipantRow, needs: Needs | null): Promise<boolean> {
    return this.seats.append(participant, needs);
  }

  async renameParticipant(
    participantId: string,
    name: Pick<ParticipantEntity, 'name' | 'nameOrdinal'>,
    { before, ...deed }: OperatorDeed & { readonly before: string },
  ): Promise<void> {
    await this.queue.run(async (manager) => {
      demandNotFinal(await heldPhase(manager, deed.contestId), 'names');
      await manager.update(ParticipantEntity, participantId, name);
      // The name before is a note, which can be erased from the log.
      const { contestId } = deed;
      const values = [name.name, name.nameOrdinal];
      const covers = await resealIn(manager, 'participant-name', { contestId, subjectId: participantId, values });
      const about = { subjectId: participantId, note: before, covers };
      await this.identity.recordAction(manager, { ...deed, action: 'participant.renamed', ...about });
    });
  }

  async removeParticipant(participantId: string, reason: string, at: number, deed: OperatorDeed): Promise<void> {
    await this.queue.run(async (manager) => {
      demandNotFinal(await heldPhase(manager, deed.contestId), 'seats');
      await manager.update(ParticipantEntity, participantId, { removedAt: at });
      const about = { subjectId: participantId, note: reason };
      await this.identity.recordAction(manager, { ...deed, action: 'participant.removed', ...about });
    });
  }

  /** Somebody looked at the key of an item before it is shown. */
  async recordPeek(contestItemId: string, deed: OperatorDeed): Promise<void> {
    const action = { ...deed, action: 'contest.key-shown', subjectId: contestItemId };
    await this.queue.run((manager) => this.identity.recordAction(manager, action));
  }

  async appendCaption(contestId: string, text: string, at: number, operatorId: string): Promise<Caption> {
    return this.queue.run(async (manager) => {
      const sequence = ((await manager.maximum(CaptionEntity, 'sequence', { contestId })) ?? 0) + 1;
      await manager.insert(CaptionEntity, { contestId, sequence, text, at });
      const detail = { sequence };
      await this.identity.recordAction(manager, { operatorId, contestId, action: 'contest.caption-sent', detail });
      return { sequence, text, at };
    });
  }

  /** Before anything else: what a crash left without anybody to vouch for it. @param alone the only server there is */
  async adoptResponses(phases: readonly Phase[], alone: boolean): Promise<void> {
    const beat = (await this.lastBeat()) ?? 0;
    const tails: Tail[] = [];
    // Among several nodes it is known of each when it was heard of last (adoptResponsesOf).
    for (const contestId of alone ? await this.idsInPhases(phases) : []) {
      const event = (await this.lastEventAt(contestId)) ?? 0;
      tails.push({ contestId, until: Math.max(beat, event) + LATEST_AFTER_BEAT_MS });
    }
    await this.responses.seals.adopt(tails);
  }

  /**
   * What a node left that is gone, inside the transaction that strikes it off; also in a contest that was made final since.
   * @param beatAt when it was heard of last
   * @param until now: rows that waited for a database may have come long after the last beat
   */
  async adoptResponsesOf(
    manager: EntityManager,
    { beatAt, until }: { readonly beatAt: number; readonly until: number },
    phases: readonly Phase[],
  ): Promise<void> {
    const from = beatAt - EARLIEST_BEFORE_BEAT_MS;
    const moved = (await manager.query('SELECT DISTINCT contest_id AS id FROM contest_event WHERE at >= $1', [
      from,
    ])) as readonly { readonly id: string }[];
    const contests = new Set([...(await this.idsInPhases(phases)), ...moved.map(({ id }) => id)]);
    await this.responses.seals.adoptOf(
      manager,
      [...contests].map((contestId) => ({ contestId, from, until })),
    );
  }

  async beat(at: number): Promise<void> {
    await this.queue.touch((manager) => manager.upsert(HeartbeatEntity, { id: 1, at }, ['id']));
  }

  async lastBeat(): Promise<number | null> {
    return (await this.reader.source.manager.findOneBy(HeartbeatEntity, { id: 1 }))?.at ?? null;
  }

  async lastEventAt(contestId: string): Promise<number | null> {
    return this.reader.source.manager.maximum(ContestEventEntity, 'at', { contestId });
  }

  async idsInPhases(phases: readonly Phase[]): Promise<readonly string[]> {
    const rows = await this.reader.source.manager.find(ContestEntity, {
      select: { id: true },
      where: { phase: In([...phases]) },
    });
    return rows.map((row) => row.id);
  }

  async idByPin(pin: string): Promise<string | null> {
    return (await this.reader.source.manager.findOneBy(ContestEntity, { pin }))?.id ?? null;
  }

  async participantByToken(tokenHash: string): Promise<{ contestId: string; participantId: string } | null> {
    const row = await this.reader.source.manager.findOneBy(ParticipantEntity, { tokenHash });
    return row ? { contestId: row.contestId, participantId: row.id } : null;
  }
}

/** Events after which rows beside them stand, and what the log vouches for with them. */
const STANDING: { readonly [Type in ContestEvent['type']]?: typeof coversAtFinal } = {
  'lobby-opened': coversAtLobby,
  'returned-to-draft': releasesOfLobby,
  'contest-finalized': coversAtFinal,
};

/** What a command or the server changed in the life of the contest, and the row that says so. */
function deedOf(row: ContestEventEntity, standing: readonly Cover[]): OperatorAction {
  const { contestId, version, type, operatorId } = row;
  const event = coverOf('contest-event', [{ ...row, payload: JSON.stringify(row.payload) }]);
  const covers = [event, ...standing];
  const early = row.payload.type === 'contest-finalized' && row.payload.early !== undefined ? { early: true } : {};
  const detail = { version, ...early };
  return { operatorId, contestId, action: `contest.${type.replace(/^contest-/, '')}`, detail, covers };
}

/**
 * The version of the events, with the contest's row held until the end of the transaction: whoever appends next waits, and
 * so does whoever writes a response. On SQLite a transaction has the database for itself.
 */
async function versionHeld(manager: EntityManager, contestId: string): Promise<number> {
  if (!isSqlite(manager.connection)) await manager.query('SELECT 1 FROM contest WHERE id = $1 FOR UPDATE', [contestId]);
  return (await manager.maximum(ContestEventEntity, 'version', { contestId })) ?? 0;
}

async function markOf(manager: EntityManager, contestId: string): Promise<string> {
  const rows = (await manager.query(
    `SELECT 'seat' AS kind, COUNT(removed_at) AS count FROM participant WHERE contest_id = $1
      UNION ALL SELECT state, COUNT(*) FROM points_adjustment WHERE contest_id = $1 GROUP BY state
      UNION ALL SELECT 'appeal-' || state, COUNT(*) FROM appeal WHERE contest_id = $1 GROUP BY state
      ORDER BY 1`,
    [contestId],
  )) as readonly { readonly kind: string; readonly count: string | number }[];
  return rows.map(({ kind, count }) => `${kind}:${count}`).join(' ');
}
