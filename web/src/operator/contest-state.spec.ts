import { describe, expect, it } from '@jest/globals';
import type { ContestChanged, Snapshot } from '../../../src/protocol/frames.js';
import type { ItemFrame } from '../../../src/protocol/item.js';
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings.js';
import { hasGap, withFrame, withTally } from './contest-state.js';

const item = (opening: number): ItemFrame => ({
  contestItemId: 'i1',
  opening,
  number: 1,
  of: 2,
  warmUp: false,
  kind: 'choice',
  stem: '题干',
  choices: [],
  media: [],
  points: 10,
  timeLimitSeconds: 30,
  opensAt: null,
  closesAt: null,
});
const tally = { contestId: 'c', contestItemId: 'i1', responded: 1, of: 2 };
const snapshot: Snapshot = {
  audience: 'host',
  contestId: 'c',
  version: 4,
  serverAt: 1,
  phase: 'open',
  paused: false,
  nextAt: null,
  screen: 'contest',
  settings: { ...DEFAULT_SETTINGS, title: '竞赛', kind: 'regular', branches: [] },
  item: item(1),
  tally,
  host: { controllerId: 'o', controllerName: '甲', rundown: [] },
};
const frame = (version: number, more: Partial<ContestChanged> = {}): ContestChanged => ({
  contestId: 'c',
  version,
  previousVersion: version - 1,
  serverAt: 2,
  phase: 'closed',
  paused: false,
  nextAt: null,
  screen: 'contest',
  item: item(1),
  ...more,
});

describe('withFrame', () => {
  it('takes the state of a newer frame and keeps the figures of the same opening', () => {
    const next = withFrame(snapshot, frame(5));
    expect(next).toMatchObject({ version: 5, phase: 'closed', tally, host: { controllerId: 'o' } });
  });

  it('drops figures with another opening, and what the frame no longer has', () => {
    expect(withFrame(snapshot, frame(5, { item: item(2) }))).not.toHaveProperty('tally');
    const { item: _gone, ...without } = frame(5);
    const next = withFrame(snapshot, without);
    expect(next).not.toHaveProperty('item');
    expect(next).not.toHaveProperty('tally');
  });

  it('ignores older frames and other contests', () => {
    expect(withFrame(snapshot, frame(3))).toBe(snapshot);
    expect(withFrame(snapshot, frame(9, { contestId: 'other' }))).toBe(snapshot);
  });

  it('sees a gap', () => {
    expect(hasGap(snapshot, frame(5))).toBe(false);
    expect(hasGap(snapshot, frame(6))).toBe(true);
  });
});

describe('withTally', () => {
  it('ignores the tally of another item', () => {
    expect(withTally(snapshot, { ...tally, contestItemId: 'i2', responded: 9 })).toBe(snapshot);
    expect(withTally(snapshot, { ...tally, responded: 2 }).tally?.responded).toBe(2);
  });
});
