import { readFile, writeFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';

import { openBare } from './data-source.js';

/** Another process has the database; the message is one sentence, Chinese and English. */
export class DatabaseLockedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DatabaseLockedError';
  }
}

function heldBy(file: string, holder: number | null): DatabaseLockedError {
  const [chinese, english] = holder === null ? ['', ''] : [`（进程号 ${holder}）`, ` (process ${holder})`];
  return new DatabaseLockedError(
    `数据文件 ${file} 正由另一个学赛服务${chinese}使用，请先停止它再启动。` +
      ` (${file} is in use by another server${english}; stop that one first.)`,
  );
}

/**
 * Keeps a second server process off a SQLite file. The lock is an exclusive transaction on an empty database beside
 * it, which is a lock of the operating system: it ends with the process however that ends, so there is no stale lock
 * to judge by process ids, which are used again and mean something else in another container.
 */
export class DatabaseLock {
  private constructor(private readonly source: DataSource) {}

  /** Throws DatabaseLockedError. */
  static async take(file: string): Promise<DatabaseLock> {
    const source = await openBare(`${file}.lock`);
    try {
      await source.query('BEGIN EXCLUSIVE');
    } catch (error) {
      await source.destroy();
      if (error instanceof Error && error.message.includes('SQLITE_BUSY')) {
        throw heldBy(file, await holderOf(file));
      }
      throw error;
    }
    // For the sentence above alone; it may outlive its process and means nothing without the lock.
    await writeFile(pidFile(file), `${process.pid}\n`);
    return new DatabaseLock(source);
  }

  async release(): Promise<void> {
    await this.source.destroy();
  }
}

const pidFile = (file: string): string => `${file}.pid`;

async function holderOf(file: string): Promise<number | null> {
  const text = await readFile(pidFile(file), 'utf8').catch(() => '');
  return /^\d+\n$/.test(text) ? Number(text) : null;
}
