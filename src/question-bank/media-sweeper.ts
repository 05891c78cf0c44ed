import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { MediaService } from './media.service.js';
import { fileIdsIn } from './media/media-folder.js';

const DAY_MS = 24 * 60 * 60_000;
/** Time enough to finish the item for which a file was uploaded. */
const UNUSED_MS = 7 * DAY_MS;
/** Revisions read at once. */
const PAGE = 500;

/** Removes files that no revision of any item names. Revisions are never removed, so what one names stays. */
@Injectable()
export class MediaSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('question-bank');
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly media: MediaService,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.sweepOrLog();
    this.timer = setInterval(() => void this.sweepOrLog(), DAY_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** @returns the ids of the files that were removed */
  async sweep(): Promise<readonly string[]> {
    const before = this.clock.now() - UNUSED_MS;
    const old = await this.media.untouchedSince(before);
    if (old.length === 0) return [];
    const used = await this.named();
    const removed: string[] = [];
    for (const file of old.filter((id) => !used.has(id))) {
      if (await this.media.remove(file, before)) removed.push(file);
    }
    return removed;
  }

  private async sweepOrLog(): Promise<void> {
    try {
      const removed = await this.sweep();
      if (removed.length > 0) this.logger.log(`已清除不再使用的媒体文件 unused media removed: ${removed.length}`);
    } catch (error) {
      this.logger.error(`unused media could not be removed: ${String(error)}`);
    }
  }

  /** By any revision, also of retired and withdrawn items: contests keep the revisions that they drew. */
  private async named(): Promise<ReadonlySet<string>> {
    const used = new Set<string>();
    for (let after = ''; ;) {
      const rows = (await this.reader.source.manager.query(
        `SELECT id, content FROM bank_item_revision WHERE id > $1 AND content LIKE '%"media"%' ORDER BY id LIMIT ${PAGE}`,
        [after],
      )) as readonly { readonly id: string; readonly content: string }[];
      for (const { content } of rows) for (const id of fileIdsIn(content)) used.add(id);
      const last = rows.at(-1);
      if (last === undefined) return used;
      after = last.id;
    }
  }
}
