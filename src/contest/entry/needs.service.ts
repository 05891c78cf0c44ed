import { Injectable } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { FieldCipher } from '../../platform/crypto/field-cipher.js';
import type { Needs } from '../../protocol/frames.js';
import { ContestStore, type OperatorDeed } from '../contest.store.js';
import { Broadcaster } from '../live/broadcaster.js';
import type { LiveContest } from '../live/live-contest.js';
import type { Seat } from '../live/roster.js';

/** Functional needs of participants: encrypted at rest, deleted when withdrawn, told to nobody else. */
@Injectable()
export class NeedsService {
  constructor(
    private readonly contests: ContestStore,
    private readonly cipher: FieldCipher,
    private readonly broadcaster: Broadcaster,
    private readonly clock: Clock,
  ) {}

  sealed(participantId: string, needs: Needs | null): string | null {
    return needs === null ? null : this.cipher.encrypt(JSON.stringify(needs), participantId);
  }

  /** Takes effect at once, also while an item is open. Null withdraws and deletes. */
  async change(live: LiveContest, seat: Seat, needs: Needs | null, deed: OperatorDeed | null = null): Promise<void> {
    await this.contests.saveNeeds(seat.id, this.sealed(seat.id, needs), this.clock.now(), deed);
    seat.needs = needs;
    this.broadcaster.ownFrame(live, seat);
    if (deed) this.broadcaster.notify(seat, 'needs.changed', '主持人已按您的要求更新个人需要。');
    if (needs) live.widenWindow(needs.multiplier);
  }
}
