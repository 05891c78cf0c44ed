import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

import { BusyError, refuse } from '../refusal.js';
import { isLockTimeout, isLostConnection } from './lost-connection.js';

/** With the key of its advisory lock, beside those of PresenceLock, of migrations and of the turn of jobs. */
export const LONG_TURNS = { organisation: 7_836_578 } as const;
export type LongTopic = keyof typeof LONG_TURNS;

/** Well within the five seconds after which the database would take a silent holder's turn away (`openLongTurn`). */
const SIGN_OF_LIFE_MS = 1000;
const AGAIN_AFTER_MS = 10_000;

const HELD = `SELECT EXISTS (SELECT 1 FROM pg_locks WHERE pid = $1 AND locktype = 'advisory' AND granted
  AND objid = $2::bigint::oid AND objsubid = 1 AND mode = 'ExclusiveLock') AS held`;

export interface LongTurn {
  /** In each transaction: what was read before the first still holds. @throws RefusalError server.busy where it may not */
  assertHeld(manager: EntityManager): Promise<void>;
}

const OWN: LongTurn = { assertHeld: () => Promise.resolve() };

/**
 * Work of several transactions that rests on what it read before the first, one after the other over all nodes. The lock
 * is on a connection of its own, so it ends with the process however that ends; a holder that stands still loses it, and
 * finds that out in its next transaction. A single server has its own order, and needs none of this.
 */
@Injectable()
export class LongTurns {
  /** @param open null: there are no other nodes */
  constructor(private readonly open: (() => Promise<DataSource>) | null) {}

  /** @throws RefusalError server.busy where another node has the turn for too long */
  async alone<T>(topic: LongTopic, job: (turn: LongTurn) => Promise<T>): Promise<T> {
    if (this.open === null) return job(OWN);
    const source = await this.open().catch(busyWhereLost);
    try {
      const runner = source.createQueryRunner();
      const turn = await HeldTurn.take(runner, LONG_TURNS[topic]).catch(busyWhereLost);
      try {
        return await job(turn);
      } finally {
        // Before anybody hears that the work is done: who changes something then is not turned away.
        await turn.end();
      }
    } finally {
      await source.destroy();
    }
  }

  /** In a transaction that changes what such work rests on. @throws RefusalError server.busy while another node is at it */
  async assertFree(manager: EntityManager, topic: LongTopic): Promise<void> {
    if (this.open === null) return;
    // Not waited for: this transaction has the turn of jobs, for which the other one waits.
    const [row] = (await manager.query('SELECT pg_try_advisory_xact_lock_shared($1) AS free', [
      LONG_TURNS[topic],
    ])) as readonly { readonly free: boolean }[];
    if (row?.free !== true) throw atWork();
  }
}

class HeldTurn implements LongTurn {
  private constructor(
    private readonly runner: QueryRunner,
    private readonly key: number,
    private readonly pid: number,
    private readonly living: NodeJS.Timeout,
  ) {}

  /** Waits for the turn, in the order in which it was asked for. */
  static async take(runner: QueryRunner, key: number): Promise<HeldTurn> {
    await runner.startTransaction();
    await runner.query('SELECT pg_advisory_xact_lock($1)', [key]);
    const [row] = (await runner.query('SELECT pg_backend_pid() AS pid')) as readonly { readonly pid: number }[];
    // What becomes of it shows in `assertHeld`.
    const say = () => void runner.query('SELECT 1').catch(() => undefined);
    return new HeldTurn(runner, key, row?.pid ?? NaN, setInterval(say, SIGN_OF_LIFE_MS).unref());
  }

  async assertHeld(manager: EntityManager): Promise<void> {
    const [row] = (await manager.query(HELD, [this.pid, this.key])) as readonly { readonly held: boolean }[];
    if (row?.held !== true) throw new BusyError(AGAIN_AFTER_MS);
  }

  /** The lock goes with the transaction; with the connection where that has gone before. */
  async end(): Promise<void> {
    clearInterval(this.living);
    await this.runner.rollbackTransaction().catch(() => undefined);
  }
}

const atWork = () => {
  const message = '另一处正在导入名册，请稍候再试。';
  return refuse('server.busy', { message, retryAfterMs: AGAIN_AFTER_MS });
};

function busyWhereLost(error: unknown): never {
  if (isLostConnection(error)) throw new BusyError(AGAIN_AFTER_MS);
  throw isLockTimeout(error) ? atWork() : error;
}
