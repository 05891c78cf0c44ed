import { Injectable } from '@nestjs/common';

import { IdentityService } from '../../identity/identity.service.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import type { EnteredBy } from '../../protocol/events.js';
import type { OperatorDeed } from '../contest.store.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';

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
export class SeatStore {
  constructor(
    private readonly queue: WriteQueue,
    private readonly identity: IdentityService,
  ) {}

  /** A new device: the token of the one before is no longer valid. */
  async replaceToken({ contestId, participantId, tokenHash, enteredBy, takenOverBy }: Return): Promise<void> {
    await this.queue.run(async (manager) => {
      await manager.update(ParticipantEntity, participantId, { tokenHash, enteredBy });
      if (takenOverBy === null) return;
      const about = { contestId, subjectId: participantId, detail: { by: takenOverBy } };
      await this.identity.recordAction(manager, { operatorId: null, action: 'participant.taken-over', ...about });
    });
  }

  /** The code itself is not in the log. */
  async renewRejoinCode(participantId: string, rejoinCode: string, deed: OperatorDeed): Promise<void> {
    await this.queue.run(async (manager) => {
      await manager.update(ParticipantEntity, participantId, { rejoinCode });
      const about = { action: 'participant.rejoin-code-shown', subjectId: participantId };
      await this.identity.recordAction(manager, { ...deed, ...about });
    });
  }
}
