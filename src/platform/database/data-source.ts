/** With PostgresConnection all that knows the database drivers; a move to another SQLite driver changes this file alone. */
import sqlite3 from 'sqlite3';
import {
  DataSource,
  DefaultNamingStrategy,
  QueryRunnerAlreadyReleasedError,
  type EntityManager,
  type QueryRunner,
} from 'typeorm';

import { isSqlite } from './dialect.js';
import { isLostConnection } from './lost-connection.js';
import { MIGRATIONS } from './migrations/index.js';
import { PostgresConnection } from './postgres-connection.js';

export type DatabaseSettings =
  { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string };

export type EntityClass = new () => object;

/**
 * TypeORM switches sqlite3 to its verbose mode, which prints every parameter and records a stack for every statement
 * in case it fails: for a batch of responses, the whole batch. The message of the error says what failed without it.
 */
const SQLITE_DRIVER = { ...sqlite3, verbose: () => sqlite3 };

const BUSY_TIMEOUT_MS = 5000;
/** 64 MB of log before a commit folds it into the file by itself; quiet moments come first (Checkpoints). */
const CHECKPOINT_PAGES = 16_000;
/**
 * 64 MB of pages of the writing side: with the 2 MB that SQLite has by itself, loading the year of a province took a fifth
 * longer (docs/performance.md).
 */
const WRITER_CACHE_KIB = 65_536;
/** SQLITE_OPEN_READONLY of https://sqlite.org/c3ref/c_open_autoproxy.html */
const OPEN_READONLY = 1;
const READER_CONNECTIONS = 4;

export interface ConnectionOptions {
  /**
   * How long a statement of PostgreSQL may go unanswered before its connection is given up; 0: for ever, as commands and
   * migrations wait.
   */
  readonly statementMs?: number;
  /** Of PostgreSQL's writing side; 2 where left out. */
  readonly connections?: number;
}

/** Below the time-outs of usual firewalls, so that a quiet connection is not forgotten by one. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
/**
 * A node that stands still in the middle of a transaction (a machine asleep, a network gone) is cut off, and the others,
 * which wait for its turn or its rows, go on; whoever waited longer is told to try again.
 */
const WRITER_LIMITS = '-c idle_in_transaction_session_timeout=5000 -c lock_timeout=10000';
/**
 * A machine that lost its power tells nobody that its connection is over. The database asks after 5 s of silence and then
 * every 2 s; after the third question it is over, 11 s after the last word. Over a Unix socket these settings do nothing.
 */
const DATABASE_ASKS = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';
const LOCK_STATEMENT_MS = 10_000;

/** Of the driver's pool. @param options of the session, as for `postgres -c` */
const connecting = (options: string, { statementMs = 0 }: ConnectionOptions) => ({
  ...KEEP_ALIVE,
  Client: PostgresConnection,
  query_timeout: statementMs,
  options,
});

