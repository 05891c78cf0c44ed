import { Injectable } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { ServerAddresses } from '../../platform/http/server-addresses.js';
import type { Snapshot } from '../../protocol/frames.js';
import { Broadcaster } from './broadcaster.js';
import { operatorSnapshot, participantSnapshot, type SnapshotOptions } from './frames.js';
import type { LiveContest } from './live-contest.js';
import type { Seat } from './roster.js';

/** The whole truth for one client, stamped with the server's time and the address for joining. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly clock: Clock,
    private readonly addresses: ServerAddresses,
    private readonly broadcaster: Broadcaster,
  ) {}

  now(): number {
    return this.clock.now();
  }

  participant(live: LiveContest, seat: Seat): Snapshot {
    return participantSnapshot(live, seat, this.options(live));
  }

  operator(live: LiveContest, audience: 'host' | 'screen'): Snapshot {
    // Asked for here alone: listing the network cards takes 30 µs, which every join would pay.
    const joinUrl = this.addresses.joinUrl(live.record.pin);
    return operatorSnapshot(live, audience, { ...this.options(live), joinUrl });
  }

  private options(live: LiveContest): SnapshotOptions {
    return {
      now: this.clock.now(),
      controllerName: this.broadcaster.controllerName(live),
    };
  }
}
