import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import { JobFolder } from '../jobs/job-folder.js';
import type { ImportFiles, ImportMeta } from './import-files.js';

const HOUR_MS = 60 * 60_000;
/** A dry run can be loaded for so long. */
const KEPT_MS = 24 * HOUR_MS;
const ID = /^[0-9a-f-]{36}$/u;

/** Where imports lie between the look and the load: DATA_DIR/imports/<id>, a day at most. */
@Injectable()
export class ImportShelf implements OnModuleInit, OnApplicationShutdown {
  private readonly root: string;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.root = join(config.dataDir, 'imports');
  }

  async onModuleInit(): Promise<void> {
    // What has no description was left half written by a crash; later one may be about to get it.
    await this.clear((meta) => meta === null || this.isOld(meta));
    this.timer = setInterval(() => void this.clear((meta) => meta !== null && this.isOld(meta)), HOUR_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  async add(meta: Omit<ImportMeta, 'at'>): Promise<{ readonly id: string; readonly folder: JobFolder<ImportFiles> }> {
    const id = newId();
    const folder = await JobFolder.create<ImportFiles>(join(this.root, id));
    await folder.write('meta', { ...meta, at: this.clock.now() });
    return { id, folder };
  }

  /** @throws RefusalError rest.not-found where it is unknown or older than a day */
  async open(id: string): Promise<{ readonly folder: JobFolder<ImportFiles>; readonly meta: ImportMeta }> {
    const folder = new JobFolder<ImportFiles>(join(this.root, id));
    const meta = ID.test(id) ? await this.metaOf(folder) : null;
    if (meta === null || this.isOld(meta)) {
      throw refuse('rest.not-found', { message: '这次导入已过期（只保留一天），请重新上传文件。' });
    }
    return { folder, meta };
  }

  private async clear(outworn: (meta: ImportMeta | null) => boolean): Promise<void> {
    const names = await readdir(this.root).catch(() => []);
    for (const name of names) {
      const folder = new JobFolder<ImportFiles>(join(this.root, name));
      if (outworn(await this.metaOf(folder))) await folder.remove();
    }
  }

  private isOld({ at }: ImportMeta): boolean {
    return this.clock.now() - at >= KEPT_MS;
  }

  private metaOf(folder: JobFolder<ImportFiles>): Promise<ImportMeta | null> {
    return folder.read('meta').catch(() => null);
  }
}
