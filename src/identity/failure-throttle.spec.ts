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

  it('past the limit lets through only PINs that somebody at the address has used before', () => {
    const { clock, throttle } = make();
    throttle.acquaint('192.0.2.1', 'contest-1');
    fail(throttle, '192.0.2.1', limit);
    for (let phone = 0; phone < 500; phone += 1) throttle.acquaint('192.0.2.1', 'contest-1');
    expect(() => throttle.acquaint('192.0.2.1', 'contest-2')).toThrow();
    expect(() => throttle.acquaint('192.0.2.1', 'contest-2')).toThrow();
    expect(() => throttle.acquaint('192.0.2.2', 'contest-2')).not.toThrow();
    clock.advance(60_000);
    expect(() => throttle.acquaint('192.0.2.1', 'contest-2')).not.toThrow();
  });

  it('holds wrong rejoin codes of one contest, from wherever, and of no other', () => {
    const { clock, throttle } = make();
    for (let count = 0; count < 300; count += 1) {
      throttle.assertContestAllowed('contest-1');
      throttle.recordContestFailure('contest-1');
    }
    expect(() => throttle.assertContestAllowed('contest-1')).toThrow();
    expect(() => throttle.assertContestAllowed('contest-2')).not.toThrow();
    clock.advance(60_000);
    expect(() => throttle.assertContestAllowed('contest-1')).not.toThrow();
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
