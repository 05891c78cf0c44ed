import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { IdentityService } from '../identity/identity.service.js';
import { Clock } from '../platform/clock/clock.js';
import { LongTurns } from '../platform/database/long-turns.js';
import { WriteQueue } from '../platform/database/write-queue.js';

export interface Deed {
  readonly operatorId: string;
  readonly at: number;
}

/** What is on record of it: pseudonymous ids only. */
export interface Recorded {
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Transactions one after the other, and the record of the deed. */
export interface DeedSteps {
  step<T>(job: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Inside the transaction of the deed. */
  record(manager: EntityManager, deed: Deed, recorded: Recorded): Promise<void>;
  /** In a transaction of its own, also where the turn was lost. */
  recordApart(deed: Deed, recorded: Recorded): Promise<void>;
}

/**
 * Changes of the organisation, one after the other: an import takes many short transactions, so that responses of a
 * running contest get to the disk in between, and what it looked at before the first must still hold at the last,
 * whatever other nodes do.
 */
@Injectable()
export class OrganisationDeeds {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly queue: WriteQueue,
    private readonly turns: LongTurns,
    private readonly identity: IdentityService,
    private readonly clock: Clock,
  ) {}

  /** One transaction with its record. @throws RefusalError server.busy while another node is at a long one */
  run<T>(
    operatorId: string,
    job: (manager: EntityManager, deed: Deed) => Promise<{ readonly value: T; readonly recorded: Recorded }>,
  ): Promise<T> {
    return this.inLine(() =>
      this.queue.run(async (manager) => {
        await this.turns.assertFree(manager, 'organisation');
        const deed = this.deed(operatorId);
        const { value, recorded } = await job(manager, deed);
        await this.record(manager, deed, recorded);
        return value;
      }),
    );
  }

  /** Several transactions of one deed; the last one keeps the record. @throws RefusalError server.busy as run */
  runLong<T>(operatorId: string, job: (steps: DeedSteps, deed: Deed) => Promise<T>): Promise<T> {
    return this.inLine(() =>
      this.turns.alone('organisation', async (turn) => {
        const step: DeedSteps['step'] = (change) =>
          this.queue.run(async (manager) => {
            await turn.assertHeld(manager);
            return change(manager);
          });
        // Whoever held the turn and lost it may be in a last transaction: it is over, and seen, before this one looks.
        await step(() => Promise.resolve());
        const steps: DeedSteps = { step, record: this.record.bind(this), recordApart: this.recordApart.bind(this) };
        return job(steps, this.deed(operatorId));
      }),
    );
  }

  /** Of what changes nothing, such as a roster that is taken home. */
  recordApart(deed: Pick<Deed, 'operatorId'>, recorded: Recorded): Promise<void> {
    return this.queue.run((manager) => this.record(manager, deed, recorded));
  }

  /** Its time is that of its turn: nothing that came before has a later one. */
  private deed(operatorId: string): Deed {
    return { operatorId, at: this.clock.now() };
  }

  private inLine<T>(begin: () => Promise<T>): Promise<T> {
    const turn = this.last.then(begin, begin);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private record(
    manager: EntityManager,
    { operatorId }: Pick<Deed, 'operatorId'>,
    { action, detail }: Recorded,
  ): Promise<void> {
    return this.identity.recordAction(manager, { operatorId, action, detail });
  }
}
