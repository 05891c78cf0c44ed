import { describe, expect, it } from '@jest/globals';
import { addressOf, filterOf, isFiltered, NO_FILTER, requestOf } from './item-query.js';

describe('the list of items in the address of the page', () => {
  it('a plain list has a plain address', () => {
    expect(addressOf(NO_FILTER)).toEqual({});
    expect(filterOf({})).toEqual(NO_FILTER);
    expect(isFiltered({ ...NO_FILTER, sort: 'changed', page: 3 })).toBe(false);
  });

  it('what is asked for comes back from the address', () => {
    const filter = {
      text: '自由 平等',
      status: 'reviewed',
      kind: 'choice-multiple',
      tag: '总则',
      difficulty: '4',
      warning: 'media',
      batchId: 'b1',
      sort: 'changed',
      page: 3,
    } as const;
    expect(filterOf(addressOf(filter))).toEqual(filter);
    expect(isFiltered(filter)).toBe(true);
    expect(requestOf(filter)).toEqual({
      ...filter,
      kind: 'choice',
      select: 'multiple',
      difficulty: 4,
      size: 50,
    });
  });

  it.each([
    { status: 'secret', sort: 'up', page: '-1', kind: ['a'] },
    { page: 'x', difficulty: '9', warning: '' },
  ])('what is not known falls away: %j', (query) => {
    expect(filterOf(query)).toEqual(NO_FILTER);
  });

  it('the server is asked for no more than is set', () => {
    expect(requestOf({ ...NO_FILTER, text: ' ', kind: 'true-false' }, 200)).toEqual({
      kind: 'true-false',
      sort: 'key',
      page: 1,
      size: 200,
    });
  });
});
