import type { DataSource } from 'typeorm';

import type { WriteQueue } from './write-queue.js';

const LOOK_EVERY_MS = 1000;

/**
 * Folds SQLite's log into the database file when no rows have come for a second, over a connection of its own. Left to
 * itself SQLite does so inside whichever commit fills 1,000 pages: in a burst of 10,000 responses that is one commit in
 * ten, and it takes 50 to 130 ms in which nobody is acknowledged.
 */
export class Checkpoints {
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private rowsSeen = 0;
  private rowsFolded = 0;

  /** @param source a connection to the file; closed with this object */
  constructor(
    private readonly writes: Pick<WriteQueue, 'rowsCommitted'>,
    private readonly source: DataSource,
    lookEveryMs = LOOK_EVERY_MS,
  ) {
    this.timer = setInterval(() => void this.look(), lookEveryMs);
    this.timer.unref();
  }

  /** Resolves when what had to be folded is. */
  look(): Promise<void> {
    const rows = this.writes.rowsCommitted;
    const quiet = rows === this.rowsSeen;
    this.rowsSeen = rows;
    if (quiet && rows !== this.rowsFolded) {
      this.running = this.running.then(() => this.fold(rows));
    }
    return this.running;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.source.destroy();
  }

  /** PASSIVE waits for nobody. What fails (a full disk) is tried again, and says so at the next commit. */
  private async fold(rows: number): Promise<void> {
    try {
      await this.source.query('PRAGMA wal_checkpoint(PASSIVE)');
      this.rowsFolded = rows;
    } catch {
      this.rowsFolded = 0;
    }
  }
}
