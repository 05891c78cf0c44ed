import { beforeEach, describe, expect, it } from '@jest/globals';
import { clearDrafts, draftsOf, dropDraft, keepDraft } from './drafts.js';

beforeEach(clearDrafts);

describe('drafts on the device', () => {
  it('are found again by the person who wrote them, and by nobody else', () => {
    keepDraft('a', 'one', { words: '示例' });
    keepDraft('a', 'two', { words: '示例二' });
    keepDraft('b', 'one', { words: '另一位' });
    expect(draftsOf('a')).toEqual({ one: { words: '示例' }, two: { words: '示例二' } });
    expect(draftsOf('b')).toEqual({ one: { words: '另一位' } });
    expect(draftsOf('c')).toEqual({});
  });

  it('go when they are saved, and all of them when somebody leaves', () => {
    keepDraft('a', 'one', 1);
    keepDraft('a', 'one', 2);
    dropDraft('a', 'one');
    dropDraft('a', 'unknown');
    expect(draftsOf('a')).toEqual({});
    keepDraft('b', 'one', 1);
    clearDrafts();
    expect(draftsOf('b')).toEqual({});
  });
});
