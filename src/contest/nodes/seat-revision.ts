import { Injectable } from '@nestjs/common';

import { ERASED_NAME } from '../../core/ranking/mask.js';
import { Appeals } from '../corrections/appeals.service.js';
import { NeedsService } from '../entry/needs.service.js';
import { opensSeat } from '../entry/rejoin-code.js';
import { RejoinKeys } from '../entry/rejoin-keys.js';
import { Broadcaster } from '../live/broadcaster.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import type { Seat } from '../live/roster.js';
import type { Seated } from './hints.js';

/** What another node changed about people, told here to whom it concerns. */
@Injectable()
export class SeatRevision {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly broadcaster: Broadcaster,
    private readonly needs: NeedsService,
    private readonly appeals: Appeals,
    private readonly codes: RejoinKeys,
  ) {}

  /** @param rows as they are now */
  review(live: LiveContest, rows: readonly Seat[]): void {
    for (const fresh of rows) {
      const seat = live.roster.get(fresh.id);
      if (seat && !seat.removed) this.revise(live, seat, fresh);
    }
  }

  /** Of two connections of one person the later one holds the seat; of the same millisecond both do. */
  satElsewhere(live: LiveContest, { participantId, since }: Seated): void {
    const seat = live.roster.get(participantId);
    if (!seat) return;
    const { connection } = seat;
    if (connection && (connection.since ?? 0) >= since) return;
    if (connection) this.broadcaster.replaced(connection);
    live.roster.movedElsewhere(seat);
    live.presenceDirty = true;
    live.tallyDirty = true;
  }

  async appealRuled(live: LiveContest, appealId: string): Promise<void> {
    const found = await this.appeals.ownOf(live.id, appealId);
    const seat = found && live.roster.get(found.participantId);
    if (seat) this.broadcaster.appealChanged(seat, found.appeal);
    await live.reread();
  }

  private revise(live: LiveContest, seat: Seat, fresh: Seat): void {
    this.token(live, seat, fresh);
    if (seat.rejoinDigest !== fresh.rejoinDigest) this.rejoinCode(live, seat, fresh);
    if (fresh.removed) return live.removed(seat);
    if (seat.name !== fresh.name || seat.nameOrdinal !== fresh.nameOrdinal) {
      live.renameSeat(seat, fresh.name, fresh.nameOrdinal);
      if (fresh.name === ERASED_NAME) return this.broadcaster.erased(seat);
    }
    this.needs.changedElsewhere(live, seat, fresh);
  }

  private token(live: LiveContest, seat: Seat, fresh: Seat): void {
    seat.enteredBy = fresh.enteredBy;
    if (seat.tokenHash === fresh.tokenHash) return;
    this.registry.forgetToken(seat.tokenHash);
    seat.tokenHash = fresh.tokenHash;
    if (opensSeat(fresh.rejoinDigest)) this.registry.remember(live, seat);
  }

  private rejoinCode(live: LiveContest, seat: Seat, fresh: Seat): void {
    if (!opensSeat(fresh.rejoinDigest)) return live.roster.lock(seat);
    live.roster.renewRejoinCode(seat, fresh.rejoinDigest, fresh.rejoinNumber ?? 0);
    this.broadcaster.rejoinCode(live, seat, this.codes.codeOf(live.id, seat));
  }
}
