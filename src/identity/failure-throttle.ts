import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { refuse } from '../platform/refusal.js';
import { FixedWindows } from './fixed-windows.js';

const WINDOW_MS = 60_000;
/**
 * Wrong rejoin codes of one contest, from wherever. Of 2,000 codes among 25 ** 8 somebody who guesses at this rate for
 * three hours finds one with a chance of 0.07 percent; one person in seven of such a hall may mistype within a minute.
 */
const WRONG_CODES_OF_CONTEST = 300;
const MAX_ACQUAINTED = 10_000;

/**
 * Wrong PINs and codes of one address (RATE_WRONG_CODES_PER_MINUTE, by default 600). A hall of 2,000 phones shares one
 * address and may well mistype one entry in four within a minute; searching half of the 1,000,000 PINs at that rate takes
 * 14 hours. Past the limit a right PIN is refused like a wrong one, or the rate would hold nobody; but where somebody
 * behind the address has used it before, it is known there, and whoever guesses does not keep the hall out.
 */
@Injectable()
export class FailureThrottle {
  private readonly failures: FixedWindows;
  private readonly ofContest: FixedWindows;
  /** Address and contest, those that came first in front. */
  private readonly acquainted = new Set<string>();

  constructor(
    clock: Clock,
    private readonly config: AppConfig,
  ) {
    this.failures = new FixedWindows(clock, WINDOW_MS);
    this.ofContest = new FixedWindows(clock, WINDOW_MS);
  }

  /** Throws `protocol.rate-limited` while the address has too many failures. */
  assertAllowed(address: string): void {
    const { count, remainingMs } = this.failures.state(address);
    if (count >= this.config.rates.wrongCodesPerMinute) {
      throw refuse('protocol.rate-limited', { retryAfterMs: remainingMs });
    }
  }

  recordFailure(address: string): void {
    this.failures.add(address);
  }

  /** After a right PIN. Throws `protocol.rate-limited` past the limit, unless the PIN is known at that address. */
  acquaint(address: string, contestId: string): void {
    const pair = `${address} ${contestId}`;
    if (this.acquainted.has(pair)) return;
    this.assertAllowed(address);
    const [oldest] = this.acquainted;
    if (oldest !== undefined && this.acquainted.size >= MAX_ACQUAINTED) this.acquainted.delete(oldest);
    this.acquainted.add(pair);
  }

  /** Before a rejoin code is looked at. Throws `protocol.rate-limited` while the contest has too many wrong ones. */
  assertContestAllowed(contestId: string): void {
    const { count, remainingMs } = this.ofContest.state(contestId);
    if (count >= WRONG_CODES_OF_CONTEST) throw refuse('protocol.rate-limited', { retryAfterMs: remainingMs });
  }

  recordContestFailure(contestId: string): void {
    this.ofContest.add(contestId);
  }
}
