import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { WriteQueue } from '../../platform/database/write-queue.js';
import { ErasedSeats } from './erased-seats.js';
import { Eraser, type Erased } from './eraser.js';

const ENDED_BEFORE = `SELECT contest_id AS "contestId" FROM contest_event
  WHERE type = 'contest-ended' GROUP BY contest_id HAVING MAX(at) < $1`;

/** Names of people whose contest is long over. */
@Injectable()
export class NameRetention {
  constructor(
    private readonly queue: WriteQueue,
    private readonly eraser: Eraser,
    private readonly seats: ErasedSeats,
  ) {}

  /** @returns how many were taken out of their results */
  async prune(before: number): Promise<number> {
    let pruned = 0;
    for (const contestId of await this.queue.run((manager) => endedBefore(manager, before))) {
      // Contest by contest, so that nobody waits long behind it.
      const erased = await this.queue.run(async (manager) => {
        const done: Erased[] = [];
        for (const row of await this.eraser.unerased(manager, contestId)) {
          done.push(await this.eraser.participant(manager, row, {}));
        }
        return done;
      });
      this.seats.show(erased);
      pruned += erased.length;
    }
    return pruned;
  }

  /** How much went is on record. */
  async record(detail: Readonly<Record<string, number>>): Promise<void> {
    await this.queue.run((manager) => this.eraser.recordPruned(manager, detail));
  }
}

/** Contests that ended, for the last time, before that instant. */
export async function endedBefore(manager: EntityManager, before: number): Promise<readonly string[]> {
  const rows = (await manager.query(ENDED_BEFORE, [before])) as readonly { readonly contestId: string }[];
  return rows.map(({ contestId }) => contestId);
}
