import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { RIGHTS, rightsOf, ROLES, UNIT_ROLES, type Right } from '../core/access/rights.js';
import * as wire from '../protocol/access.js';
import { can } from './ability.js';

describe('ability', () => {
  it('is what the table of rights says', () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), (roles) => {
        const holder = { roles, unitId: 'unit-1' };
        expect(RIGHTS.filter((right) => can(holder, right))).toEqual(rightsOf(roles));
      }),
    );
  });

  it('ends at the own unit for a role that is confined to it, and is nothing without a unit', () => {
    const secretary = { roles: UNIT_ROLES, unitId: 'unit-1' };
    expect(can(secretary, 'roster.read')).toBe(true);
    expect(can(secretary, 'roster.read', { unitId: 'unit-1' })).toBe(true);
    expect(can(secretary, 'roster.read', { unitId: 'unit-2' })).toBe(false);
    expect(can({ roles: UNIT_ROLES, unitId: null }, 'roster.read')).toBe(false);
    expect(can({ roles: ['organiser', ...UNIT_ROLES], unitId: 'unit-1' }, 'roster.read', { unitId: 'unit-2' })).toBe(
      true,
    );
  });
});

describe('the wire', () => {
  it('has the same roles and rights', () => {
    const there: readonly wire.Right[] = RIGHTS;
    const back: readonly Right[] = there;
    expect(back).toEqual(RIGHTS);
    expect(wire.ROLES).toEqual(ROLES);
  });
});
