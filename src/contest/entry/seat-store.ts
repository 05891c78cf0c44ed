import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';

import { IdentityService } from '../../identity/identity.service.js';
import { jsonUpdate } from '../../platform/database/json-rows.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import type { EnteredBy } from '../../protocol/events.js';
import type { OperatorDeed } from '../contest.store.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { RejoinKeys } from './rejoin-keys.js';

/** Codes that were stored before digests were; a digest has 22 characters, what locks a seat more than 8. */
const PLAIN = `SELECT id, contest_id AS "contestId", rejoin_digest AS code FROM participant
  WHERE LENGTH(rejoin_digest) <= 8 LIMIT 1000`;

const setDigests = jsonUpdate<{ readonly id: string; readonly rejoinDigest: string }>('participant', {
  id: 'text',
  rejoinDigest: 'text',
});

/** What opened the seat to another device; whoever holds such a code may be somebody else than the person. */
export type TakenOverBy = 'rejoin-code' | 'entry-code';

export interface Return {
  readonly contestId: string;
  readonly participantId: string;
  readonly tokenHash: string;
  readonly enteredBy: EnteredBy;
  /** Null: the join of the same device, sent again. */
  readonly takenOverBy: TakenOverBy | null;
}

/** What changes in the row of a seat that is there already, each change with its entry of the log. */
@Injectable()
export class SeatStore implements OnModuleInit {
  constructor(
    private readonly queue: WriteQueue,
    private readonly identity: IdentityService,
    readonly codes: RejoinKeys,
  ) {}

  /** Before running contests are loaded. */
  async onModuleInit(): Promise<void> {
    let done = 1;
    while (done > 0) done = await this.queue.run((manager) => this.digestPlainCodes(manager));
  }

  /** A new device: the token of the one before is no longer valid. */
  async replaceToken({ contestId, participantId, tokenHash, enteredBy, takenOverBy }: Return): Promise<void> {
    await this.queue.run(async (manager) => {
      await manager.update(ParticipantEntity, participantId, { tokenHash });
      await this.rewriteEntry(manager, contestId, participantId, enteredBy);
      if (takenOverBy === null) return;
      const about = { contestId, subjectId: participantId, detail: { by: takenOverBy } };
      await this.identity.recordAction(manager, { operatorId: null, action: 'participant.taken-over', ...about });
    });
  }

  /** A final result stands on how everybody took part; who comes back to look at it later changes nothing of that. */
  private async rewriteEntry(
    manager: EntityManager,
    contestId: string,
    id: string,
    enteredBy: EnteredBy,
  ): Promise<void> {
    if (await manager.existsBy(ContestEntity, { id: contestId, phase: 'finalized' })) return;
    const { affected } = await manager.update(ParticipantEntity, { id, enteredBy: Not(enteredBy) }, { enteredBy });
    if (affected !== 1) return;
    const about = { contestId, subjectId: id, detail: { enteredBy } };
    await this.identity.recordAction(manager, { operatorId: null, action: 'participant.assisted', ...about });
  }

  /** The code itself is not in the log. */
  async renewRejoinCode(
    participantId: string,
    code: Pick<ParticipantEntity, 'rejoinDigest' | 'rejoinNumber'>,
    deed: OperatorDeed,
  ): Promise<void> {
    await this.queue.run(async (manager) => {
      await manager.update(ParticipantEntity, participantId, code);
      const about = { action: 'participant.rejoin-code-shown', subjectId: participantId };
      await this.identity.recordAction(manager, { ...deed, ...about });
    });
  }

  /** Codes on paper and on phones go on. Answers how many there were. */
  private async digestPlainCodes(manager: EntityManager): Promise<number> {
    const rows = (await manager.query(PLAIN)) as readonly {
      readonly id: string;
      readonly contestId: string;
      readonly code: string;
    }[];
    const digests = rows.map(({ id, contestId, code }) => ({ id, rejoinDigest: this.codes.digestOf(contestId, code) }));
    if (digests.length > 0) await setDigests(manager, digests);
    return digests.length;
  }
}
