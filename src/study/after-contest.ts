import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Subscription } from 'rxjs';

import type { FinalContest, FinalResults } from '../contest/results/final-results.service.js';

/**
 * What follows by itself from results that are final: at once, one contest after the other, behind everything that
 * somebody waits for. What a crash kept from being done is done at the next start, so it must do no harm done twice.
 */
export abstract class AfterContest implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(this.constructor.name);
  private line: Promise<void> = Promise.resolve();
  private finalized: Subscription | null = null;
  protected stopped = false;

  constructor(protected readonly results: FinalResults) {}

  /** Of these final contests those that are still to be written. */
  protected abstract waiting(contestIds: readonly string[]): Promise<readonly string[]>;

  /** To its end, unless `stopped` meanwhile; then it is still among those that wait. */
  protected abstract write(contest: FinalContest): Promise<void>;

  onApplicationBootstrap(): void {
    this.finalized = this.results.finalized.subscribe((contestId) => this.take(() => this.writeThese([contestId])));
    this.take(async () => this.writeThese(await this.results.contests()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.finalized?.unsubscribe();
    await this.line;
  }

  /** Once everything that there is to do by now is done. */
  async settled(): Promise<void> {
    for (let line = this.line; ; line = this.line) {
      await line;
      if (line === this.line) return;
    }
  }

  protected take(job: () => Promise<void>): void {
    this.line = this.line.then(async () => {
      try {
        if (!this.stopped) await job();
      } catch (error) {
        this.logger.error(`After a contest: ${String(error)}`);
      }
    });
  }

  protected async writeOf(contestId: string): Promise<void> {
    const contest = await this.results.of(contestId);
    if (contest !== null) await this.write(contest);
  }

  private async writeThese(contestIds: readonly string[]): Promise<void> {
    for (const contestId of await this.waiting(contestIds)) this.take(() => this.writeOf(contestId));
  }
}
