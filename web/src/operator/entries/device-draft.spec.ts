import { beforeEach, describe, expect, it } from '@jest/globals';

import { dropDraft, keepDraft, keptDraft } from './device-draft.js';

const AT = 1_770_000_000_000;
const MONTH_MS = 31 * 24 * 60 * 60_000;

class Shelf {
  readonly rows = new Map<string, string>();
  getItem = (key: string): string | null => this.rows.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.rows.set(key, value);
  removeItem = (key: string): void => void this.rows.delete(key);
}

let local: Shelf;
let session: Shelf;
beforeEach(() => {
  [local, session] = [new Shelf(), new Shelf()];
  Object.assign(globalThis, { window: { localStorage: local, sessionStorage: session } });
  dropDraft('o.new');
});

const draft = {
  keptAt: AT,
  version: 0,
  unitId: 'u',
  personId: null,
  changes: new Map([
    ['title', '示例'],
    ['attendance.a.state', 'absent'],
    ['attendance.a.reason', 'sick'],
    ['attendance.a.madeUpForm', 'braille'],
  ]),
};

describe('a draft on the device', () => {
  it('comes back whole in the same tab', () => {
    keepDraft('o.new', draft);
    expect(keptDraft('o.new', AT)).toEqual(draft);
    expect(keptDraft('other.new', AT)).toBeNull();
  });

  it('leaves reasons and forms of absence in the tab', () => {
    keepDraft('o.new', draft);
    expect([...local.rows.values()].join()).not.toMatch(/sick|braille/);
    expect([...session.rows.values()].join()).toMatch(/sick.*braille/);
  });

  it('is gone once it is dropped, and after a month', () => {
    keepDraft('o.new', draft);
    expect(keptDraft('o.new', AT + MONTH_MS)).toBeNull();
    dropDraft('o.new');
    expect(keptDraft('o.new', AT)).toBeNull();
    expect([local.rows.size, session.rows.size]).toEqual([0, 0]);
  });

  it('that is damaged is none', () => {
    local.setItem('xuesai.entry-draft.o.new', '{"keptAt":1,"changes":"x"}');
    expect(keptDraft('o.new', AT)).toBeNull();
  });
});
