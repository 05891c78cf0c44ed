import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { dueOf, hasEnoughClasses, passwordIsDue, secondFactorIsDue } from './password-policy.js';
import { ROLES, TRUSTED_ROLES } from './rights.js';

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

describe('what a session owes', () => {
  const proof = fc.record({
    foreignPassword: fc.boolean(),
    enrolled: fc.boolean(),
    twoFactors: fc.boolean(),
    roles: fc.subarray([...ROLES]),
  });
  const policy = fc.constantFrom('offered' as const, 'administrators' as const, 'operators' as const);

  it('is a code before all else, and never nothing while the password is somebody else’s', () => {
    fc.assert(
      fc.property(proof, policy, (of, asked) => {
        const due = dueOf(of, asked);
        if (of.enrolled && !of.twoFactors) expect(due).toBe('code');
        else if (of.foreignPassword) expect(due).toBe('password');
        else expect(due).toBe(of.twoFactors || !secondFactorIsDue(of.roles, asked) ? null : 'second-factor');
      }),
    );
  });

  it('is a second factor for those whom the policy names', () => {
    for (const role of [...TRUSTED_ROLES, 'administrator' as const]) {
      expect(secondFactorIsDue(['host', role], 'administrators')).toBe(true);
      expect(secondFactorIsDue([role], 'offered')).toBe(false);
    }
    expect(secondFactorIsDue(['host'], 'administrators')).toBe(false);
    expect(secondFactorIsDue([], 'operators')).toBe(true);
  });
});
