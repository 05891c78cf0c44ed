import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { hasEnoughClasses, passwordIsDue } from './password-policy.js';

const DAY = 86_400_000;

describe('classes of characters', () => {
  it.each([
    ['orbit lantern gravel mint', false],
    ['orbit lantern gravel 2026', true],
    ['Orbit2026lantern', true],
    ['Orbit lantern', true],
    ['学习强国orbit2026', true],
    ['ORBIT2026', false],
  ])('%s has three of four: %s', (password, enough) => {
    expect(hasEnoughClasses(password, 'dengbao')).toBe(enough);
    expect(hasEnoughClasses(password, 'asvs')).toBe(true);
  });
});

describe('a password', () => {
  it('is due after 90 days for those who keep the system, after 180 for others', () => {
    const due = (roles: Parameters<typeof passwordIsDue>[0]['roles'], days: number) =>
      passwordIsDue({ changedAt: 0, roles }, 'dengbao', days * DAY);
    expect([due(['auditor'], 89.9), due(['auditor'], 90)]).toEqual([false, true]);
    expect([due(['host'], 179.9), due(['host'], 180)]).toEqual([false, true]);
    expect(passwordIsDue({ changedAt: null, roles: ['host'] }, 'dengbao', 0)).toBe(true);
  });

  it('is never due by time alone under asvs, and once due stays due', () => {
    fc.assert(
      fc.property(fc.option(fc.nat()), fc.nat(), fc.nat(), (changedAt, now, later) => {
        const of = { changedAt, roles: ['host'] as const };
        expect(passwordIsDue(of, 'asvs', now)).toBe(false);
        if (passwordIsDue(of, 'dengbao', now)) expect(passwordIsDue(of, 'dengbao', now + later)).toBe(true);
      }),
    );
  });
});
