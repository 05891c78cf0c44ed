import { describe, expect, it } from '@jest/globals';
import {
  CLOSE,
  FINALIZE,
  HOST,
  OTHER_HOST,
  perform,
  playAll,
  refusalOf,
  samplePlan,
  SERVER,
  START,
  TO_CLOSED,
  TO_ENDED,
  TO_FINALIZED,
  TO_INTRODUCING,
  TO_LOBBY,
  TO_OPEN,
  TO_PRESENTING,
  TO_REVEALED,
} from '../../../test/support/contest-plans.js';
import { decide } from './decide.js';
import { initialState } from './evolve.js';
import type { Command, ContestState } from './types.js';

const plan = samplePlan();
const auto = samplePlan({ advance: 'auto' });
const draft = initialState(plan);

const eventsOf = (contest: typeof plan, state: ContestState, command: Command, now = START, actor = HOST) => {
  const decision = decide(contest, state, command, { actor, expectedVersion: state.version, now });
  return decision.ok ? decision.value : decision.error.code;
};

describe('version', () => {
  const lobby = playAll(plan, TO_LOBBY);
  const command: Command = { type: 'introduce-round' };

  it('refuses a sender who saw another version, before anything else', () => {
    for (const expectedVersion of [0, 2]) {
      expect(decide(plan, lobby, command, { actor: OTHER_HOST, expectedVersion, now: START })).toEqual({
        ok: false,
        error: { code: 'contest.version-conflict' },
      });
    }
  });

  it('makes a double press harmless', () => {
    const context = { actor: HOST, expectedVersion: lobby.version, now: START };
    expect(decide(plan, lobby, command, context).ok).toBe(true);
    const after = perform(plan, lobby, command);
    expect(decide(plan, after, command, context)).toMatchObject({ error: { code: 'contest.version-conflict' } });
  });

  it('is not checked where the sender names none', () => {
    expect(decide(plan, lobby, command, { actor: SERVER, expectedVersion: null, now: START }).ok).toBe(true);
  });
});

describe('control', () => {
  const lobby = playAll(plan, TO_LOBBY);

  it('goes to who opens the lobby', () => {
    expect(eventsOf(plan, draft, { type: 'open-lobby' })).toEqual([{ type: 'lobby-opened', controllerId: 'host-1' }]);
    expect(eventsOf(plan, draft, { type: 'open-lobby' }, START, SERVER)).toEqual([
      { type: 'lobby-opened', controllerId: null },
    ]);
  });

  it('is needed for every command but taking over', () => {
    expect(refusalOf(plan, lobby, { type: 'introduce-round' }, START, OTHER_HOST)).toBe('contest.not-in-control');
    expect(refusalOf(plan, lobby, { type: 'show-screen', view: 'join' }, START, OTHER_HOST)).toBe(
      'contest.not-in-control',
    );
    expect(eventsOf(plan, lobby, { type: 'take-over' }, START, OTHER_HOST)).toEqual([
      { type: 'control-taken', operatorId: 'host-2' },
    ]);
    const taken = perform(plan, lobby, { type: 'take-over' }, START, OTHER_HOST);
    expect(refusalOf(plan, taken, { type: 'introduce-round' }, START, OTHER_HOST)).toBeNull();
    expect(refusalOf(plan, taken, { type: 'introduce-round' }, START, HOST)).toBe('contest.not-in-control');
  });

  it('is never needed by the server, which cannot take it', () => {
    expect(refusalOf(plan, lobby, { type: 'introduce-round' }, START, SERVER)).toBeNull();
    expect(refusalOf(plan, lobby, { type: 'take-over' }, START, SERVER)).toBe('contest.not-in-control');
  });

  it('does not exist in a draft', () => {
    expect(refusalOf(plan, draft, { type: 'show-screen', view: 'blank' }, START, OTHER_HOST)).toBeNull();
    expect(refusalOf(plan, draft, { type: 'take-over' })).toBe('contest.wrong-phase');
  });
});

describe('lobby and rounds', () => {
  it('opens only a contest with an item that counts', () => {
    expect(refusalOf(samplePlan({ rounds: [] }), draft, { type: 'open-lobby' })).toBe('contest.no-items');
    const warmUpOnly = samplePlan({ rounds: [plan.rounds[0]!] });
    expect(refusalOf(warmUpOnly, draft, { type: 'open-lobby' })).toBe('contest.no-items');
  });

  it('returns to draft from the lobby alone', () => {
    expect(eventsOf(plan, playAll(plan, TO_LOBBY), { type: 'return-to-draft' })).toEqual([
      { type: 'returned-to-draft' },
    ]);
    expect(refusalOf(plan, playAll(plan, TO_INTRODUCING), { type: 'return-to-draft' })).toBe('contest.wrong-phase');
  });

  it('introduces the first round that was not introduced, even after a jump', () => {
    const jumped = playAll(plan, [...TO_LOBBY, { type: 'introduce-round', roundId: 'first' }]);
    expect(eventsOf(plan, jumped, { type: 'introduce-round' })).toEqual([
      { type: 'round-introduced', roundIndex: 0, nextAt: null },
    ]);
    const all = playAll(plan, [
      ...TO_LOBBY,
      { type: 'introduce-round' },
      { type: 'introduce-round' },
      { type: 'introduce-round' },
    ]);
    expect(all.roundIndex).toBe(2);
    expect(refusalOf(plan, all, { type: 'introduce-round' })).toBe('round.unknown');
  });

  it('introduces a round by its id, an earlier one too', () => {
    const second = playAll(plan, [...TO_LOBBY, { type: 'introduce-round', roundId: 'second' }]);
    expect(second.roundIndex).toBe(2);
    expect(perform(plan, second, { type: 'introduce-round', roundId: 'warm-up' }).roundIndex).toBe(0);
    expect(refusalOf(plan, second, { type: 'introduce-round', roundId: 'third' })).toBe('round.unknown');
  });
});

