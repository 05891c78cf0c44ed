import type { EntityManager } from 'typeorm';

import { BusyError } from '../refusal.js';

export type WriteJob<T> = (manager: EntityManager) => Promise<T>;

/** Writes a batch in one statement where it can; answers one result per row, in the order of the rows. */
export type InsertBatch<Row, Out> = (manager: EntityManager, rows: readonly Row[]) => Promise<readonly Out[]>;

export interface GroupLane<Row, Out> {
  /** Resolves once the row is committed. Rejects with BusyError when the lane is full, or with the row's own fault. */
  append(row: Row): Promise<Out>;
}

interface PendingRow<Row, Out> {
  readonly row: Row;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/** A database that is restarted is back within seconds; rows wait for it, their senders do not notice. */
const WAIT_FOR_DATABASE_MS = 20_000;
const ASK_AGAIN_MS = 200;
export interface LaneHost {
  readonly maxRows: number;
  readonly maxBatch: number;
  refusal(full: boolean): Error | null;
  enqueue(flush: () => Promise<void>): void;
  transact<T>(job: WriteJob<T>, rows: (result: T) => number | null): Promise<T>;
}

/** Rows that wait for the commit before theirs, and then go in one. */
export class Lane<Row, Out> implements GroupLane<Row, Out> {
  private pending: PendingRow<Row, Out>[] = [];
  private flushing = false;

  constructor(
    private readonly insertBatch: InsertBatch<Row, Out>,
    private readonly host: LaneHost,
  ) {}

  get depth(): number {
    return this.pending.length;
  }

  /** Rows wait, or are on their way to the disk. */
  get isBusy(): boolean {
    return this.flushing;
  }

  append(row: Row): Promise<Out> {
    const refusal = this.host.refusal(this.pending.length >= this.host.maxRows);
    if (refusal) return Promise.reject(refusal);
    return new Promise<Out>((resolve, reject) => {
      this.pending.push({ row, resolve, reject });
      if (!this.flushing) this.scheduleFlush();
    });
  }

  private scheduleFlush(): void {
    this.flushing = true;
    this.host.enqueue(() => this.flush());
  }

  private async flush(): Promise<void> {
    const batch = this.pending.splice(0, this.host.maxBatch);
    await this.write(batch);
    this.flushing = false;
    if (this.pending.length > 0) this.scheduleFlush();
  }

  private async write(batch: readonly PendingRow<Row, Out>[]): Promise<void> {
    try {
      const outs = await this.attempt(batch, performance.now() + WAIT_FOR_DATABASE_MS);
      // Whoever waits answers somebody over the network, 20 µs each: the next batch goes to the disk meanwhile.
      setImmediate(() => batch.forEach(({ resolve }, index) => resolve(outs[index] as Out)));
    } catch (error) {
      // Not for what a row says: halves of the batch would fare no better.
      if (batch.length === 1 || error instanceof BusyError) {
        for (const { reject } of batch) reject(error);
        return;
      }
      const middle = Math.ceil(batch.length / 2);
      await this.write(batch.slice(0, middle));
      await this.write(batch.slice(middle));
    }
  }

  /** Rows of a lane carry ids and constraints: a batch that was committed after all is found, not written twice. */
  private async attempt(batch: readonly PendingRow<Row, Out>[], until: number): Promise<readonly Out[]> {
    for (;;) {
      try {
        return await this.host.transact(
          async (manager) => {
            const written = await this.insertBatch(
              manager,
              batch.map(({ row }) => row),
            );
            if (written.length !== batch.length) throw new Error(`${written.length} results for ${batch.length} rows`);
            return written;
          },
          (written) => written.length,
        );
      } catch (error) {
        if (!(error instanceof LostDatabaseError) || performance.now() > until) throw error;
        await new Promise((again) => setTimeout(again, ASK_AGAIN_MS));
      }
    }
  }
}

/** The way to the database is broken; what was asked may have been done. */
export class LostDatabaseError extends BusyError {
  constructor(readonly lost: unknown) {
    super(1000);
  }
}
