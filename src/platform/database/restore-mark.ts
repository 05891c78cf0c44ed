import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file of this name stands in the data folder while a restore exchanges what is in it. */
export const RESTORE_UNFINISHED = 'RESTORE-UNFINISHED';

/** A restore broke off: an empty database would be made in the place of the one that is half restored. */
export class RestoreUnfinishedError extends Error {
  constructor(dataDir: string) {
    super(
      `数据文件夹 ${dataDir} 的恢复没有做完，请重新执行恢复命令。` +
        ` (A restore into ${dataDir} was not finished; run the restore command again.)`,
    );
    this.name = 'RestoreUnfinishedError';
  }
}

export function assertRestored(dataDir: string): void {
  if (existsSync(join(dataDir, RESTORE_UNFINISHED))) throw new RestoreUnfinishedError(dataDir);
}
