import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { amongIds } from '../../platform/database/json-rows.js';
import { Reader } from '../../platform/database/reader.js';
import type { Needs, NeedsState } from '../../protocol/frames.js';
import { NeedsStore, ownerOf } from '../entry/needs.store.js';
import { ParticipantNeedsEntity } from '../persistence/participant-needs.entity.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { PersonNeedsEntity } from '../persistence/person-needs.entity.js';
import type { ContestRecord } from './contest-record.js';
import { Roster, type Seat } from './roster.js';

type OfContest = Pick<ContestRecord, 'id' | 'settings'>;

/** Brings seats back from their rows: all of a contest, or those that are named. */
@Injectable()
export class SeatReader {
  private readonly logger = new Logger(SeatReader.name);

  constructor(
    private readonly reader: Reader,
    private readonly needs: NeedsStore,
  ) {}

  async roster(record: OfContest): Promise<Roster> {
    const roster = new Roster();
    for (const seat of await this.#seats(record, null)) roster.add(seat);
    return roster;
  }

  some(record: OfContest, participantIds: readonly string[]): Promise<readonly Seat[]> {
    return participantIds.length === 0 ? Promise.resolve([]) : this.#seats(record, participantIds);
  }

  /** @param ids null: all of the contest */
  async #seats({ id: contestId, settings }: OfContest, ids: readonly string[] | null): Promise<readonly Seat[]> {
    const { manager } = this.reader.source;
    const rows = await participants(manager, contestId, ids).orderBy('participant.id', 'ASC').getMany();
    const needsOf = await this.#needsOf(contestId, ids);
    const decided = settings.needsApproval === 'required' ? await this.needs.decisions(manager, contestId) : NOBODY;
    return rows.map((row) => {
      const owner = ownerOf(row).id;
      const needs = needsOf.get(owner) ?? needsOf.get(row.id) ?? null;
      const asked = settings.needsApproval === 'required' && needs !== null && needs.multiplier > 1;
      return seatOf(row, needs, asked ? (decided.get(owner) ?? 'requested') : 'approved');
    });
  }

  /** By the owner's id. A lost key loses the needs and nothing else: people can state them again. */
  async #needsOf(contestId: string, ids: readonly string[] | null): Promise<ReadonlyMap<string, Needs>> {
    const { manager } = this.reader.source;
    const own = await participants(manager, contestId, ids)
      .innerJoin(ParticipantNeedsEntity, 'needs', 'participant.id = needs.participantId')
      .select(['needs.participant_id AS id', 'needs.needs_encrypted AS encrypted'])
      .getRawMany<{ readonly id: string; readonly encrypted: string }>();
    const people = await participants(manager, contestId, ids)
      .innerJoin(PersonNeedsEntity, 'needs', 'participant.personId = needs.personId')
      .select(['needs.person_id AS id', 'needs.needs_encrypted AS encrypted'])
      .getRawMany<{ readonly id: string; readonly encrypted: string }>();
    return new Map(
      [...own, ...people].flatMap(({ id, encrypted }) => {
        const found = this.needs.read(id, encrypted);
        if (!found) this.logger.error(`Needs of ${id} cannot be read: another secret.key wrote them`);
        return found ? [[id, found.needs] as const] : [];
      }),
    );
  }
}

const NOBODY: ReadonlyMap<string, NeedsState> = new Map();

function participants(manager: EntityManager, contestId: string, ids: readonly string[] | null) {
  const query = manager
    .createQueryBuilder(ParticipantEntity, 'participant')
    .where('participant.contestId = :contestId', { contestId });
  if (ids === null) return query;
  // One parameter for any number of ids.
  const among = amongIds(manager, 'participant.id', 1).replace('$1', ':ids');
  return query.andWhere(among, { ids: JSON.stringify(ids) });
}

function seatOf(row: ParticipantEntity, needs: Needs | null, needsState: NeedsState): Seat {
  const { id, branchId, joinedAt, joinId, personId, enteredBy, simulated, name, nameOrdinal } = row;
  const kept = { id, branchId, joinedAt, joinId, personId, enteredBy, simulated, name, nameOrdinal };
  const { tokenHash, removedAt, rejoinDigest, rejoinNumber } = row;
  return {
    ...kept,
    rejoinDigest,
    rejoinNumber,
    tokenHash,
    needs,
    needsState,
    connection: null,
    lostAt: null,
    removed: removedAt !== null,
  };
}
