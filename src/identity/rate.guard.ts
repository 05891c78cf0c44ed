import { Injectable, SetMetadata, type CanActivate, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Clock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { refuse } from '../platform/refusal.js';
import { addressOf } from './address.js';
import { FixedWindows } from './fixed-windows.js';

const MINUTE_MS = 60_000;
const RATE = 'xuesai:rate';

/**
 * Requests of one address on the few public routes that cost something. What a hall of 2,000 phones behind one address
 * asks for (pages, entry, boards) is not among them, and what is among them is not asked for by every phone.
 */
const RATES = {
  /** Operators only: 60 a minute is a training room at once, and about two seconds of password hashing. */
  'sign-in': { limit: 60, windowMs: MINUTE_MS },
  /** Apart from passwords: somebody who begins and begins again must not keep those out. */
  oidc: { limit: 60, windowMs: MINUTE_MS },
  /** Once in the life of a server. */
  setup: { limit: 20, windowMs: MINUTE_MS },
  /** One phone in ten of a full hall within 10 minutes; more would be a flood of text. */
  feedback: { limit: 200, windowMs: 10 * MINUTE_MS },
  /** A code is checked by hand; nobody checks a hundred a minute, and guessing one takes a million million. */
  certificate: { limit: 100, windowMs: MINUTE_MS },
} as const;

type RateName = keyof typeof RATES;

/** Holds a route to its rate in RATES. */
export const LimitRate = (name: RateName): CustomDecorator => SetMetadata(RATE, name);

/**
 * Every REST route counts towards RATE_REST_PER_MINUTE of its address, a `@LimitRate` route towards its own rate too.
 * Not @nestjs/throttler: its CommonJS build cannot load Nest's ES modules in the tests on Node 20, and it keeps wall time
 * where everything else here has the injected clock.
 */
@Injectable()
export class RateGuard implements CanActivate {
  private readonly all: FixedWindows;
  private readonly windows: Readonly<Record<RateName, FixedWindows>>;

  constructor(
    private readonly reflector: Reflector,
    private readonly config: AppConfig,
    clock: Clock,
  ) {
    this.all = new FixedWindows(clock, MINUTE_MS);
    this.windows = {
      'sign-in': new FixedWindows(clock, RATES['sign-in'].windowMs),
      oidc: new FixedWindows(clock, RATES.oidc.windowMs),
      setup: new FixedWindows(clock, RATES.setup.windowMs),
      feedback: new FixedWindows(clock, RATES.feedback.windowMs),
      certificate: new FixedWindows(clock, RATES.certificate.windowMs),
    };
  }

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const address = addressOf(context.switchToHttp().getRequest<Request>().ip);
    take(this.all, address, this.config.rates.restPerMinute);
    const name = this.reflector.get<RateName | undefined>(RATE, context.getHandler());
    if (name) take(this.windows[name], address, RATES[name].limit);
    return true;
  }
}

function take(windows: FixedWindows, address: string, limit: number): void {
  const { count, remainingMs } = windows.state(address);
  if (count >= limit) throw refuse('protocol.rate-limited', { retryAfterMs: remainingMs });
  windows.add(address);
}
