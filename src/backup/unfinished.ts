import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { RESTORE_UNFINISHED } from '../platform/database/restore-mark.js';

/**
 * The mark with which the server does not start on what is half restored, however the restore ended. One that an earlier
 * restore left stays until a restore is done.
 */
export class Unfinished {
  private constructor(
    private readonly file: string,
    /** What an earlier restore left there; null: no mark. */
    private readonly earlier: string | null,
  ) {}

  static async begin(dataDir: string): Promise<Unfinished> {
    const file = join(dataDir, RESTORE_UNFINISHED);
    const earlier = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (earlier === null) await writeFile(file, '');
    return new Unfinished(file, earlier);
  }

  /** Before anything moves there. What earlier restores noted stays: theirs may be the schema with the data. */
  async note(schema: string): Promise<void> {
    const handle = await open(this.file, 'a');
    try {
      await handle.writeFile(`${schema}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** Everything is as it was before. */
  async undone(): Promise<void> {
    if (this.earlier === null) await this.end();
    else await writeFile(this.file, this.earlier);
  }

  end(): Promise<void> {
    return rm(this.file, { force: true });
  }
}
