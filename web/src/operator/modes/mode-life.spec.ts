import { describe, expect, it } from '@jest/globals';
import type { ModeRevisionInfo } from '@protocol/study-setup.js';

import { modeNow, moved } from './mode-life.js';

const revision = (name: string, effectiveFrom: string): ModeRevisionInfo => ({
  name,
  meaning: '',
  evidence: [],
  effectiveFrom,
  createdAt: 0,
  by: null,
});

describe('a mode on a day', () => {
  const revisions = [
    revision('今天改的', '2026-03-01'),
    revision('明年', '2027-01-01'),
    revision('后来', '2026-03-01'),
    revision('起初', '2026-01-01'),
  ];

  it('is what the latest revision that has begun says, the later made of two', () => {
    expect(modeNow({ revisions }, '2026-03-01').now?.name).toBe('今天改的');
    expect(modeNow({ revisions }, '2026-02-01').now?.name).toBe('起初');
    expect(modeNow({ revisions }, '2027-01-01').now?.name).toBe('明年');
  });

  it('tells what comes, the nearest first', () => {
    const names = (day: string) => modeNow({ revisions }, day).coming.map(({ name }) => name);
    expect(names('2026-03-01')).toEqual(['明年']);
    expect(names('2025-01-01')[0]).toBe('起初');
  });
});

it('an order is changed by one place and no further than its ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 'x', 1)).toEqual(['a', 'b', 'c']);
});
