import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { StudyDeeds } from '../study-deeds.js';
import { AttachmentEntity } from '../persistence/attachment.entity.js';
import { AttachmentStore } from './attachment-store.js';

const HOUR_MS = 60 * 60_000;

/** Removes files of attachments that were taken away, and what an upload left that broke off. */
@Injectable()
export class AttachmentSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('study');
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: AttachmentStore,
    private readonly deeds: StudyDeeds,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.sweepOrLog();
    this.timer = setInterval(() => void this.sweepOrLog(), HOUR_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** @returns how many files went */
  async sweep(): Promise<number> {
    let removed = await this.store.clear();
    // Whatever is younger may still get its row.
    for (const name of await this.store.folder.writtenBefore(this.deeds.now() - HOUR_MS)) {
      if (await this.deeds.reader.existsBy(AttachmentEntity, { file: name })) continue;
      await this.store.folder.sweep(name);
      removed += 1;
    }
    return removed;
  }

  private async sweepOrLog(): Promise<void> {
    try {
      const removed = await this.sweep();
      if (removed > 0) this.logger.log(`已清除不再需要的附件 attachments removed: ${removed}`);
    } catch (error) {
      this.logger.error(`attachments could not be removed: ${String(error)}`);
    }
  }
}
