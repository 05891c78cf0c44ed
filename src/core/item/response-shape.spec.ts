import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correctResponseOf, itemArbitrary, responseArbitrary } from '../../../test/support/arbitraries.js';
import { checkResponse, isBlank, MAX_TEXT_LENGTH } from './response-shape.js';
import type { ChoiceItem, FillInItem, MatchingItem, OrderingItem, TrueFalseItem } from './types.js';

const common = { id: 'i', stem: '示例', media: [], explanation: '', source: null, points: 1000, timeLimitMs: 20_000 };
const choices = ['a', 'b', 'c'].map((id) => ({ id, text: id }));
const targets = ['x', 'y'].map((id) => ({ id, text: id }));
const trueFalse: TrueFalseItem = { ...common, kind: 'true-false', correct: true };
const single: ChoiceItem = { ...common, kind: 'choice', select: 'single', choices, correct: ['a'] };
const multiple: ChoiceItem = { ...common, kind: 'choice', select: 'multiple', choices, correct: ['a', 'b'] };
const fillIn: FillInItem = { ...common, kind: 'fill-in', blanks: [{ accepted: ['一'] }, { accepted: ['二'] }] };
const ordering: OrderingItem = { ...common, kind: 'ordering', choices, correct: ['c', 'b', 'a'] };
const matching: MatchingItem = {
  ...common,
  kind: 'matching',
  choices,
  targets,
  correct: [['a', 'x'], ['b', 'y'], ['c', 'x']],
}; // prettier-ignore

describe('checkResponse', () => {
  it.each([
    ['true', trueFalse, { value: true }],
    ['one choice', single, { choices: ['b'] }],
    ['no choice', single, { choices: [] }],
    ['several choices', multiple, { choices: ['c', 'a'] }],
    ['texts', fillIn, { texts: ['', 'x'.repeat(MAX_TEXT_LENGTH)] }],
    ['an order', ordering, { order: ['a', 'c', 'b'] }],
    ['no order', ordering, { order: [] }],
    ['pairs with a target used twice', matching, { pairs: [['a', 'x'], ['b', 'x']] }],
  ])('takes %s', (_, item, response) => {
    expect(checkResponse(item, response)).toEqual(response);
  }); // prettier-ignore

  it.each([
    ['the shape of another kind', trueFalse, { choices: ['a'] }],
    ['a word for a truth value', trueFalse, { value: 'true' }],
    ['a second property', trueFalse, { value: true, points: 100 }],
    ['two ids for a single choice', single, { choices: ['a', 'b'] }],
    ['an unknown id', multiple, { choices: ['d'] }],
    ['an id twice', multiple, { choices: ['a', 'a'] }],
    ['a string with ids for letters', multiple, { choices: 'ab' }],
    ['a missing text', fillIn, { texts: ['一'] }],
    ['one text too many', fillIn, { texts: ['一', '二', '三'] }],
    ['a text too long', fillIn, { texts: ['', 'x'.repeat(MAX_TEXT_LENGTH + 1)] }],
    ['a number for a text', fillIn, { texts: [1, 2] }],
    ['a NUL, which PostgreSQL cannot store', fillIn, { texts: ['a\0', ''] }],
    ['half a surrogate pair', fillIn, { texts: ['\ud83d', ''] }],
    ['half an order', ordering, { order: ['a', 'b'] }],
    ['an order with a repetition', ordering, { order: ['a', 'b', 'b'] }],
    ['a choice paired twice', matching, { pairs: [['a', 'x'], ['a', 'y']] }],
    ['a pair the wrong way round', matching, { pairs: [['x', 'a']] }],
    ['a triple', matching, { pairs: [['a', 'x', 'y']] }],
    ['null', single, null],
    ['an array', single, ['a']],
    ['nothing', single, undefined],
  ])('refuses %s', (_, item, response) => {
    expect(checkResponse(item, response)).toBeNull();
  }); // prettier-ignore

  it('returns a copy, not the object that came in', () => {
    const response = { choices: ['a'] };
    const checked = checkResponse(single, response);
    response.choices.push('b');
    expect(checked).toEqual({ choices: ['a'] });
  });

  it('never throws, whatever comes in, and takes only what it would take again', () => {
    const named = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom('value', 'choices', 'texts', 'order', 'pairs'), fc.anything(), { maxKeys: 2 }),
    );
    fc.assert(
      fc.property(itemArbitrary(), named, (item, anything) => {
        const checked = checkResponse(item, anything);
        if (checked !== null) expect(checkResponse(item, checked)).toEqual(checked);
      }),
      { numRuns: 500 },
    );
  });

  it('takes every response of the right shape unchanged', () => {
    const pairs = itemArbitrary().chain((item) => fc.tuple(fc.constant(item), responseArbitrary(item)));
    fc.assert(fc.property(pairs, ([item, response]) => expect(checkResponse(item, response)).toEqual(response)));
  });
});

describe('isBlank', () => {
  it.each([{ choices: [] }, { texts: ['', ' \u3000\u200b'] }, { order: [] }, { pairs: [] }])(
    'is true for %j',
    (response) => {
      expect(isBlank(response)).toBe(true);
    },
  );

  it('is false for a truth value and for any content', () => {
    expect(isBlank({ value: false })).toBe(false);
    expect(isBlank({ texts: ['', '一'] })).toBe(false);
    fc.assert(fc.property(itemArbitrary(), (item) => expect(isBlank(correctResponseOf(item))).toBe(false)));
  });
});
