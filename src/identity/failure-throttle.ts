import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { refuse } from '../platform/refusal.js';
import { FixedWindows } from './fixed-windows.js';

const WINDOW_MS = 60_000;

/**
 * Wrong PINs and rejoin codes of one address (RATE_WRONG_CODES_PER_MINUTE, by default 600). A hall of 2,000 phones shares
 * one address and may well mistype one entry in four within a minute; searching half of the 1,000,000 PINs at that rate
 * takes 14 hours. Right entries are not counted.
 */
@Injectable()
export class FailureThrottle {
  private readonly failures: FixedWindows;

  constructor(
    clock: Clock,
    private readonly config: AppConfig,
  ) {
    this.failures = new FixedWindows(clock, WINDOW_MS);
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
}
