import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { refuse } from '../platform/refusal.js';

const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 10_000;

/**
 * Wrong PINs and rejoin codes of one address (RATE_WRONG_CODES_PER_MINUTE, by default 600). A hall of 2,000 phones shares
 * one address and may well mistype one entry in four within a minute; searching half of the 1,000,000 PINs at that rate
 * takes 14 hours. Right entries are not counted.
 */
@Injectable()
export class FailureThrottle {
  private readonly windows = new Map<string, { endsAt: number; failures: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Throws `protocol.rate-limited` while the address has too many failures. */
  assertAllowed(address: string): void {
    const window = this.windows.get(address);
    const now = this.clock.now();
    if (window && window.endsAt > now && window.failures >= this.config.rates.wrongCodesPerMinute) {
      throw refuse('protocol.rate-limited', { retryAfterMs: window.endsAt - now });
    }
  }

  recordFailure(address: string): void {
    const now = this.clock.now();
    const window = this.windows.get(address);
    if (window && window.endsAt > now) {
      window.failures += 1;
      return;
    }
    this.windows.delete(address);
    this.forgetOld(now);
    this.windows.set(address, { endsAt: now + WINDOW_MS, failures: 1 });
  }

  /** Windows are inserted in the order in which they end, so the oldest come first. */
  private forgetOld(now: number): void {
    for (const [address, window] of this.windows) {
      if (window.endsAt > now && this.windows.size < MAX_ADDRESSES) return;
      this.windows.delete(address);
    }
  }
}
