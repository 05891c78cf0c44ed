import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';

import { BusyError, refuse } from '../refusal.js';
import { inTransaction } from './data-source.js';

export type WriteJob<T> = (manager: EntityManager) => Promise<T>;

/** Writes a batch in one statement where it can; answers one result per row, in the order of the rows. */
export type InsertBatch<Row, Out> = (manager: EntityManager, rows: readonly Row[]) => Promise<readonly Out[]>;

export interface LaneOptions {
  /**
   * The batch writes with one statement, which is a transaction by itself: no BEGIN and COMMIT, each a way to the
   * database's thread and back past whatever the event loop is at. Half the time of a commit in a burst.
   */
  readonly oneStatement?: boolean;
}

export interface GroupLane<Row, Out> {
  /** Resolves once the row is committed. Rejects with BusyError when the lane is full, or with the row's own fault. */
  append(row: Row): Promise<Out>;
}

/** What the metrics want to know. */
export interface WriteObserver {
  /** A transaction ended well; `rows` is null for a job that is no batch. */
  committed(ms: number, rows: number | null): void;
}

export interface WriteQueueOptions {
  /** Jobs that may wait. */
  readonly maxJobs?: number;
  /** Rows that may wait in one lane. */
  readonly maxRows?: number;
  /** A larger batch holds up the event loop while it is put into JSON: 2,000 responses take about 3 ms. */
  readonly maxBatch?: number;
  readonly observer?: WriteObserver;
}

interface PendingRow<Row, Out> {
  readonly row: Row;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

const RETRY_FLOOR_MS = 250;
const RETRY_CEILING_MS = 5000;

/**
 * The only writer. TypeORM has one SQLite connection, on which two transactions interleave and the roll-back of one
 * erases what the other has reported as committed; so transactions go one after another, first come first served.
 * A job must use the manager it is given and must not start another job and wait for it: it would wait for itself.
 */
@Injectable()
export class WriteQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly lanes: Lane<unknown, unknown>[] = [];
  private readonly maxJobs: number;
  private pumping: Promise<void> | null = null;
  private closed = false;
  private rows = 0;
  /** Smoothed duration of a transaction, for an honest `retryAfterMs`. */
  private transactionMs = 5;

  constructor(
    private readonly source: DataSource,
    private readonly options: WriteQueueOptions = {},
  ) {
    this.maxJobs = options.maxJobs ?? 2000;
  }

  /** Runs the job in a transaction of its own. A job that throws is rolled back and its error passed on. */
  run<T>(job: WriteJob<T>): Promise<T> {
    const refusal = this.refusalNow(this.waiting.length >= this.maxJobs);
    if (refusal) return Promise.reject(refusal);
    return new Promise<T>((resolve, reject) => {
      this.enqueue(() => this.transact(job, () => null).then(resolve, reject));
    });
  }

  /**
   * A group-commit lane: whatever was appended while the last commit was in flight is the next batch. A batch that
   * fails is halved until the faulty rows stand alone, so that they fail and their neighbours do not.
   */
  lane<Row, Out>(insertBatch: InsertBatch<Row, Out>, { oneStatement = false }: LaneOptions = {}): GroupLane<Row, Out> {
    const lane = new Lane<Row, Out>(insertBatch, {
      maxRows: this.options.maxRows ?? 20_000,
      maxBatch: this.options.maxBatch ?? 2000,
      refusal: (full) => this.refusalNow(full),
      enqueue: (flush) => this.enqueue(flush),
      transact: (job, rows) => this.transact(job, rows, oneStatement),
    });
    this.lanes.push(lane as unknown as Lane<unknown, unknown>);
    return lane;
  }

  /** Jobs and rows that wait. */
  get depth(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.depth, this.waiting.length);
  }

  /** Rows committed through lanes so far. */
  get rowsCommitted(): number {
    return this.rows;
  }

  /** Takes nothing new (`server.stopping`) and resolves once everything taken is committed. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.pumping) await this.pumping;
  }

  private refusalNow(full: boolean): Error | null {
    if (this.closed) return refuse('server.stopping');
    if (!full) return null;
    const estimate = this.transactionMs * (this.waiting.length + 1);
    return new BusyError(Math.round(Math.min(RETRY_CEILING_MS, Math.max(RETRY_FLOOR_MS, estimate))));
  }

  private enqueue(entry: () => Promise<void>): void {
    this.waiting.push(entry);
    this.pumping ??= this.pump();
  }

  private async pump(): Promise<void> {
    for (let entry = this.waiting.shift(); entry; entry = this.waiting.shift()) await entry();
    this.pumping = null;
  }

  private async transact<T>(job: WriteJob<T>, rows: (result: T) => number | null, oneStatement = false): Promise<T> {
    const startedAt = performance.now();
    const result = oneStatement ? await job(this.source.manager) : await inTransaction(this.source, job);
    const ms = performance.now() - startedAt;
    this.transactionMs = this.transactionMs * 0.9 + ms * 0.1;
    const count = rows(result);
    this.rows += count ?? 0;
    this.options.observer?.committed(ms, count);
    return result;
  }
}

interface LaneHost {
  readonly maxRows: number;
  readonly maxBatch: number;
  refusal(full: boolean): Error | null;
  enqueue(flush: () => Promise<void>): void;
  transact<T>(job: WriteJob<T>, rows: (result: T) => number | null): Promise<T>;
}

class Lane<Row, Out> implements GroupLane<Row, Out> {
  private pending: PendingRow<Row, Out>[] = [];
  private flushing = false;

  constructor(
    private readonly insertBatch: InsertBatch<Row, Out>,
    private readonly host: LaneHost,
  ) {}

  get depth(): number {
    return this.pending.length;
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
      const outs = await this.host.transact(
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
      // Whoever waits answers somebody over the network, 20 µs each: the next batch goes to the disk meanwhile.
      setImmediate(() => batch.forEach(({ resolve }, index) => resolve(outs[index] as Out)));
    } catch (error) {
      if (batch.length === 1) {
        batch[0]?.reject(error);
        return;
      }
      const middle = Math.ceil(batch.length / 2);
      await this.write(batch.slice(0, middle));
      await this.write(batch.slice(middle));
    }
  }
}
