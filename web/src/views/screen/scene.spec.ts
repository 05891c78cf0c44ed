import { describe, expect, it } from '@jest/globals';
import { PHASES, type Snapshot } from '../../../../src/protocol/frames.js';
import { sceneOf } from './scene.js';

const at = (phase: Snapshot['phase'], screen: Snapshot['screen'] = 'contest', reveal = false) =>
  sceneOf({ phase, screen, ...(reveal ? { reveal: {} as NonNullable<Snapshot['reveal']> } : {}) });

describe('sceneOf', () => {
  it('follows the phase', () => {
    expect(PHASES.map((phase) => at(phase))).toEqual([
      'waiting',
      'join',
      'introducing',
      'item',
      'item',
      'item',
      'item',
      'board',
      'board',
    ]);
  });

  it('shows the reveal only once there is one', () => {
    expect(at('revealed', 'contest', true)).toBe('reveal');
  });

  it('is blank in every phase when the host says so', () => {
    expect(new Set(PHASES.map((phase) => at(phase, 'blank', true)))).toEqual(new Set(['blank']));
  });

  it('shows board and way in over the item, but neither of a draft', () => {
    expect([at('open', 'leaderboard'), at('open', 'join'), at('draft', 'leaderboard'), at('draft', 'join')]).toEqual([
      'board',
      'join',
      'waiting',
      'waiting',
    ]);
  });
});
