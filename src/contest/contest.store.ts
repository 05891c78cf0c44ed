import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { In } from 'typeorm';

import type { ContestEvent, Phase } from '../core/contest/types.js';
import type { Response } from '../core/item/types.js';
import type { RecordedResponse } from '../core/scoring/types.js';
import { coverOf, coversAtFinal, coversAtLobby, releasesOfLobby, resealIn, type Tail } from '../audit/audit.service.js';
import type { Cover } from '../core/audit/cover.js';
import { IdentityService, type OperatorAction } from '../identity/identity.service.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import type { Caption, Needs } from '../protocol/frames.js';
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
}

/** The heartbeat comes each second; a full machine or a slow disk gets longer. */
const LATEST_AFTER_BEAT_MS = 5000;

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
      // Read and insert stand in one exclusive transaction; the primary key would refuse a second writer anyway.
      const last = await manager.maximum(ContestEventEntity, 'version', { contestId });
      if ((last ?? 0) !== version) return false;
      const rows = events.map((payload, index) => ({
        contestId,
        version: version + index + 1,
        type: payload.type,
        payload,
        operatorId: stamp.operatorId,
        at: stamp.at,
      }));
      await manager.insert(ContestEventEntity, rows);
      await manager.update(ContestEntity, contestId, { phase: stamp.phase, version: version + events.length });
      for (const row of rows) {
        const standing = (await STANDING[row.type]?.(manager, contestId)) ?? [];
        await this.identity.recordAction(manager, deedOf(row, standing));
      }
      return true;
    });
    if (appended && stamp.phase === 'finalized') this.finalized.next(contestId);
    return appended;
  }

  /** Resolves once the response is on disk. Rejects with BusyError when too much waits. */
  appendResponse(row: ResponseRow): Promise<StoredReceipt> {
    return this.responses.append(row);
  }

  /** The receipt of a submission that this participant made earlier; null when there is none. */
  async receiptOf(submissionId: string, participantId: string): Promise<StoredReceipt | null> {
    const row = await this.reader.source.manager.findOneBy(ResponseEntity, { submissionId, participantId });
    return row && receiptFor(row);
  }

  async responsesOfItem(contestItemId: string): Promise<readonly BookedResponse[]> {
    const rows = await this.reader.source.manager.findBy(ResponseEntity, { contestItemId });
    return rows.map(booked);
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

  /** Before anything else: what a crash left without anybody to vouch for it. */
  async adoptResponses(phases: readonly Phase[]): Promise<void> {
    const beat = (await this.lastBeat()) ?? 0;
    const tails: Tail[] = [];
    for (const contestId of await this.idsInPhases(phases)) {
      const event = (await this.lastEventAt(contestId)) ?? 0;
      tails.push({ contestId, until: Math.max(beat, event) + LATEST_AFTER_BEAT_MS });
    }
    await this.responses.seals.adopt(tails);
  }

  async beat(at: number): Promise<void> {
    await this.queue.run((manager) => manager.upsert(HeartbeatEntity, { id: 1, at }, ['id']));
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

function booked(row: ResponseEntity): BookedResponse {
  const { participantId, submissionId, opening, response, receivedAt, ownLimitMs, elapsedMs } = row;
  return { participantId, submissionId, opening, response, receivedAt, ownLimitMs, elapsedMs };
}
