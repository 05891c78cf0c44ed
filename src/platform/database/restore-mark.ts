import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A file of this name stands in the data folder from before a restore touches anything until it is done. With PostgreSQL
 * its lines are the schemas to which what stood there was moved, the first restore that broke off first.
 */
export const RESTORE_UNFINISHED = 'RESTORE-UNFINISHED';

/** A restore broke off: an empty database would be made in the place of the one that is half restored. */
export class RestoreUnfinishedError extends Error {
  constructor(dataDir: string, schemas: readonly string[]) {
    const kept = schemas.join(', ');
    super(
      `数据文件夹 ${dataDir} 的恢复没有做完，请重新执行恢复命令。` +
        (kept === '' ? '' : `PostgreSQL 中 ${kept} 模式（schema）存放着原有数据，请勿删除。`) +
        ` (A restore into ${dataDir} was not finished; run the restore command again.` +
        (kept === '' ? ')' : ` What was there is in the schema ${kept}: do not drop it.)`),
    );
    this.name = 'RestoreUnfinishedError';
  }
}

/** @throws RestoreUnfinishedError */
export function assertRestored(dataDir: string): void {
  const mark = join(dataDir, RESTORE_UNFINISHED);
  if (!existsSync(mark)) return;
  throw new RestoreUnfinishedError(dataDir, readFileSync(mark, 'utf8').split('\n').filter(Boolean));
}
