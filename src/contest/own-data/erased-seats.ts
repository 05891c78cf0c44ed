import { Injectable } from '@nestjs/common';

import { ERASED_NAME } from '../../core/ranking/mask.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import { Broadcaster } from '../live/broadcaster.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { inPlay } from './contests-over.js';
import type { Erased } from './eraser.js';

/** What the running server still knows of people who were erased. */
@Injectable()
export class ErasedSeats {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly broadcaster: Broadcaster,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** Nobody is taken out of a contest that is being played. @throws RefusalError own-data.contest-running */
  async assertOver(rows: readonly { readonly contestId: string }[]): Promise<void> {
    const playing = await inPlay(this.reader.source.manager, this.clock.now());
    if (rows.some(({ contestId }) => playing.has(contestId))) throw refuse('own-data.contest-running');
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
      live.seatChanged(seat);
    }
  }
}
