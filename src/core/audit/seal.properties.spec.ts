import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { keyedDigest, plainDigest } from '../../../test/support/keyed-digest.js';
import { sealOf, type Sealed } from './seal.js';

const sealed = fc.record<Sealed>({
  kind: fc.constantFrom('one', 'two'),
  subjectId: fc.string({ maxLength: 3 }),
  salt: fc.string({ maxLength: 3 }),
  values: fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.constant(null)), { maxLength: 3 }),
});

describe('the seal of a text', () => {
  it('is the same for the same, and another for anything else', () => {
    fc.assert(
      fc.property(sealed, sealed, (one, other) => {
        const same = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
        expect(sealOf(one, keyedDigest) === sealOf(other, keyedDigest)).toBe(same);
      }),
    );
  });

  it('is another under another key and with another salt', () => {
    const one: Sealed = { kind: 'name', subjectId: 'p', salt: 'a', values: ['示例'] };
    expect(sealOf(one, keyedDigest)).not.toBe(sealOf(one, plainDigest));
    expect(sealOf(one, keyedDigest)).not.toBe(sealOf({ ...one, salt: 'b' }, keyedDigest));
  });
});
