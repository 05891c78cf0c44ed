import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';

import { BusyError, refuse } from '../refusal.js';
import { inTransaction, inTurn } from './data-source.js';
import { isLockTimeout, isLostConnection } from './lost-connection.js';

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
  /** A connection of its own, for what must not stand in the queue. */
  readonly beside?: DataSource;
}

interface PendingRow<Row, Out> {
  readonly row: Row;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/** A database that is restarted is back within seconds; rows wait for it, their senders do not notice. */
const WAIT_FOR_DATABASE_MS = 20_000;
const ASK_AGAIN_MS = 200;
const RETRY_FLOOR_MS = 250;
const RETRY_CEILING_MS = 5000;

/**
 * The only writer. TypeORM has one SQLite connection, on which two transactions interleave and the roll-back of one
 * erases what the other has reported as committed; so transactions go one after another, first come first served.
 * A job must use the manager it is given and must not start another job and wait for it: it would wait for itself.
 *
 * Where several nodes write to one PostgreSQL, jobs go one after another over all of them, too: what a job has read it may
 * rely on, whichever node it runs on. Rows of lanes and touches do not wait for that turn; constraints and locks on rows
 * decide about them.
 */
@Injectable()
export class WriteQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly lanes: Lane<unknown, unknown>[] = [];
  private readonly maxJobs: number;
  private pumping: Promise<void> | null = null;
  private closed = false;
  private lanesClosed = false;
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
    return this.queued(() => this.transact((source) => inTurn(source, job), noRows));
  }

  /** One statement that no other job's decision rests on, such as when somebody was last seen: it waits for no other node. */
  touch<T>(job: WriteJob<T>): Promise<T> {
    return this.queued(() => this.transact((source) => inTransaction(source, job), noRows));
  }

  /**
   * Past the queue, in which a job may wait ten seconds for its turn: statements, each a transaction by itself, that must
   * come in time, as a node's beat must. In the queue where there is no connection of its own for them.
   */
  beside<T>(job: WriteJob<T>): Promise<T> {
    const { beside } = this.options;
    return beside ? job(beside.manager) : this.touch(job);
  }

  /**
   * A group-commit lane: whatever was appended while the last commit was in flight is the next batch. A batch that
   * fails is halved until the faulty rows stand alone, so that they fail and their neighbours do not.
   */
  lane<Row, Out>(insertBatch: InsertBatch<Row, Out>, { oneStatement = false }: LaneOptions = {}): GroupLane<Row, Out> {
    const lane = new Lane<Row, Out>(insertBatch, {
      maxRows: this.options.maxRows ?? 20_000,
      maxBatch: this.options.maxBatch ?? 2000,
      refusal: (full) => (this.lanesClosed ? refuse('server.stopping') : this.refusalNow(full)),
      enqueue: (flush) => this.enqueue(flush),
      transact: (job, rows) => {
        return this.transact((source) => (oneStatement ? job(source.manager) : inTransaction(source, job)), rows);
      },
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

  /** Lanes take no new row (`server.stopping`); resolves once what they had taken is committed. Jobs go on. */
  async closeLanes(): Promise<void> {
    this.lanesClosed = true;
    while (this.lanes.some(({ isBusy }) => isBusy)) await this.pumping;
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

  private queued<T>(transaction: () => Promise<T>): Promise<T> {
    const refusal = this.refusalNow(this.waiting.length >= this.maxJobs);
    if (refusal) return Promise.reject(refusal);
    return new Promise<T>((resolve, reject) => this.enqueue(() => transaction().then(resolve, reject)));
  }

  private enqueue(entry: () => Promise<void>): void {
    this.waiting.push(entry);
    this.pumping ??= this.pump();
  }

  private async pump(): Promise<void> {
    for (let entry = this.waiting.shift(); entry; entry = this.waiting.shift()) await entry();
    this.pumping = null;
  }

  private async transact<T>(work: (source: DataSource) => Promise<T>, rows: (result: T) => number | null): Promise<T> {
    const startedAt = performance.now();
    const result = await work(this.source).catch((error: unknown) => {
      // Whether it was committed is not known: whoever asks again finds out by the constraints.
      if (isLostConnection(error)) throw new LostDatabaseError(error);
      throw isLockTimeout(error) ? new BusyError(RETRY_FLOOR_MS) : error;
    });
    const ms = performance.now() - startedAt;
    this.transactionMs = this.transactionMs * 0.9 + ms * 0.1;
    const count = rows(result);
    this.rows += count ?? 0;
    this.options.observer?.committed(ms, count);
    return result;
  }
}

const noRows = (): null => null;

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
class LostDatabaseError extends BusyError {
  constructor(readonly lost: unknown) {
    super(1000);
  }
}
