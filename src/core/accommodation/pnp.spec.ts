import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { asksForMore, fromStored, isOutdated, PNP_FEATURES, toStored, type StatedNeeds } from './pnp.js';

const needs: fc.Arbitrary<StatedNeeds> = fc.record(
  {
    multiplier: fc.constantFrom(1, 1.3, 1.5, 2, 3),
    readAloud: fc.boolean(),
    largeText: fc.boolean(),
    reducedMotion: fc.boolean(),
    scanning: fc.boolean(),
  },
  { requiredKeys: ['multiplier'] },
);
const onlyWhatIsOn = (one: StatedNeeds) =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== false));

describe('needs in the words of PNP', () => {
  it('give every need one name', () => {
    const names = Object.values(PNP_FEATURES);
    expect(new Set(names).size).toBe(names.length);
  });

  it('come back as they were stated, through JSON', () => {
    fc.assert(
      fc.property(needs, (stated) => {
        expect(fromStored(JSON.parse(JSON.stringify(toStored(stated))))).toEqual(onlyWhatIsOn(stated));
      }),
    );
  });

  it('are written with their version and feature names', () => {
    expect(toStored({ multiplier: 1.5, readAloud: true, scanning: false })).toEqual({
      version: 1,
      accessForAllPnp: { 'additional-testing-time': { 'time-multiplier': 1.5 }, spoken: true },
    });
  });

  it('are read in the form of before, which is to be written anew', () => {
    const before = { multiplier: 2, largeText: true };
    expect(fromStored(before)).toEqual(before);
    expect([isOutdated(before), isOutdated(toStored(before))]).toEqual([true, false]);
  });

  it.each([null, 'x', [], {}, { version: 99, accessForAllPnp: {} }, { version: 1 }, { multiplier: '2' }])(
    'are not read out of %j',
    (stored) => {
      expect(fromStored(stored)).toBeNull();
    },
  );

  it('have to be decided on again when more time is asked for, not when less is', () => {
    expect(asksForMore(null, { multiplier: 1 })).toBe(false);
    expect(asksForMore(null, { multiplier: 1.3 })).toBe(true);
    expect(asksForMore({ multiplier: 2 }, { multiplier: 1.5 })).toBe(false);
    expect(asksForMore({ multiplier: 1.5 }, { multiplier: 2 })).toBe(true);
  });
});
