import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../test/support/manual-clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { FailureThrottle } from './failure-throttle.js';

const limit = 600;
const make = () => {
  const clock = new ManualClock();
  return { clock, throttle: new FailureThrottle(clock, AppConfig.read({ RATE_WRONG_CODES_PER_MINUTE: `${limit}` })) };
};
const fail = (throttle: FailureThrottle, address: string, times: number) => {
  for (let count = 0; count < times; count += 1) throttle.recordFailure(address);
};

describe('FailureThrottle', () => {
  it('lets a hall mistype and refuses from the limit on, saying when to come back', () => {
    const { clock, throttle } = make();
    fail(throttle, '192.0.2.1', limit - 1);
    expect(() => throttle.assertAllowed('192.0.2.1')).not.toThrow();
    clock.advance(20_000);
    fail(throttle, '192.0.2.1', 1);
    expect(() => throttle.assertAllowed('192.0.2.1')).toThrow(
      expect.objectContaining({
        refusal: expect.objectContaining({ code: 'protocol.rate-limited', retryAfterMs: 40_000 }),
      }),
    );
  });

  it('forgets after a minute and never mixes addresses', () => {
    const { clock, throttle } = make();
    fail(throttle, '192.0.2.1', limit);
    expect(() => throttle.assertAllowed('192.0.2.2')).not.toThrow();
    clock.advance(60_000);
    expect(() => throttle.assertAllowed('192.0.2.1')).not.toThrow();
    fail(throttle, '192.0.2.1', 1);
    expect(() => throttle.assertAllowed('192.0.2.1')).not.toThrow();
  });
});