/** camelCase properties, snake_case columns. */
class SnakeNames extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/** Opens the writing side. The caller holds the lock (DatabaseLock) and migrates. */
export async function openWriter(
  settings: DatabaseSettings,
  entities: readonly EntityClass[],
  options: ConnectionOptions = {},
): Promise<DataSource> {
  const common = {
    entities: [...entities],
    migrations: [...MIGRATIONS],
    migrationsTransactionMode: 'each' as const,
    namingStrategy: new SnakeNames(),
  };
  if (settings.kind === 'postgres') {
    // One at work, for transactions are serialised by the write queue anyway, and one that waits for its turn.
    // Both stay open: a host's press in a burst pays for no new one, and finds none refused.
    const extra = { ...connecting(`-c synchronous_commit=on ${WRITER_LIMITS}`, options), idleTimeoutMillis: 0 };
    return new DataSource({
      type: 'postgres',
      url: settings.url,
      poolSize: options.connections ?? 2,
      parseInt8: true,
      extra,
      ...common,
    }).initialize();
  }
  const source = await new DataSource({
    type: 'sqlite',
    driver: SQLITE_DRIVER,
    database: settings.file,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
    ...common,
  }).initialize();
  try {
    await source.query('PRAGMA synchronous = FULL');
    await source.query(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    await source.query(`PRAGMA cache_size = -${WRITER_CACHE_KIB}`);
    await assertPragmas(source, {
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      busy_timeout: BUSY_TIMEOUT_MS,
      wal_autocheckpoint: CHECKPOINT_PAGES,
      cache_size: -WRITER_CACHE_KIB,
    });
  } catch (error) {
    await source.destroy();
    throw error;
  }
  return source;
}

/** Opens the reading side; a write through it is refused by the database itself. */
export async function openReader(
  settings: DatabaseSettings,
  entities: readonly EntityClass[],
  options: ConnectionOptions = {},
): Promise<DataSource> {
  const common = { entities: [...entities], namingStrategy: new SnakeNames() };
  if (settings.kind === 'postgres') {
    return new DataSource({
      type: 'postgres',
      url: settings.url,
      poolSize: READER_CONNECTIONS,
      parseInt8: true,
      extra: connecting('-c default_transaction_read_only=on', options),
      ...common,
    }).initialize();
  }
  const source = await new DataSource({
    type: 'sqlite',
    driver: SQLITE_DRIVER,
    database: settings.file,
    flags: OPEN_READONLY,
    busyTimeout: BUSY_TIMEOUT_MS,
    ...common,
  }).initialize();
  try {
    await source.query('PRAGMA query_only = ON');
    await assertPragmas(source, { query_only: 1, journal_mode: 'wal' });
  } catch (error) {
    await source.destroy();
    throw error;
  }
  return source;
}

/** A bare connection to a SQLite file, without tables: for the lock's own file and for checkpoints. */
export const openBare = (file: string): Promise<DataSource> =>
  new DataSource({ type: 'sqlite', driver: SQLITE_DRIVER, database: file }).initialize();

/** A bare connection to a PostgreSQL database, for a lock that lives as long as the connection. */
export const openBarePostgres = (url: string): Promise<DataSource> => {
  const extra = connecting(DATABASE_ASKS, { statementMs: LOCK_STATEMENT_MS });
  return new DataSource({ type: 'postgres', url, poolSize: 1, extra }).initialize();
};

/** For LongTurns: whoever holds one says so every second, and one that stands still loses it; others wait for half a minute. */
const LONG_TURN_LIMITS = '-c idle_in_transaction_session_timeout=5000 -c lock_timeout=30000';
const LONG_TURN_STATEMENT_MS = 35_000;

/** One connection, for a lock that lives as long as its transaction. */
export const openLongTurn = (url: string): Promise<DataSource> => {
  const extra = connecting(`${DATABASE_ASKS} ${LONG_TURN_LIMITS}`, { statementMs: LONG_TURN_STATEMENT_MS });
  return new DataSource({ type: 'postgres', url, poolSize: 1, extra }).initialize();
};

/** For migrations of PostgreSQL: one connection, and nothing that cuts a long statement or a long wait for another node short. */
export const openMigrator = (url: string): Promise<DataSource> =>
  new DataSource({
    type: 'postgres',
    url,
    poolSize: 1,
    parseInt8: true,
    extra: connecting('-c synchronous_commit=on', {}),
    migrations: [...MIGRATIONS],
    migrationsTransactionMode: 'each',
  }).initialize();

async function assertPragmas(source: DataSource, expected: Readonly<Record<string, string | number>>): Promise<void> {
  for (const [name, value] of Object.entries(expected)) {
    const rows = (await source.query(`PRAGMA ${name}`)) as readonly Record<string, string | number>[];
    const actual = Object.values(rows[0] ?? {})[0];
    if (actual !== value) throw new Error(`SQLite: PRAGMA ${name} is ${String(actual)}, expected ${String(value)}`);
  }
}

/** One transaction on the writer. Only the write queue calls it, one at a time. */
export const inTransaction = <T>(source: DataSource, job: (manager: EntityManager) => Promise<T>): Promise<T> =>
  withRunner(source, async (runner) => {
    await runner.startTransaction();
    return finished(runner, job);
  });

/** Beside the keys of PresenceLock, of migrations and of LongTurns. */
const TURN_KEY = 7_836_576;
/** How often one begins anew whose connection ended while it held the turn and had done nothing yet. */
const BEGINNINGS = 3;

/**
 * The same on PostgreSQL with the database's turn, which one transaction of all processes has at a time. Held by the
 * transaction, so it ends with it however that ends. SQLite needs none: a transaction has the database for itself.
 * @param alone runs the rest once no other transaction of this process is at work; the wait for the turn is before it
 */
export async function inTurn<T>(
  source: DataSource,
  job: (manager: EntityManager) => Promise<T>,
  alone: (rest: () => Promise<T>) => Promise<T>,
): Promise<T> {
  for (let beginning = 1; ; beginning += 1) {
    let idle = false;
    try {
      return await withRunner(source, async (runner) => {
        await runner.startTransaction();
        await runner.query('SELECT pg_advisory_xact_lock($1)', [TURN_KEY]);
        idle = true;
        return alone(async () => {
          // While a batch was long on its way to the disk the database may have taken the turn away again.
          if (runner.isReleased) throw new QueryRunnerAlreadyReleasedError();
          idle = false;
          return finished(runner, job);
        });
      });
    } catch (error) {
      if (!idle || !isLostConnection(error) || beginning === BEGINNINGS) throw error;
    }
  }
}

/** To the end, also where that is a roll-back: whoever comes next finds nothing half done. */
async function finished<T>(runner: QueryRunner, job: (manager: EntityManager) => Promise<T>): Promise<T> {
  try {
    const result = await job(runner.manager);
    // PostgreSQL answers COMMIT of a failed transaction with a silent ROLLBACK; any other statement fails loudly.
    if (!isSqlite(runner.connection)) await runner.query('SELECT 1');
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await rollBack(runner.connection, runner);
    throw error;
  }
}

async function withRunner<T>(source: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    return await work(runner);
  } catch (error) {
    await rollBack(source, runner);
    throw error;
  } finally {
    await runner.release();
  }
}

async function rollBack(source: DataSource, runner: QueryRunner): Promise<void> {
  try {
    while (runner.isTransactionActive) await runner.rollbackTransaction();
  } catch {
    // SQLite may have rolled back by itself (disk full, I/O error). TypeORM would go on believing in an open
    // transaction and make savepoints of the next ones; a new runner starts clean.
    if (!isSqlite(source)) return;
    await runner.query('ROLLBACK').catch(() => undefined);
    (source.driver as unknown as { queryRunner: QueryRunner | undefined }).queryRunner = undefined;
  }
}
