import { describe, expect, it } from '@jest/globals';
import type { ItemFrame } from '../../../src/protocol/item.js';
import { emptyResponse, fits, hasContent, kindKey, move, pair, responseLines, rightKeys } from './response.js';

const base: ItemFrame = {
  contestItemId: 'I1',
  opening: 1,
  number: 3,
  of: 20,
  warmUp: false,
  kind: 'choice',
  select: 'single',
  stem: '示例题',
  media: [],
  choices: [
    { id: 'p', label: 'A', text: '甲' },
    { id: 'q', label: 'B', text: '乙' },
    { id: 'r', label: 'C', text: '丙' },
  ],
  points: 10,
  timeLimitSeconds: 30,
  opensAt: 0,
  closesAt: 30_000,
};
const words = { yes: '正确', no: '错误' };

describe('responses', () => {
  it('name the kind', () => {
    expect(kindKey(base)).toBe('single');
    expect(kindKey({ kind: 'choice', select: 'multiple' })).toBe('multiple');
    expect(kindKey({ kind: 'ordering' })).toBe('ordering');
  });

  it('start empty, but an ordering starts as shown', () => {
    expect(emptyResponse(base)).toEqual({ choices: [] });
    expect(emptyResponse({ ...base, kind: 'true-false' })).toBeNull();
    expect(emptyResponse({ ...base, kind: 'fill-in', blanks: 2 })).toEqual({ texts: ['', ''] });
    expect(emptyResponse({ ...base, kind: 'ordering' })).toEqual({ order: ['p', 'q', 'r'] });
  });

  it.each([
    [null, false],
    [{ choices: [] }, false],
    [{ choices: ['p'] }, true],
    [{ value: false }, true],
    [{ texts: [' ', ''] }, false],
    [{ texts: ['', '二'] }, true],
    [{ pairs: [] }, false],
    [{ order: ['p'] }, true],
  ] as const)('%j has content: %s', (response, expected) => {
    expect(hasContent(response)).toBe(expected);
  });

  it('take a stored draft only where its ids fit', () => {
    expect(fits(base, { choices: ['q'] })).toBe(true);
    expect(fits(base, { choices: ['x'] })).toBe(false);
    expect(fits(base, { value: true })).toBe(false);
    expect(fits({ ...base, kind: 'ordering' }, { order: ['r', 'p', 'q'] })).toBe(true);
    expect(fits({ ...base, kind: 'ordering' }, { order: ['r', 'r', 'q'] })).toBe(false);
    expect(fits({ ...base, kind: 'fill-in', blanks: 2 }, { texts: ['一'] })).toBe(false);
    expect(
      fits({ ...base, kind: 'matching', targets: [{ id: 't', label: '1', text: '子' }] }, { pairs: [['p', 't']] }),
    ).toBe(true);
    expect(fits({ ...base, kind: 'matching', targets: [] }, { pairs: [['p', 't']] })).toBe(false);
    expect(fits(base, null)).toBe(false);
  });

  it('move an entry by one place and stop at the ends', () => {
    expect(move(['p', 'q', 'r'], 'q', -1)).toEqual(['q', 'p', 'r']);
    expect(move(['p', 'q', 'r'], 'q', 1)).toEqual(['p', 'r', 'q']);
    const order = ['p', 'q'];
    expect(move(order, 'p', -1)).toBe(order);
    expect(move(order, 'q', 1)).toBe(order);
  });

  it('pair each left entry once', () => {
    expect(pair([['p', 't']], 'p', 'u')).toEqual([['p', 'u']]);
    expect(pair([['p', 't']], 'q', 't')).toEqual([
      ['p', 't'],
      ['q', 't'],
    ]);
    expect(pair([['p', 't']], 'p', null)).toEqual([]);
  });

  it('read as people read them', () => {
    expect(responseLines(base, { choices: ['r', 'p'] }, words)).toEqual(['A，甲', 'C，丙']);
    expect(responseLines(base, { value: false }, words)).toEqual(['错误']);
    expect(responseLines(base, { texts: [['一', '壹'], ['二']] }, words)).toEqual(['（1）一 / 壹', '（2）二']);
    expect(responseLines(base, { order: ['q', 'p', 'r'] }, words)).toEqual(['1. B，乙', '2. A，甲', '3. C，丙']);
    expect(
      responseLines({ ...base, targets: [{ id: 't', label: '1', text: '子' }] }, { pairs: [['p', 't']] }, words),
    ).toEqual(['A，甲 — 1，子']);
    expect(responseLines(base, null, words)).toEqual([]);
  });

  it('name the right rows', () => {
    expect(rightKeys({ value: true })).toEqual(['true']);
    expect(rightKeys({ choices: ['q'] })).toEqual(['q']);
    expect(rightKeys({ order: ['q'] })).toEqual([]);
  });
});
