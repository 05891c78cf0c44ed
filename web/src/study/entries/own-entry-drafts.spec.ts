import { beforeEach, describe, expect, it } from '@jest/globals';
import { clearDrafts, keepDraft } from '../drafts.js';
import { entriesOnDevice, ownShelf } from './own-entry-drafts.js';

const shelf = ownShelf(() => 'p1');
const draft = (keptAt: number, title: string) => ({
  keptAt,
  version: 0,
  unitId: '',
  personId: null,
  changes: new Map<string, string | readonly string[]>([
    ['title', title],
    ['modes', ['self']],
  ]),
});

beforeEach(clearDrafts);

describe('an own entry on the device', () => {
  it('comes back whole to whoever wrote it, however long it lay there, and to nobody else', () => {
    shelf.keep('new-1', draft(1, '示例'));
    expect(shelf.kept('new-1', Number.MAX_SAFE_INTEGER)).toEqual(draft(1, '示例'));
    expect(ownShelf(() => 'p2').kept('new-1', 1)).toBeNull();
    shelf.drop('new-1');
    expect(shelf.kept('new-1', 1)).toBeNull();
  });

  it('is listed, the last first, and nothing that is no entry', () => {
    shelf.keep('new-1', draft(1, '示例一'));
    shelf.keep('e2', { ...draft(2, '示例二'), changes: new Map([['minutes', 5]]) });
    keepDraft('p1', 'reflection.new-3', { title: '示例心得' });
    keepDraft('p1', 'entry.new-4', { keptAt: 'x' });
    ownShelf(() => 'p2').keep('new-5', draft(3, '另一位'));
    expect(entriesOnDevice('p1')).toEqual([
      { id: 'e2', title: '' },
      { id: 'new-1', title: '示例一' },
    ]);
  });

  it('is gone once they leave by the button', () => {
    shelf.keep('new-1', draft(1, '示例'));
    clearDrafts();
    expect(entriesOnDevice('p1')).toEqual([]);
  });
});
