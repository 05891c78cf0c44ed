import { Injectable, type ExecutionContext } from '@nestjs/common';
import { normalizeIp, ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { refuse } from '../platform/refusal.js';

const MINUTE_MS = 60_000;

/**
 * Requests of one address on the few public routes that cost something. Everything a hall of 2,000 phones behind one
 * address asks for (pages, entry, boards) is left out, and what is limited here is not asked for by every phone.
 */
export const RATES = {
  /** Operators only: 60 a minute is a training room at once, and about one second of password hashing. */
  signIn: { default: { limit: 60, ttl: MINUTE_MS } },
  /** Once in the life of a server. */
  setup: { default: { limit: 20, ttl: MINUTE_MS } },
  /** One phone in ten of a full hall within 10 minutes; more would be a flood of text. */
  feedback: { default: { limit: 200, ttl: 10 * MINUTE_MS } },
} as const;

/** The throttler's guard with a typed refusal. IPv6 clients count by their /64 network. */
@Injectable()
export class RateGuard extends ThrottlerGuard {
  protected override throwThrottlingException(_context: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    throw refuse('protocol.rate-limited', { retryAfterMs: Math.max(detail.timeToBlockExpire, 1) * 1000 });
  }
}

/** One client for rates and delays: an IPv4 address, or the /64 network of an IPv6 address. */
export const addressOf = (ip: string | undefined): string => (ip ? normalizeIp(ip.replace(/^::ffff:/, '')) : 'unknown');
