import type { DataSource } from 'typeorm';

import { Checkpoints } from './checkpoints.js';
import { openBare, openReader, openWriter, type DatabaseSettings, type EntityClass } from './data-source.js';
import { DatabaseLock } from './database-lock.js';
import { PresenceLock } from './presence-lock.js';
import { Reader } from './reader.js';
import { WriteQueue, type WriteQueueOptions } from './write-queue.js';

/** An open, migrated database. */
export class Database {
  private constructor(
    readonly writes: WriteQueue,
    readonly reader: Reader,
    private readonly writer: DataSource,
    private readonly lock: DatabaseLock | PresenceLock | null,
    private readonly checkpoints: Checkpoints | null,
  ) {}

  /** Locks (a SQLite file for this process alone, PostgreSQL against a restore), opens and migrates. Throws DatabaseLockedError. */
  static async open(
    settings: DatabaseSettings,
    entities: readonly EntityClass[],
    options: WriteQueueOptions = {},
  ): Promise<Database> {
    const lock =
      settings.kind === 'sqlite'
        ? await DatabaseLock.take(settings.file)
        : await PresenceLock.take(settings.url, 'shared');
    const opened: DataSource[] = [];
    try {
      const writer = await openWriter(settings, entities);
      opened.push(writer);
      await writer.runMigrations();
      const reader = await openReader(settings, entities);
      opened.push(reader);
      const writes = new WriteQueue(writer, options);
      const checkpoints = settings.kind === 'sqlite' ? new Checkpoints(writes, await openBare(settings.file)) : null;
      return new Database(writes, new Reader(reader), writer, lock, checkpoints);
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
      return new Database(new WriteQueue(writer), new Reader(await openReader(settings, entities)), writer, null, null);
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
    await this.writer.destroy();
    await this.lock?.release();
  }
}
