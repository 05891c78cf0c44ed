import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

import { Clock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { namedKinds } from './adoption.js';
import { AuditKeys } from './audit-keys.js';
import { AuditService } from './audit.service.js';
import { notedHeads } from './head-note.js';
import { prunableChains, pruneChunk, type Pruned } from './prune.js';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** After the start, when everybody is back. */
const FIRST_MS = HOUR_MS;

/** Takes entries out of the log that are older than it has to keep, once a day. */
@Injectable()
export class AuditRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('audit');
  private cancel: (() => void) | null = null;

  constructor(
    private readonly queue: WriteQueue,
    private readonly audit: AuditService,
    private readonly keys: AuditKeys,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.arm(FIRST_MS);
  }

  beforeApplicationShutdown(): void {
    this.cancel?.();
  }

  /** @returns how many entries went */
  async prune(): Promise<number> {
    const now = this.clock.now();
    const before = now - this.config.audit.keepDays * DAY_MS;
    let entries = 0;
    for (const chain of await this.queue.run((manager) => prunableChains(manager, this.keys))) {
      for (let more = true; more;) {
        const pruned = await this.chunk(chain, before, now);
        entries += pruned?.entries ?? 0;
        more = pruned !== null;
      }
    }
    return entries;
  }

  private async chunk(chain: string, before: number, now: number): Promise<Pruned | null> {
    const noted = (await notedHeads(this.keys.places.keysDir)).get(chain) ?? null;
    return this.queue.run(async (manager) => {
      const kinds = await namedKinds(manager);
      const result = await pruneChunk(manager, this.keys, { chain, before, now, noted });
      if (result === null) return null;
      if ('what' in result) {
        const place = `${result.chain} #${result.sequence} ${result.what}`;
        this.logger.error(
          `审计记录已被改动，停止清理，请运行 audit -- verify。 the log is broken, not pruned: ${place}`,
        );
        return null;
      }
      await this.audit.record(manager, { action: 'audit.pruned', detail: { ...result, kinds } });
      return result;
    });
  }

  private arm(ms: number): void {
    this.cancel = this.clock.after(ms, () => {
      this.arm(DAY_MS);
      this.prune().catch((error: unknown) => this.logger.error(`the log could not be pruned: ${String(error)}`));
    });
  }
}
