import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { isId, newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import { JobFolder } from '../jobs/job-folder.js';
import type { ImportFiles, ImportMeta } from './import-files.js';

const HOUR_MS = 60 * 60_000;
/** A dry run can be loaded for so long. */
const KEPT_MS = 24 * HOUR_MS;
const RETRY_MS = 60_000;

/** How much is kept at most. */
export class ShelfLimits {
  readonly looks: number = 200;
  /** A file of 20 MB comes to some 60 MB with what was read in it. */
  readonly bytes: number = 2 * 1024 ** 3;

  static with(changes: Partial<ShelfLimits>): ShelfLimits {
    return Object.assign(new ShelfLimits(), changes);
  }
}

const DONE: Promise<unknown> = Promise.resolve();

export interface Shelved {
  readonly id: string;
  readonly folder: JobFolder<ImportFiles>;
  readonly meta: ImportMeta;
}

interface Entry {
  readonly at: number;
  bytes: number;
  /** So many are at work on it, or wait for that: it stays. */
  holders: number;
  /** The last of them. */
  turn: Promise<unknown>;
}

/**
 * Where imports lie between the look and the load: DATA_DIR/imports/<id>, a day at most, and less where the room is
 * needed: the oldest goes first.
 */
@Injectable()
export class ImportShelf implements OnModuleInit, OnApplicationShutdown {
  private readonly root: string;
  /** The oldest first. */
  private readonly entries = new Map<string, Entry>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
    private readonly limits: ShelfLimits,
  ) {
    this.root = join(config.dataDir, 'imports');
  }

  async onModuleInit(): Promise<void> {
    const found: (readonly [string, Entry])[] = [];
    for (const id of await readdir(this.root).catch(() => [])) {
      const folder = this.folderOf(id);
      const meta = await folder.read('meta').catch(() => null);
      if (meta === null) await this.removeHalfWritten(folder);
      else found.push([id, { at: meta.at, bytes: await folder.size(), holders: 0, turn: DONE }]);
    }
    for (const [id, entry] of found.toSorted(([, a], [, b]) => a.at - b.at)) this.entries.set(id, entry);
    await this.clear();
    this.timer = setInterval(() => void this.clear(), HOUR_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /**
   * Keeps what the job makes of a file; where it throws, nothing of it stays.
   * @param bytes of the file
   * @throws RefusalError server.busy where all that lies here is at work
   */
  async add<T>(about: Omit<ImportMeta, 'at'>, bytes: number, job: (shelved: Shelved) => Promise<T>): Promise<T> {
    const meta = { ...about, at: this.clock.now() };
    const id = newId();
    const room = this.makeRoom(1, bytes);
    // At once, so that the next one counts it.
    this.entries.set(id, { at: meta.at, bytes, holders: 1, turn: DONE });
    try {
      await room;
      const folder = await JobFolder.create<ImportFiles>(this.folderOf(id).path);
      await folder.write('meta', meta);
      const made = await job({ id, folder, meta });
      await this.release(id);
      return made;
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  /** One job at a time; the look stays while any runs or waits. @throws RefusalError rest.not-found where it is unknown or older than a day */
  async use<T>(id: string, job: (shelved: Shelved) => Promise<T>): Promise<T> {
    const entry = this.entries.get(id) ?? (await this.found(id));
    if (entry === undefined || this.isOld(entry)) throw gone();
    entry.holders += 1;
    const run = entry.turn.then(async () => {
      const folder = this.folderOf(id);
      const meta = await folder.read('meta').catch(() => null);
      if (meta === null) throw gone();
      return job({ id, folder, meta });
    });
    entry.turn = run.catch(() => undefined);
    try {
      return await run;
    } finally {
      await this.release(id);
    }
  }

  /** Another node that shares the folder has put it there. */
  private async found(id: string): Promise<Entry | undefined> {
    if (!isId(id)) return undefined;
    const folder = this.folderOf(id);
    const meta = await folder.read('meta').catch(() => null);
    if (meta === null) return undefined;
    const bytes = await folder.size();
    // Looked up after the last wait: somebody may have asked at the same moment, and holds it.
    const entry = this.entries.get(id) ?? { at: meta.at, bytes, holders: 0, turn: DONE };
    this.entries.set(id, entry);
    return entry;
  }

  /** By a crash; or by another node at this moment, where it is young. */
  private async removeHalfWritten(folder: JobFolder<ImportFiles>): Promise<void> {
    const { mtimeMs } = await stat(folder.path);
    if (this.clock.now() - mtimeMs >= HOUR_MS) await folder.remove();
  }

  private async release(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    entry.bytes = await this.folderOf(id).size();
    entry.holders -= 1;
    await this.makeRoom(0, 0).catch(() => undefined);
  }

  /** For so many more looks and bytes. */
  private async makeRoom(looks: number, bytes: number): Promise<void> {
    const outworn: string[] = [];
    let left = this.entries.size + looks;
    let size = [...this.entries.values()].reduce((sum, entry) => sum + entry.bytes, bytes);
    for (const [id, entry] of this.entries) {
      if (left <= this.limits.looks && size <= this.limits.bytes) break;
      if (entry.holders > 0) continue;
      outworn.push(id);
      left -= 1;
      size -= entry.bytes;
    }
    if (left > this.limits.looks || size > this.limits.bytes) {
      const message = '正在处理的导入太多，暂时放不下新的文件，请一分钟后再上传。';
      throw refuse('server.busy', { message, retryAfterMs: RETRY_MS });
    }
    await Promise.all(outworn.map((id) => this.remove(id)));
  }

  private async clear(): Promise<void> {
    for (const [id, entry] of this.entries) {
      if (entry.holders === 0 && this.isOld(entry)) await this.remove(id);
    }
  }

  private async remove(id: string): Promise<void> {
    this.entries.delete(id);
    await this.folderOf(id).remove();
  }

  private isOld({ at }: Pick<ImportMeta, 'at'>): boolean {
    return this.clock.now() - at >= KEPT_MS;
  }

  private readonly folderOf = (id: string) => new JobFolder<ImportFiles>(join(this.root, id));
}

const gone = () =>
  refuse('rest.not-found', { message: '这次导入已过期（最多保留一天，文件多时提前清除），请重新上传文件。' });
