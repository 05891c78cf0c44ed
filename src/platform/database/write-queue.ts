import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

import { BusyError, refuse } from '../refusal.js';
import { inTransaction, inTurn } from './data-source.js';
import { isSqlite } from './dialect.js';
import { Lane, LostDatabaseError, type GroupLane, type InsertBatch, type WriteJob } from './group-lane.js';
import { isLockTimeout, isLostConnection } from './lost-connection.js';

export interface LaneOptions {
  /**
   * The batch writes with one statement, which is a transaction by itself: no BEGIN and COMMIT, each a way to the
   * database's thread and back past whatever the event loop is at. Half the time of a commit in a burst.
   */
  readonly oneStatement?: boolean;
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

const RETRY_FLOOR_MS = 250;
const RETRY_CEILING_MS = 5000;

/**
 * The only writer. TypeORM has one SQLite connection, on which two transactions interleave and the roll-back of one
 * erases what the other has reported as committed; so transactions go one after another, first come first served.
 * A job must use the manager it is given and must not start another job and wait for it: it would wait for itself.
 *
 * Where several nodes write to one PostgreSQL, jobs go one after another over all of them, too: what a job has read it may
 * rely on, whichever node it runs on. Rows of lanes and touches do not wait for that turn, neither themselves nor behind a
 * job of their own node that does; constraints and locks on rows decide about them.
 */
@Injectable()
export class WriteQueue {
  /** Transactions of this process. */
  private readonly transactions = new Line();
  /** Jobs that wait for the turn among all nodes, before they come to the transactions. */
  private readonly turns = new Line();
  private readonly lanes: Lane<unknown, unknown>[] = [];
  private readonly maxJobs: number;
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
    if (isSqlite(this.source)) return this.queued(() => this.transact((source) => inTransaction(source, job), noRows));
    const alone = (rest: () => Promise<T>): Promise<T> => settled(this.transactions, rest);
    return this.queued(() => this.transact((source) => inTurn(source, job, alone), noRows), this.turns);
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
      enqueue: (flush) => this.transactions.add(flush),
      transact: (job, rows) => {
        return this.transact((source) => (oneStatement ? job(source.manager) : inTransaction(source, job)), rows);
      },
    });
    this.lanes.push(lane as unknown as Lane<unknown, unknown>);
    return lane;
  }

  /** Jobs and rows that wait. */
  get depth(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.depth, this.waiting);
  }

  /** Rows committed through lanes so far. */
  get rowsCommitted(): number {
    return this.rows;
  }

  /** Lanes take no new row (`server.stopping`); resolves once what they had taken is committed. Jobs go on. */
  async closeLanes(): Promise<void> {
    this.lanesClosed = true;
    while (this.lanes.some(({ isBusy }) => isBusy)) await this.transactions.over();
  }

  /** Takes nothing new (`server.stopping`) and resolves once everything taken is committed. */
  async close(): Promise<void> {
    this.closed = true;
    // What waits for its turn comes to the transactions after it.
    while (this.turns.isBusy || this.transactions.isBusy) {
      await this.turns.over();
      await this.transactions.over();
    }
  }

  private refusalNow(full: boolean): Error | null {
    if (this.closed) return refuse('server.stopping');
    if (!full) return null;
    const estimate = this.transactionMs * (this.waiting + 1);
    return new BusyError(Math.round(Math.min(RETRY_CEILING_MS, Math.max(RETRY_FLOOR_MS, estimate))));
  }

  private get waiting(): number {
    return this.transactions.length + this.turns.length;
  }

  private queued<T>(transaction: () => Promise<T>, line = this.transactions): Promise<T> {
    const refusal = this.refusalNow(this.waiting >= this.maxJobs);
    return refusal ? Promise.reject(refusal) : settled(line, transaction);
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

const settled = <T>(line: Line, job: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => line.add(() => job().then(resolve, reject)));

/** One after the other, first come first served. */
class Line {
  private readonly waiting: (() => Promise<void>)[] = [];
  private working: Promise<void> | null = null;

  get length(): number {
    return this.waiting.length;
  }
  get isBusy(): boolean {
    return this.working !== null;
  }

  /** @param entry never rejects */
  add(entry: () => Promise<void>): void {
    this.waiting.push(entry);
    this.working ??= this.work();
  }

  /** Resolves once nobody waits any more. */
  async over(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    for (let entry = this.waiting.shift(); entry; entry = this.waiting.shift()) await entry();
    this.working = null;
  }
}
