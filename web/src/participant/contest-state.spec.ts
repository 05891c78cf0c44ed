import { describe, expect, it } from '@jest/globals';
import type { ContestChanged, OwnResult, Snapshot } from '../../../src/protocol/frames.js';
import type { ItemFrame } from '../../../src/protocol/item.js';
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings.js';
import { applyBoard, applyCaption, applyFrame, applyResult, applySnapshot } from './contest-state.js';

const item = (contestItemId: string, opening: number): ItemFrame => ({
  contestItemId,
  opening,
  number: 1,
  of: 2,
  warmUp: false,
  kind: 'choice',
  select: 'single',
  stem: '示例题',
  choices: [],
  media: [],
  points: 10,
  timeLimitSeconds: 30,
  opensAt: 0,
  closesAt: 30_000,
});
const snapshot: Snapshot = {
  audience: 'participant',
  contestId: 'C',
  version: 5,
  serverAt: 1,
  phase: 'open',
  paused: false,
  nextAt: null,
  screen: 'contest',
  settings: { ...DEFAULT_SETTINGS, title: '示例竞赛', kind: 'regular', branches: [] },
  item: item('I1', 1),
  ownResponse: { submissionId: 's', receivedAt: 9, response: { choices: ['p'] } },
};
const frame = (more: Partial<ContestChanged>): ContestChanged => ({
  contestId: 'C',
  version: 6,
  previousVersion: (more.version ?? 6) - 1,
  serverAt: 2,
  phase: 'closed',
  paused: false,
  nextAt: null,
  screen: 'contest',
  item: item('I1', 1),
  ...more,
});
const result = (contestItemId: string, total: number): OwnResult => ({
  contestId: 'C',
  contestItemId,
  opening: 1,
  outcome: 'correct',
  points: 10,
  total,
  rank: 2,
  branchRank: 1,
});

describe('a participant’s contest', () => {
  it('keeps the own response over close and reveal of the same opening', () => {
    const { state, gap } = applyFrame(snapshot, frame({}));
    expect(state).toMatchObject({ version: 6, phase: 'closed', ownResponse: { receivedAt: 9 } });
    expect(gap).toBe(false);
  });

  it('drops it for a new item and for a reopening', () => {
    expect(applyFrame(snapshot, frame({ phase: 'presenting', item: item('I2', 0) })).state.ownResponse).toBeUndefined();
    expect(applyFrame(snapshot, frame({ phase: 'open', item: item('I1', 2) })).state.ownResponse).toBeUndefined();
  });

  it('drops the last reveal when the next item comes', () => {
    const reveal = {
      correctResponse: { choices: ['p'] },
      explanation: '',
      source: null,
      distribution: [],
      responded: 1,
      voided: false,
    };
    const revealed = applyFrame(snapshot, frame({ phase: 'revealed', reveal })).state;
    expect(revealed.reveal).toEqual(reveal);
    expect(
      applyFrame(revealed, frame({ version: 7, phase: 'presenting', item: item('I2', 0) })).state.reveal,
    ).toBeUndefined();
  });

  it('ignores old frames and other contests, and reports a gap', () => {
    expect(applyFrame(snapshot, frame({ version: 4 })).state).toBe(snapshot);
    expect(applyFrame(snapshot, frame({ version: 5, serverAt: snapshot.serverAt })).state).toBe(snapshot);
    expect(applyFrame(snapshot, frame({ contestId: 'D' })).state).toBe(snapshot);
    expect(applyFrame(snapshot, frame({ version: 8 })).gap).toBe(true);
    // Voiding an open item closes it too: two events, one frame, nothing missed.
    expect(applyFrame(snapshot, frame({ version: 7, previousVersion: 5 })).gap).toBe(false);
  });

  it('keeps a result that overtook its reveal', () => {
    const early = applyResult(snapshot, result('I1', 10));
    expect(applyFrame(early, frame({ phase: 'revealed' })).state.ownResult).toMatchObject({ total: 10 });
  });

  it('keeps the last standing to the end, where no item is on show', () => {
    const now = applyResult(applyFrame(snapshot, frame({ phase: 'revealed' })).state, { ...result('I1', 20), rank: 2 });
    const { item: _item, ...ended } = frame({ version: 7, phase: 'ended' });
    expect(applyFrame(now, ended).state.ownResult).toMatchObject({ total: 20, rank: 2 });
    const { item: _next, ...introducing } = frame({ version: 7, phase: 'introducing' });
    expect(applyFrame(now, introducing).state.ownResult).toBeUndefined();
  });

  it('takes a correction of an earlier item into total and rank only', () => {
    const now = applyResult(applyFrame(snapshot, frame({ phase: 'revealed' })).state, result('I1', 20));
    const corrected = applyResult(now, { ...result('I0', 10), outcome: 'void', rank: 5 });
    expect(corrected.ownResult).toMatchObject({ contestItemId: 'I1', outcome: 'correct', total: 10, rank: 5 });
    expect(corrected.ownTotal).toBe(10);
  });

  it('takes only newer boards and each caption once', () => {
    const board = {
      contestId: 'C',
      revision: 2,
      rows: [],
      branches: [],
      formula: 'mean',
      asOfItem: 1,
      totalParticipants: 0,
      pointsPossible: 10,
    } as const;
    const withBoard = applyBoard(snapshot, board);
    expect(applyBoard(withBoard, { ...board, revision: 1 })).toBe(withBoard);
    const caption = { sequence: 1, text: '示例字幕', at: 1 };
    expect(applyCaption(applyCaption(snapshot, caption), caption).captions).toEqual([caption]);
  });

  it('never goes back to an older snapshot', () => {
    expect(applySnapshot(snapshot, { ...snapshot, version: 4 })).toBe(snapshot);
    expect(applySnapshot(null, snapshot)).toBe(snapshot);
  });
});
