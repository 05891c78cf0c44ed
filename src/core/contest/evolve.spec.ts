import { describe, expect, it } from '@jest/globals';
import {
  LIMIT_MS,
  perform,
  playAll,
  samplePlan,
  SERVER,
  START,
  TO_ENDED,
  TO_FINALIZED,
  TO_LOBBY,
  TO_OPEN,
  TO_REVEALED,
} from '../../../test/support/contest-plans.js';
import { evolve, initialState, replay } from './evolve.js';
import type { ContestEvent } from './types.js';

const plan = samplePlan();

describe('evolve', () => {
  it('starts as a draft with every item pending', () => {
    expect(initialState(plan)).toMatchObject({ phase: 'draft', version: 0, controllerId: null, screen: 'contest' });
    expect(Object.values(initialState(plan).items).map(({ status }) => status)).toEqual(
      Array.from({ length: 6 }, () => 'pending'),
    );
  });

  it('forgets the run but not its version when the lobby returns to draft', () => {
    const back = playAll(plan, [...TO_LOBBY, { type: 'show-screen', view: 'join' }, { type: 'return-to-draft' }]);
    expect(back).toEqual({ ...initialState(plan), version: 3 });
  });

  it('takes the items of the plan as it is when the lobby opens', () => {
    const edited = samplePlan({ rounds: [plan.rounds[1]!] });
    expect(Object.keys(evolve(edited, initialState(plan), { type: 'lobby-opened', controllerId: null }).items)).toEqual(
      ['a1', 'a2'],
    );
  });

  it('keeps every opening with its extensions and standstills', () => {
    let state = playAll(plan, TO_OPEN);
    state = perform(plan, state, { type: 'extend-item', ms: 5000 });
    state = perform(plan, state, { type: 'widen-window', windowMultiplier: 2 });
    state = perform(plan, state, { type: 'pause' }, START + 100);
    state = perform(plan, state, { type: 'resume' }, START + 300);
    state = perform(
      plan,
      state,
      { type: 'bridge-outage', lastHeartbeatAt: START + 400, allowanceMs: 50 },
      START + 500,
      SERVER,
    );
    expect(state.items['a1']!.openings).toEqual([
      {
        number: 1,
        opensAt: START,
        timeLimitMs: LIMIT_MS + 5000,
        windowMultiplier: 2,
        standstills: [
          { from: START + 100, to: START + 300 },
          { from: START + 400, to: START + 550 },
        ],
        closedAt: null,
      },
    ]);
  });

  it('never narrows a window', () => {
    const wide = perform(plan, playAll(plan, TO_OPEN), { type: 'widen-window', windowMultiplier: 3 });
    const event: ContestEvent = { type: 'window-widened', contestItemId: 'a1', windowMultiplier: 2 };
    expect(evolve(plan, wide, event).items['a1']!.openings[0]!.windowMultiplier).toBe(3);
  });

  it('changes no earlier state', () => {
    const before = playAll(plan, TO_OPEN);
    const copy = structuredClone(before);
    perform(plan, before, { type: 'pause' }, START + 1);
    perform(plan, before, { type: 'void-item', contestItemId: 'a1', reason: 'x' });
    expect(before).toEqual(copy);
  });

  it('shows no item once the contest has ended', () => {
    expect(playAll(plan, TO_REVEALED).currentItemId).toBe('a1');
    expect(playAll(plan, TO_ENDED)).toMatchObject({ phase: 'ended', currentItemId: null, nextAt: null });
    expect(playAll(plan, TO_FINALIZED)).toMatchObject({ phase: 'finalized', version: TO_FINALIZED.length });
  });

  it('throws on an event that it does not know', () => {
    const foreign = { type: 'buzzer-pressed' } as unknown as ContestEvent;
    expect(() => replay(plan, [foreign])).toThrow('buzzer-pressed');
  });
});
