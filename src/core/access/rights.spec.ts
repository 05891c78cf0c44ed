import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  canHold,
  idleMinutes,
  keptRoles,
  RIGHTS,
  RIGHTS_OF,
  rightsOf,
  ROLES,
  TRUSTED_ROLES,
  type Right,
} from './rights.js';
import { checkSeparation, vacantRoles, type Holder } from './separation.js';

const someRoles = fc.subarray([...ROLES]);
const holders: fc.Arbitrary<Holder[]> = fc
  .array(someRoles, { maxLength: 6 })
  .map((all) => all.map((roles, index) => ({ id: `o${index}`, roles })));

/** No one of the three may come by these, alone or through what may be held besides. */
const NEVER_TRUSTED: readonly Right[] = [
  'contest.results',
  'score.propose',
  'score.confirm',
  'correction.apply',
  'needs.approve',
  'study.read',
  'study.keep',
  'study.approve',
  'study.configure',
  'statement.read',
];

describe('rights', () => {
  it('are each held by somebody besides the administrator, who holds all', () => {
    const others = ROLES.filter((role) => role !== 'administrator');
    expect(rightsOf(others)).toEqual([...RIGHTS]);
    expect(rightsOf(['administrator'])).toEqual([...RIGHTS]);
  });

  it('keep the three apart: who makes accounts grants nothing, who grants makes none, who audits changes nothing', () => {
    expect(RIGHTS_OF['system-administrator']).not.toContain('role.grant');
    expect(RIGHTS_OF['security-administrator']).not.toContain('account.manage');
    for (const right of RIGHTS_OF.auditor) expect(right).toMatch(/\.(read|export)$/);
    expect(RIGHTS.filter((right) => right.startsWith('audit.'))).toEqual(
      RIGHTS_OF.auditor.filter((right) => right.startsWith('audit.')),
    );
  });

  it('let whoever reads what people hand in decide about it: a list by name is for nobody else', () => {
    for (const role of ROLES) expect([role, RIGHTS_OF[role].includes('study.approve')]).toEqual([role, RIGHTS_OF[role].includes('study.read')]); // prettier-ignore
  });

  it('are more with more roles, never fewer', () => {
    fc.assert(
      fc.property(someRoles, someRoles, (one, other) => {
        const both = rightsOf([...one, ...other]);
        for (const right of [...rightsOf(one), ...rightsOf(other)]) expect(both).toContain(right);
      }),
    );
  });
});

describe('三员分立', () => {
  it('lets nobody hold two of the three, nor one of them with points, needs or responses', () => {
    fc.assert(
      fc.property(someRoles, (roles) => {
        if (canHold(roles, true) !== null) return;
        const trusted = roles.filter((role) => (TRUSTED_ROLES as readonly string[]).includes(role));
        expect(trusted.length).toBeLessThanOrEqual(1);
        expect(roles).not.toContain('administrator');
        if (trusted.length === 1) for (const right of NEVER_TRUSTED) expect(rightsOf(roles)).not.toContain(right);
      }),
    );
  });

  it('forbids more roles whatever forbids fewer, and simple mode forbids nothing', () => {
    fc.assert(
      fc.property(someRoles, someRoles, (roles, more) => {
        expect(canHold(roles, false)).toBeNull();
        if (canHold(roles, true) !== null) expect(canHold([...roles, ...more], true)).not.toBeNull();
      }),
    );
  });

  it('can be switched on exactly where three people hold the three roles and nobody holds too much', () => {
    fc.assert(
      fc.property(holders, (all) => {
        const { faults, leftWithout } = checkSeparation(all);
        const after = all.map(({ id, roles }) => ({ id, roles: roles.filter((role) => role !== 'administrator') }));
        const ready =
          vacantRoles(after, true).length === 0 && after.every(({ roles }) => canHold(roles, true) === null);
        expect(faults.length === 0).toBe(ready);
        expect(leftWithout).toEqual(
          all.filter(({ roles }) => roles.length === 1 && roles[0] === 'administrator').map(({ id }) => id),
        );
      }),
    );
  });

  it('names what is missing and who holds too much', () => {
    expect(
      checkSeparation([
        { id: 'a', roles: ['administrator', 'security-administrator'] },
        { id: 'b', roles: ['system-administrator', 'auditor'] },
        { id: 'c', roles: ['auditor', 'arbiter'] },
      ]).faults,
    ).toEqual([
      { kind: 'two-trusted', holderId: 'b' },
      { kind: 'trusted-with-contest', holderId: 'c' },
    ]);
    expect(checkSeparation([{ id: 'a', roles: ['administrator'] }]).faults).toEqual(
      TRUSTED_ROLES.map((role) => ({ kind: 'vacant', role })),
    );
  });

  it('keeps somebody who can mend things in either mode', () => {
    expect(keptRoles(false)).toEqual(['administrator']);
    expect(vacantRoles([{ id: 'a', roles: ['host'] }], false)).toEqual(['administrator']);
    expect(vacantRoles([{ id: 'a', roles: ['auditor'] }], true)).toEqual([
      'system-administrator',
      'security-administrator',
    ]);
  });
});

describe('idle time', () => {
  it('is shorter for those who keep the system', () => {
    expect(idleMinutes(['host'])).toBe(30);
    for (const role of [...TRUSTED_ROLES, 'administrator' as const]) expect(idleMinutes(['host', role])).toBe(15);
  });
});
