import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { NeedsStore } from '../entry/needs.store.js';
import { NeedsDecisionEntity } from '../persistence/needs-decision.entity.js';
import { ParticipantNeedsEntity } from '../persistence/participant-needs.entity.js';
import { PersonNeedsEntity } from '../persistence/person-needs.entity.js';
import { donePeople, overBefore } from './contests-over.js';
import { NameRetention } from './name-retention.js';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Needs whose contest has been over for long enough. */
const NEEDS_OVER = `SELECT needs.participant_id AS "id" FROM participant_needs needs
  JOIN participant ON participant.id = needs.participant_id WHERE participant.contest_id = $1`;

export interface Kept {
  readonly needs: number;
  readonly participants: number;
  /** A contest is in play: the rest goes once it is over. */
  readonly putOff: boolean;
}

/** Once a day: needs and names go when nothing asks for them any more. How many is on record; who is not. */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('retention');
  private cancel: (() => void) | null = null;

  constructor(
    private readonly queue: WriteQueue,
    private readonly needs: NeedsStore,
    private readonly names: NameRetention,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.arm(HOUR_MS);
  }

  beforeApplicationShutdown(): void {
    this.cancel?.();
    this.cancel = null;
  }

  /** @returns how much went */
  async prune(): Promise<Kept> {
    const { needs: needsDays, personal } = this.config.keepDays;
    const now = this.clock.now();
    await this.queue.run((manager) => this.needs.restate(manager));
    const needs = await this.queue.run((manager) => this.pruneNeeds(manager, now - needsDays * DAY_MS));
    const { pruned: participants, putOff } = await this.names.prune(now - personal * DAY_MS);
    if (needs + participants > 0) {
      await this.names.record({ needs, participants });
    }
    return { needs, participants, putOff };
  }

  private async pruneNeeds(manager: EntityManager, before: number): Promise<number> {
    let pruned = 0;
    const over = await overBefore(manager, before, this.clock.now());
    for (const contestId of over) {
      await manager.delete(NeedsDecisionEntity, { contestId });
      for (const { id } of (await manager.query(NEEDS_OVER, [contestId])) as readonly { readonly id: string }[]) {
        await manager.delete(ParticipantNeedsEntity, { participantId: id });
        pruned++;
      }
    }
    // A person's needs go with the last contest that knows of them; those just stated wait for the next one.
    const stated = await manager.findBy(PersonNeedsEntity, { updatedAt: LessThan(before) });
    const done = await donePeople(manager, stated.map(({ personId }) => personId), over); // prettier-ignore
    for (const id of done) {
      await this.needs.delete(manager, { kind: 'person', id });
      pruned++;
    }
    return pruned;
  }

  /** Unless the server is being closed. */
  private again(ms: number): void {
    if (this.cancel === null) return;
    this.cancel();
    this.arm(ms);
  }

  private arm(ms: number): void {
    this.cancel = this.clock.after(ms, () => {
      this.arm(DAY_MS);
      this.prune().then(
        ({ putOff }) => {
          if (putOff) this.again(HOUR_MS);
        },
        (error: unknown) => this.logger.error(`retention failed: ${String(error)}`),
      );
    });
  }
}
