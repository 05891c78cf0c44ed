import { Injectable } from '@nestjs/common';

import { refuse } from '../../platform/refusal.js';
import type { OperatorDeed } from '../contest.store.js';
import { Broadcaster } from '../live/broadcaster.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { opensSeat } from './rejoin-code.js';
import { RejoinKeys } from './rejoin-keys.js';
import { SeatStore } from './seat-store.js';

/** Helps who has lost the code. */
@Injectable()
export class RejoinDesk {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly seats: SeatStore,
    private readonly codes: RejoinKeys,
    private readonly broadcaster: Broadcaster,
  ) {}

  /**
   * A fresh code; the one before is void, and the person's own page shows the fresh one at once. The seat stays where it is.
   * @throws RefusalError contest.unknown, participant.unknown
   */
  async renew(contestId: string, participantId: string, operatorId: string): Promise<string> {
    const live = await this.registry.get(contestId);
    const seat = live.roster.get(participantId);
    if (!seat || seat.removed || !opensSeat(seat.rejoinDigest)) throw refuse('participant.unknown');
    const deed: OperatorDeed = { contestId: live.id, operatorId };
    const { code, number, digest } = this.codes.fresh(live, seat.id, (seat.rejoinNumber ?? 0) + 1);
    await this.seats.renewRejoinCode(seat.id, { rejoinDigest: digest, rejoinNumber: number }, deed);
    live.roster.renewRejoinCode(seat, digest, number);
    this.broadcaster.rejoinCode(live, seat, code);
    live.seatChanged(seat);
    return code;
  }
}
