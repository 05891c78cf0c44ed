import { Injectable } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { RefusalError } from '../../platform/refusal.js';

const AGAIN_MS = 1000;

const COUNT = 'UPDATE contest SET revision = COALESCE(revision, 0) + 1 WHERE id = $1 RETURNING revision';

/**
 * Counts, in the contest's row, what leaves no version. After the commit of the change itself: a node that dies in between
 * is noticed, and then everything is looked at (Follower).
 */
@Injectable()
export class Revisions {
  constructor(
    private readonly queue: WriteQueue,
    private readonly clock: Clock,
  ) {}

  /** @returns the revision since; null where the database does not answer now, and it is counted when it does */
  async count(contestId: string): Promise<number | null> {
    try {
      const [rows] = (await this.queue.touch((manager) => manager.query(COUNT, [contestId]))) as readonly [
        readonly { readonly revision: number }[],
      ];
      return rows[0]?.revision ?? null;
    } catch (error) {
      const stopping = error instanceof RefusalError && error.refusal.code === 'server.stopping';
      if (!stopping) this.clock.after(AGAIN_MS, () => void this.count(contestId));
      return null;
    }
  }
}
