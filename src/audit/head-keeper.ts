import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import type { ChainBreak } from '../core/audit/chain.js';
import { AuditChain } from './audit-chain.js';
import { headNoteOf } from './head-note.js';
import { CUT_OFF } from './sentences.js';

const EVERY_MS = 5000;

/** Notes the head of the server's own chain now and then. Reads committed rows alone. */
@Injectable()
export class HeadKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('audit');
  private cancel: (() => void) | null = null;
  private noting: Promise<void> = Promise.resolve();
  private said = false;

  constructor(
    private readonly chain: AuditChain,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.arm();
    await this.note();
  }

  /** Behind the entry that says that the server was stopped. */
  async onApplicationShutdown(): Promise<void> {
    this.cancel?.();
    await this.note();
  }

  /** Resolves when the head of this moment is noted. A full disk is met by the next commit with words of its own. */
  note(): Promise<void> {
    this.noting = this.noting
      .then(async () => {
        const broken = await headNoteOf(this.chain).advance(this.reader.source.manager);
        if (broken !== null) this.say(broken);
      })
      .catch(() => undefined);
    return this.noting;
  }

  private say(broken: ChainBreak): void {
    if (this.said) return;
    this.said = true;
    this.logger.error(CUT_OFF);
    this.logger.error(`${this.chain.name}: ${broken}`);
  }

  private arm(): void {
    this.cancel = this.clock.after(EVERY_MS, () => {
      this.arm();
      void this.note();
    });
  }
}
