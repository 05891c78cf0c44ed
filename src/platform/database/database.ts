import type { DataSource } from 'typeorm';

import { Checkpoints } from './checkpoints.js';
import {
  openBare,
  openMigrator,
  openReader,
  openWriter,
  type DatabaseSettings,
  type EntityClass,
  type ConnectionOptions,
} from './data-source.js';
import { DatabaseLock, DatabaseLockedError } from './database-lock.js';
import { PresenceLock, type Presence } from './presence-lock.js';
import { Reader } from './reader.js';
import { WriteQueue, type WriteQueueOptions } from './write-queue.js';
import { ServiceUnreachableError } from '../service-unreachable-error.js';

/** Far beyond what any takes: 500 entries of a bulk load, in many statements, are 2.5 s (docs/performance.md). */
const STATEMENT_MS = 30_000;
/** A beat that takes longer comes too late in any case. */
const BEAT_STATEMENT_MS = 5000;

type OpenOptions = WriteQueueOptions & Omit<Presence, 'kind'> & ConnectionOptions;

/** An open, migrated database. */
export class Database {
  private constructor(
    readonly writes: WriteQueue,
    readonly reader: Reader,
    /** The one of the queue last. */
    private readonly writers: readonly DataSource[],
    private readonly lock: DatabaseLock | PresenceLock | null,
    private readonly checkpoints: Checkpoints | null,
  ) {}

  /**
   * Locks (a SQLite file for this process alone, PostgreSQL against a restore and other servers), opens and migrates.
   * @throws DatabaseLockedError, ServiceUnreachableError
   */
  static async open(
    settings: DatabaseSettings,
    entities: readonly EntityClass[],
    { node, common, statementMs = STATEMENT_MS, ...options }: OpenOptions = {},
  ): Promise<Database> {
    const lock =
      settings.kind === 'sqlite'
        ? await DatabaseLock.take(settings.file)
        : await presence(settings.url, { ...(node === undefined ? {} : { node }), ...(common ? { common } : {}) });
    const opened: DataSource[] = [];
    const keep = (source: DataSource): DataSource => {
      opened.push(source);
      return source;
    };
    try {
      if (settings.kind === 'postgres') await migrate(settings.url);
      const writer = keep(await openWriter(settings, entities, { statementMs }));
      if (settings.kind === 'sqlite') await writer.runMigrations();
      const beside =
        typeof node === 'string'
          ? [keep(await openWriter(settings, [], { statementMs: BEAT_STATEMENT_MS, connections: 1 }))]
          : [];
      const reader = keep(await openReader(settings, entities, { statementMs }));
      const writes = new WriteQueue(writer, { ...options, ...(beside[0] ? { beside: beside[0] } : {}) });
      const checkpoints = settings.kind === 'sqlite' ? new Checkpoints(writes, await openBare(settings.file)) : null;
      return new Database(writes, new Reader(reader), [...beside, writer], lock, checkpoints);
    } catch (error) {
      await Promise.all(opened.map((source) => source.destroy()));
      await lock?.release();
      throw error;
    }
  }

  /**
   * A second process beside a running server (the operator command): no lock and no migration, writes wait for their
   * turn on the file.
   */
  static async attach(settings: DatabaseSettings, entities: readonly EntityClass[]): Promise<Database> {
    const writer = await openWriter(settings, entities);
    try {
      if (await writer.showMigrations()) throw new Error('the database is not migrated; start the server once');
      const reader = new Reader(await openReader(settings, entities));
      return new Database(new WriteQueue(writer), reader, [writer], null, null);
    } catch (error) {
      await writer.destroy();
      throw error;
    }
  }

  /** Commits what is queued, then closes. The writer goes last: its closing folds the log into the SQLite file. */
  async close(): Promise<void> {
    await this.writes.close();
    await this.checkpoints?.close();
    await this.reader.source.destroy();
    for (const writer of this.writers) await writer.destroy();
    await this.lock?.release();
  }
}

/** The first connection of all: where it fails, it is the service that is missing. */
async function presence(url: string, who: Omit<Presence, 'kind'>): Promise<PresenceLock> {
  try {
    return await PresenceLock.take(url, { kind: 'shared', ...who });
  } catch (error) {
    throw error instanceof DatabaseLockedError ? error : new ServiceUnreachableError('PostgreSQL', url, error);
  }
}

const MIGRATING = 7_836_575;

/**
 * Several nodes may start at once: one migrates, the others wait, as long as it takes, and find nothing left to do. Over a
 * connection of its own, which holds the lock as well.
 */
async function migrate(url: string): Promise<void> {
  const migrator = await openMigrator(url);
  try {
    await migrator.query('SELECT pg_advisory_lock($1)', [MIGRATING]);
    await migrator.runMigrations();
  } finally {
    // With it goes the lock.
    await migrator.destroy();
  }
}
