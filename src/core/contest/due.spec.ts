import { describe, expect, it } from '@jest/globals';
import {
  LIMIT_MS,
  perform,
  playAll,
  samplePlan,
  speedPlan,
  START,
  TO_CLOSED,
  TO_ENDED,
  TO_INTRODUCING,
  TO_LOBBY,
  TO_OPEN,
  TO_PRESENTING,
  TO_REVEALED,
} from '../../../test/support/contest-plans.js';
import { nextDue } from './due.js';
import { initialState } from './evolve.js';

const host = samplePlan();
const auto = samplePlan({ advance: 'auto' });
const CLOSING = { type: 'close-item', reason: 'time', override: false, stillResponding: 0 };

describe('nextDue', () => {
  it('closes an item a grace after its last deadline, in both modes', () => {
    for (const plan of [host, auto, speedPlan()]) {
      const open = playAll(plan, TO_OPEN);
      expect(nextDue(plan, open)).toEqual({ at: START + LIMIT_MS + 1000, command: CLOSING });
      const wide = perform(plan, open, { type: 'widen-window', windowMultiplier: 1.5 });
      expect(nextDue(plan, wide)!.at).toBe(START + 1.5 * LIMIT_MS + 1000);
    }
  });

  it.each([TO_INTRODUCING, TO_PRESENTING, TO_OPEN])('does nothing while paused', (...commands) => {
    const paused = playAll(auto, [...commands, { type: 'pause' }]);
    expect(nextDue(auto, paused)).toBeNull();
    expect(nextDue(auto, perform(auto, paused, { type: 'resume' }, START + 50))).not.toBeNull();
  });

  it('waits for the host in every other phase of a host-driven contest', () => {
    for (const commands of [[], TO_LOBBY, TO_INTRODUCING, TO_PRESENTING, TO_CLOSED, TO_REVEALED, TO_ENDED]) {
      expect(nextDue(host, playAll(host, commands))).toBeNull();
    }
  });

  it('starts and finalizes no contest by itself', () => {
    expect(nextDue(auto, initialState(auto))).toBeNull();
    expect(nextDue(auto, playAll(auto, TO_LOBBY))).toBeNull();
    expect(nextDue(auto, playAll(auto, TO_ENDED))).toBeNull();
  });

  it('keeps the timeline of an auto-advance contest', () => {
    expect(nextDue(auto, playAll(auto, TO_INTRODUCING))).toEqual({
      at: START + 8000,
      command: { type: 'present-item' },
    });
    expect(nextDue(auto, playAll(auto, TO_PRESENTING))).toEqual({
      at: START + 5000,
      command: { type: 'open-item', windowMultiplier: 1 },
    });
    expect(nextDue(auto, playAll(auto, TO_CLOSED))).toEqual({ at: START, command: { type: 'reveal-item' } });
    expect(nextDue(auto, playAll(auto, TO_REVEALED))).toEqual({
      at: START + 12_000,
      command: { type: 'present-item' },
    });
  });

  it('goes on to the next round, and to the end, when a round has nothing left', () => {
    const used = playAll(auto, [...TO_REVEALED, { type: 'skip-item' }]);
    expect(nextDue(auto, used)).toEqual({ at: START + 12_000, command: { type: 'introduce-round' } });
    const single = samplePlan({ advance: 'auto', rounds: [host.rounds[1]!] });
    const last = playAll(single, [...TO_REVEALED, { type: 'skip-item' }]);
    expect(nextDue(single, last)).toEqual({ at: START + 12_000, command: { type: 'end' } });
  });

  it('skips an item that was voided while it was read', () => {
    const voided = playAll(auto, [...TO_PRESENTING, { type: 'void-item', contestItemId: 'a1', reason: 'x' }]);
    expect(nextDue(auto, voided)).toEqual({ at: START + 5000, command: { type: 'skip-item' } });
  });
});
