import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { AuditChain, endOf } from './audit-chain.js';
import { HeadNote } from './head-note.js';

const EVERY_MS = 5000;

/** Notes the head of the server's own chain now and then. Reads committed rows alone. */
@Injectable()
export class HeadKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private cancel: (() => void) | null = null;
  private noting: Promise<void> = Promise.resolve();

  constructor(
    private readonly chain: AuditChain,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.arm();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.cancel?.();
    await this.note();
  }

  /** Resolves when the head of this moment is noted. A full disk is met by the next commit with words of its own. */
  note(): Promise<void> {
    this.noting = this.noting
      .then(async () => {
        const end = await endOf(this.reader.source.manager, this.chain.name);
        await new HeadNote(this.chain.keys.places.keysDir, this.chain.name).write(end);
      })
      .catch(() => undefined);
    return this.noting;
  }

  private arm(): void {
    this.cancel = this.clock.after(EVERY_MS, () => {
      this.arm();
      void this.note();
    });
  }
}
