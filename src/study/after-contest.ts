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

  constructor(private readonly results: FinalResults) {}

  /** Contests that are done. */
  protected abstract done(): Promise<ReadonlySet<string>>;

  /** To its end, unless `stopped` meanwhile; then it is not among `done`. */
  protected abstract write(contest: FinalContest): Promise<void>;

  onApplicationBootstrap(): void {
    this.finalized = this.results.finalized.subscribe((contestId) => this.take(() => this.writeOf(contestId)));
    this.take(() => this.catchUp());
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

  private take(job: () => Promise<void>): void {
    this.line = this.line.then(async () => {
      try {
        if (!this.stopped) await job();
      } catch (error) {
        this.logger.error(`After a contest: ${String(error)}`);
      }
    });
  }

  private async catchUp(): Promise<void> {
    const done = await this.done();
    for (const contestId of await this.results.contests()) {
      if (!done.has(contestId)) this.take(() => this.writeOf(contestId));
    }
  }

  private async writeOf(contestId: string): Promise<void> {
    const contest = await this.results.of(contestId);
    if (contest !== null) await this.write(contest);
  }
}
