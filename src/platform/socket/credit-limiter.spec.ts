import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CreditLimiter } from './credit-limiter.js';

const spendAll = (limiter: CreditLimiter, now: number): number => {
  let spent = 0;
  while (limiter.spend(now)) spent++;
  return spent;
};

describe('the budget of messages', () => {
  it('lets a burst of a fifth of a minute through, and no more', () => {
    expect(spendAll(new CreditLimiter(600), 5000)).toBe(120);
  });

  it('refills evenly', () => {
    const limiter = new CreditLimiter(600);
    spendAll(limiter, 5000);
    expect(limiter.spend(5099)).toBe(false);
    expect(spendAll(limiter, 5200)).toBe(2);
    expect(spendAll(limiter, 6200)).toBe(10);
  });

  it('never holds more than a burst, however long nothing was sent', () => {
    const limiter = new CreditLimiter(600);
    limiter.spend(1);
    expect(spendAll(limiter, 86_400_000)).toBe(120);
  });

  it('takes nothing for a refusal: who goes on too fast is let through again at the same moment', () => {
    const limiter = new CreditLimiter(60);
    spendAll(limiter, 1000);
    for (let at = 1000; at < 2000; at += 10) expect(limiter.spend(at)).toBe(false);
    expect(limiter.spend(2001)).toBe(true);
  });

  it('lets no more through in any time than the burst and what has refilled', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 1000 }), gaps, (perMinute, steps) => {
        const limiter = new CreditLimiter(perMinute);
        let now = 1;
        let passed = 0;
        for (const step of steps) {
          now += step;
          if (limiter.spend(now)) passed++;
        }
        expect(passed).toBeLessThanOrEqual(perMinute / 5 + ((now - 1) * perMinute) / 60_000 + 1e-6);
      }),
    );
  });
});
