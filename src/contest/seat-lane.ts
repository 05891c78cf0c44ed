import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { recordIn, sealIn } from '../audit/audit.service.js';
import { amongIds, jsonInsert } from '../platform/database/json-rows.js';
import type { GroupLane } from '../platform/database/group-lane.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import type { EnteredBy } from '../protocol/events.js';
import type { Needs } from '../protocol/frames.js';
import { NeedsStore, ownerOf, recordStated } from './entry/needs.store.js';

export interface ParticipantRow {
  readonly id: string;
  readonly contestId: string;
  readonly branchId: string;
  readonly name: string;
  readonly nameOrdinal: number;
  readonly tokenHash: string;
  readonly rejoinDigest: string;
  readonly rejoinNumber: number | null;
  readonly joinId: string | null;
  readonly personId: string | null;
  readonly enteredBy: EnteredBy;
  readonly locale: 'zh-CN' | 'en';
  readonly simulated: boolean;
  readonly joinedAt: number;
  readonly noticeConsentAt: number;
  readonly noticeVersion: number | null;
}

interface SeatRows {
  readonly participant: ParticipantRow;
  readonly needs: Needs | null;
}

const insertParticipants = jsonInsert<ParticipantRow>('participant', {
  id: 'text',
  contestId: 'text',
  branchId: 'text',
  name: 'text',
  nameOrdinal: 'integer',
  tokenHash: 'text',
  rejoinDigest: 'text',
  rejoinNumber: 'integer',
  joinId: 'text',
  personId: 'text',
  enteredBy: 'text',
  locale: 'text',
  simulated: 'boolean',
  joinedAt: 'bigint',
  noticeConsentAt: 'bigint',
  noticeVersion: 'integer',
});

async function insertSeats(
  store: NeedsStore,
  manager: EntityManager,
  rows: readonly SeatRows[],
): Promise<readonly boolean[]> {
  const inserted = await insertParticipants(
    manager,
    rows.map(({ participant }) => participant),
  );
  for (const { participant, needs } of rows) {
    if (needs && inserted.has(participant.id)) {
      const { joinedAt: at, noticeVersion } = participant;
      await recordStated(manager, ownerOf(participant), needs);
      await store.state(manager, ownerOf(participant), needs, { at, noticeVersion });
    }
  }
  await vouchForSeats(
    manager,
    rows.flatMap(({ participant }) => (inserted.has(participant.id) ? [participant] : [])),
  );
  const written = inserted.size < rows.length ? await standing(manager, rows) : inserted;
  return rows.map(({ participant }) => written.has(participant.id));
}

/** The batch may be one whose commit was never answered: what stands there under an id of its own is its own work. */
async function standing(manager: EntityManager, rows: readonly SeatRows[]): Promise<ReadonlySet<string>> {
  const ids = JSON.stringify(rows.map(({ participant }) => participant.id));
  const sql = `SELECT id FROM participant WHERE ${amongIds(manager, 'id', 1)}`;
  const found = (await manager.query(sql, [ids])) as readonly { readonly id: string }[];
  return new Set(found.map(({ id }) => id));
}

/** One entry for each contest and commit: how many came, and for whom somebody else worked the device. */
async function vouchForSeats(manager: EntityManager, seats: readonly ParticipantRow[]): Promise<void> {
  for (const contestId of new Set(seats.map((seat) => seat.contestId))) {
    const own = seats.filter((seat) => seat.contestId === contestId);
    const texts = own.map(({ id, name, nameOrdinal }) => ({ contestId, subjectId: id, values: [name, nameOrdinal] }));
    const covers = await sealIn(manager, 'participant-name', texts);
    const assisted = own.filter(({ enteredBy }) => enteredBy === 'assistant').map(({ id }) => id);
    const detail = { participants: own.length, ...(assisted.length === 0 ? {} : { assisted }) };
    await recordIn(manager, { action: 'participants.joined', contestId, detail, covers });
  }
}

/** The way of people to their seats: a whole hall at the doors is a few commits. */
@Injectable()
export class SeatLane {
  readonly #lane: GroupLane<SeatRows, boolean>;

  constructor(queue: WriteQueue, needs: NeedsStore) {
    this.#lane = queue.lane((manager, rows) => insertSeats(needs, manager, rows));
  }

  /** See ContestStore.appendParticipant. */
  append(participant: ParticipantRow, needs: Needs | null): Promise<boolean> {
    return this.#lane.append({ participant, needs });
  }
}
