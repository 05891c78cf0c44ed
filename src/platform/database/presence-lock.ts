import type { EventEmitter } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';

import { openBarePostgres } from './data-source.js';
import { DatabaseLockedError } from './database-lock.js';

/** `xuesai` in figures; advisory locks belong to one database each. */
const KEY = 7_836_572;
const RETAKE_MS = 1000;

const SENTENCES = {
  shared:
    'PostgreSQL 数据库正在恢复备份，请等恢复完成再启动服务。' +
    ' (A backup is being restored into the database; start the server when that is done.)',
  alone:
    'PostgreSQL 数据库正由运行中的学赛服务使用，请先停止服务，再恢复备份。' +
    ' (A server is running on the database; stop it before you restore.)',
} as const;

const TRY = {
  shared: 'SELECT pg_try_advisory_lock_shared($1) AS taken',
  alone: 'SELECT pg_try_advisory_lock($1) AS taken',
} as const;

/**
 * Says that a server uses a PostgreSQL database: any number of servers share the lock, a restore wants it alone. It belongs
 * to a connection of its own, so it ends with the process however that ends; where the connection breaks while the server
 * goes on, it is taken anew as soon as the database answers.
 */
export class PresenceLock {
  private runner: QueryRunner | null = null;
  private retaking: NodeJS.Timeout | undefined;
  private released = false;

  private constructor(
    private readonly source: DataSource,
    private readonly kind: keyof typeof TRY,
  ) {}

  /** @throws DatabaseLockedError */
  static async take(url: string, kind: keyof typeof TRY): Promise<PresenceLock> {
    const lock = new PresenceLock(await openBarePostgres(url), kind);
    if (await lock.hold().catch(async (error: unknown) => lock.giveUp(error))) return lock;
    return lock.giveUp(new DatabaseLockedError(SENTENCES[kind]));
  }

  async release(): Promise<void> {
    this.released = true;
    clearTimeout(this.retaking);
    await this.runner?.release();
    await this.source.destroy();
  }

  private async hold(): Promise<boolean> {
    const runner = this.source.createQueryRunner();
    // The runner itself hears the errors of its connection; its end is for us.
    const connection = (await runner.connect()) as EventEmitter;
    const [row] = (await runner.query(TRY[this.kind], [KEY])) as readonly { readonly taken: boolean }[];
    if (row?.taken !== true) {
      await runner.release();
      return false;
    }
    this.runner = runner;
    connection.once('end', () => this.retakeLater());
    return true;
  }

  private retakeLater(): void {
    this.runner = null;
    if (this.released) return;
    const again = (): void =>
      void this.hold().then(
        (held) => (held ? undefined : this.retakeLater()),
        () => this.retakeLater(),
      );
    this.retaking = setTimeout(again, RETAKE_MS).unref();
  }

  private async giveUp(error: unknown): Promise<never> {
    await this.release();
    throw error;
  }
}
