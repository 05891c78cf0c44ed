import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { donePeople, inPlay, overBefore } from './contests-over.js';
import { ErasedSeats } from './erased-seats.js';
import { Eraser } from './eraser.js';

/** In one transaction: responses of another contest wait no longer than that behind it. */
const CHUNK = 50;

/** Names of people whose contest is long over, and of people who left long ago. Never beside a contest in play. */
@Injectable()
export class NameRetention {
  constructor(
    private readonly queue: WriteQueue,
    private readonly eraser: Eraser,
    private readonly seats: ErasedSeats,
    private readonly clock: Clock,
  ) {}

  /** @returns how many were taken out of their results, and whether a contest in play put the rest off */
  async prune(before: number): Promise<{ readonly pruned: number; readonly putOff: boolean }> {
    let pruned = 0;
    const over = await this.queue.run((manager) => overBefore(manager, before, this.clock.now()));
    const chunks = [
      ...[...over].map((contestId) => (manager: EntityManager) => this.eraser.unnamed(manager, contestId, CHUNK)),
      async (manager: EntityManager) => {
        const left = await donePeople(manager, await this.eraser.departed(manager, before), over);
        return this.eraser.people(manager, left.slice(0, CHUNK));
      },
    ];
    for (const chunk of chunks) {
      for (;;) {
        const done = await this.queue.run(async (manager) =>
          (await inPlay(manager, this.clock.now())).size > 0 ? null : chunk(manager),
        );
        if (done === null) return { pruned, putOff: true };
        this.seats.show(done.erased);
        pruned += done.count;
        if (done.count < CHUNK) break;
      }
    }
    return { pruned, putOff: false };
  }

  /** How much went is on record. */
  async record(detail: Readonly<Record<string, number>>): Promise<void> {
    await this.queue.run((manager) => this.eraser.recordPruned(manager, detail));
  }
}