describe('ending', () => {
  it('ends after an introduction or a reveal, paused or not', () => {
    expect(eventsOf(plan, playAll(plan, TO_REVEALED), { type: 'end' })).toEqual([
      { type: 'contest-ended', endedAt: START },
    ]);
    const paused = playAll(plan, [...TO_INTRODUCING, { type: 'pause' }]);
    expect(perform(plan, paused, { type: 'end' })).toMatchObject({ phase: 'ended', pausedAt: null });
    expect(refusalOf(plan, playAll(plan, TO_OPEN), { type: 'end' })).toBe('contest.wrong-phase');
  });

  it('finalizes an ended contest once and for all', () => {
    expect(eventsOf(plan, playAll(plan, TO_ENDED), { ...FINALIZE, resultDigest: 'd' })).toEqual([
      { type: 'contest-finalized', resultDigest: 'd', early: '示例理由' },
    ]);
    expect(refusalOf(plan, playAll(plan, TO_REVEALED), { ...FINALIZE, resultDigest: 'd' })).toBe('contest.wrong-phase');
    const finalized = playAll(plan, TO_FINALIZED);
    for (const command of [
      { type: 'take-over' },
      { type: 'show-screen', view: 'join' },
      { type: 'void-item', contestItemId: 'a1', reason: 'x' },
    ] as const) {
      expect(refusalOf(plan, finalized, command)).toBe('contest.wrong-phase');
    }
  });
});

describe('pause and outage', () => {
  it('records when, and moves the due time of the timeline by the whole pause', () => {
    const introducing = perform(auto, playAll(auto, TO_LOBBY), { type: 'introduce-round' });
    expect(introducing.nextAt).toBe(START + 8000);
    const paused = perform(auto, introducing, { type: 'pause' }, START + 3000);
    expect(eventsOf(auto, paused, { type: 'resume' }, START + 63_000)).toEqual([
      { type: 'contest-resumed', resumedAt: START + 63_000, nextAt: START + 68_000 },
    ]);
  });

  it('has no due time to move where the host presses each step', () => {
    const paused = playAll(plan, [...TO_PRESENTING, { type: 'pause' }]);
    expect(eventsOf(plan, paused, { type: 'resume' }, START + 500)).toEqual([
      { type: 'contest-resumed', resumedAt: START + 500, nextAt: null },
    ]);
  });

  it('refuses steps while paused, a second pause, and resuming what runs', () => {
    const paused = playAll(plan, [...TO_OPEN, { type: 'pause' }]);
    for (const command of [CLOSE, { type: 'extend-item', ms: 1000 }, { type: 'pause' }] as const) {
      expect(refusalOf(plan, paused, command)).toBe('contest.paused');
    }
    expect(refusalOf(plan, playAll(plan, TO_OPEN), { type: 'resume' })).toBe('contest.not-paused');
    for (const commands of [TO_LOBBY, TO_CLOSED, TO_REVEALED]) {
      expect(refusalOf(plan, playAll(plan, commands), { type: 'pause' })).toBe('contest.wrong-phase');
    }
  });

  it('bridges an outage up to the end of the reconnect allowance, for the server alone', () => {
    const presenting = perform(auto, playAll(auto, TO_INTRODUCING), { type: 'present-item' });
    const command: Command = { type: 'bridge-outage', lastHeartbeatAt: START + 1000, allowanceMs: 3000 };
    expect(eventsOf(auto, presenting, command, START + 9000, SERVER)).toEqual([
      { type: 'outage-bridged', from: START + 1000, to: START + 12_000, nextAt: START + 16_000 },
    ]);
    expect(refusalOf(auto, presenting, command, START + 9000)).toBe('contest.not-in-control');
    expect(refusalOf(plan, draft, command, START, SERVER)).toBe('contest.wrong-phase');
    expect(refusalOf(plan, playAll(plan, TO_ENDED), command, START, SERVER)).toBe('contest.wrong-phase');
  });

  it('does not count an outage within a pause twice', () => {
    const paused = perform(auto, playAll(auto, TO_PRESENTING), { type: 'pause' }, START + 1000);
    const command: Command = { type: 'bridge-outage', lastHeartbeatAt: START + 2000, allowanceMs: 3000 };
    const bridged = perform(auto, paused, command, START + 9000, SERVER);
    expect(perform(auto, bridged, { type: 'resume' }, START + 21_000).nextAt).toBe(START + 5000 + 20_000);
  });

  it('never turns time back where a heartbeat lies in the future', () => {
    const command: Command = { type: 'bridge-outage', lastHeartbeatAt: START + 99, allowanceMs: -5 };
    expect(eventsOf(plan, playAll(plan, TO_OPEN), command, START, SERVER)).toEqual([
      { type: 'outage-bridged', from: START, to: START, nextAt: null },
    ]);
  });
});
