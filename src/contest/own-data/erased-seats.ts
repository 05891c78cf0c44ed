import { Injectable } from '@nestjs/common';

import { ERASED_NAME } from '../../core/ranking/mask.js';
import { refuse } from '../../platform/refusal.js';
import { Broadcaster } from '../live/broadcaster.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { Erased } from './eraser.js';

/** What the running server still knows of people who were erased. */
@Injectable()
export class ErasedSeats {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly broadcaster: Broadcaster,
  ) {}

  /** Nobody is taken out of a contest that goes on. @throws RefusalError own-data.contest-running */
  async assertOver(rows: readonly { readonly contestId: string }[]): Promise<void> {
    for (const { contestId } of rows) {
      const { phase } = (await this.registry.get(contestId)).state;
      if (phase !== 'ended' && phase !== 'finalized') throw refuse('own-data.contest-running');
    }
  }

  /** Once it is on disk: no code and no token leads to the seat, and whoever sits there is told and let go. */
  show(erased: readonly Erased[]): void {
    for (const { id, contestId, nameOrdinal } of erased) {
      const live = this.registry.peek(contestId);
      const seat = live?.roster.get(id);
      if (!live || !seat) continue;
      live.roster.lock(seat);
      this.registry.forgetToken(seat.tokenHash);
      seat.needs = null;
      live.renameSeat(seat, ERASED_NAME, nameOrdinal);
      this.broadcaster.erased(seat);
    }
  }
}
