import { beforeEach, describe, expect, it } from '@jest/globals';
import { clearDrafts, keepDraft } from '../drafts.js';
import { draftName, draftOf, emptyFields, newOnDevice, sameFields } from './reflection-draft.js';

const WRITTEN = { ...emptyFields(null), title: '示例', words: '示例内容', campaignId: 'c1', baseVersion: null };

beforeEach(clearDrafts);

describe('a reflection on the device', () => {
  it('is found again, and listed where the server has never seen it', () => {
    keepDraft('p1', draftName('new-1'), WRITTEN);
    keepDraft('p1', draftName('r1'), { ...WRITTEN, baseVersion: 5 });
    keepDraft('p1', draftName('new-2'), { ...WRITTEN, campaignId: 'c2' });
    keepDraft('p2', draftName('new-3'), WRITTEN);
    expect(draftOf('p1', 'r1')?.baseVersion).toBe(5);
    expect(newOnDevice('p1', 'c1')).toEqual([{ id: 'new-1', title: '示例' }]);
  });

  it('is nothing where what lies there is of another shape', () => {
    for (const kept of [
      null,
      7,
      {},
      { ...WRITTEN, words: 3 },
      { ...WRITTEN, form: 'song' },
      { ...WRITTEN, bookId: 1 },
    ]) {
      keepDraft('p1', draftName('new-1'), kept);
      expect([kept, draftOf('p1', 'new-1'), newOnDevice('p1', 'c1')]).toEqual([kept, null, []]);
    }
  });

  it('is the same as what was saved, whatever blanks stand around it', () => {
    expect(sameFields(WRITTEN, { ...WRITTEN, words: '示例内容 \n' })).toBe(true);
    expect(sameFields(WRITTEN, { ...WRITTEN, form: 'voice' })).toBe(false);
    expect(sameFields(WRITTEN, { ...WRITTEN, bookId: 'b1' })).toBe(false);
    expect(sameFields(WRITTEN, { ...WRITTEN, transcript: '示例' })).toBe(false);
  });
});
