import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correctResponseOf, itemArbitrary, ruleArbitrary } from '../../../test/support/arbitraries.js';
import { judge } from './judge.js';
import { keyOf, withKey } from './key.js';
import type { ChoiceItem, CorrectResponse, FillInItem } from './types.js';

const item = itemArbitrary();
const pairs = fc.tuple(item, item).filter(([a, b]) => a.kind === b.kind);

describe('a corrected key', () => {
  it('that is the one of the item changes nothing', () => {
    fc.assert(fc.property(item, (one) => expect(keyOf(withKey(one, keyOf(one))!)).toEqual(keyOf(one))));
  });

  it('is the key of the item from then on, and earns the full points', () => {
    fc.assert(
      fc.property(pairs, ruleArbitrary, ([one, other], rule) => {
        const corrected = withKey(one, keyOf(other));
        if (corrected === null) return;
        expect(keyOf(corrected)).toEqual(keyOf(other));
        expect({ ...corrected, ...(one as object) }).toEqual(one);
        expect(judge(corrected, rule, correctResponseOf(corrected)).outcome).toBe('correct');
      }),
    );
  });

  it('of another kind does not fit', () => {
    fc.assert(
      fc.property(item, item, (one, other) => {
        if (Object.keys(keyOf(one))[0] !== Object.keys(keyOf(other))[0]) expect(withKey(one, keyOf(other))).toBeNull();
      }),
    );
  });

  const common = { id: 'i', stem: '示例', media: [], explanation: '', source: null, points: 100, timeLimitMs: 1000 };
  const choices = ['a', 'b', 'c'].map((id) => ({ id, text: id }));
  const single: ChoiceItem = { ...common, kind: 'choice', select: 'single', choices, correct: ['a'] };
  const multiple: ChoiceItem = { ...single, select: 'multiple' };
  const fillIn: FillInItem = {
    ...common,
    kind: 'fill-in',
    blanks: [{ accepted: ['一'], range: { min: 1, max: 2 } }, { accepted: ['二'] }],
  };

  it.each<[string, ChoiceItem | FillInItem, CorrectResponse]>([
    ['two choices for a single one', single, { choices: ['a', 'b'] }],
    ['no choice', multiple, { choices: [] }],
    ['a choice twice', multiple, { choices: ['a', 'a'] }],
    ['an unknown choice', multiple, { choices: ['a', 'z'] }],
    ['fewer blanks', fillIn, { texts: [['一']] }],
    ['a blank without a text', fillIn, { texts: [['一'], [' ']] }],
  ])('does not fit: %s', (_name, one, key) => {
    expect(withKey(one, key)).toBeNull();
  });

  it('leaves the numeric ranges of blanks alone', () => {
    expect(withKey(fillIn, { texts: [['三', '叁'], ['四']] })).toMatchObject({
      blanks: [{ accepted: ['三', '叁'], range: { min: 1, max: 2 } }, { accepted: ['四'] }],
    });
  });
});
