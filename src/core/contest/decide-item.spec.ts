import { GRACE_MS } from './deadline.js';
import { describe, expect, it } from '@jest/globals';
import {
  CLOSE,
  HOST,
  LIMIT_MS,
  perform,
  playAll,
  refusalOf,
  samplePlan,
  SERVER,
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
import { decide } from './decide.js';
import type { Command, ContestState } from './types.js';

const plan = samplePlan();
const auto = samplePlan({ advance: 'auto' });

const eventsOf = (contest: typeof plan, state: ContestState, command: Command, now = START) => {
  const decision = decide(contest, state, command, { actor: HOST, expectedVersion: state.version, now });
  return decision.ok ? decision.value : decision.error.code;
};
const voiding = (contestItemId: string): Command => ({ type: 'void-item', contestItemId, reason: '示例理由' });

describe('present-item', () => {
  const introducing = playAll(plan, TO_INTRODUCING);

  it('takes the next pending item of the round, or the one asked for', () => {
    expect(eventsOf(plan, introducing, { type: 'present-item' })).toEqual([
      { type: 'item-presented', contestItemId: 'a1', nextAt: null },
    ]);
    expect(eventsOf(auto, introducing, { type: 'present-item', contestItemId: 'a2' })).toEqual([
      { type: 'item-presented', contestItemId: 'a2', nextAt: START + 5000 },
    ]);
  });

  it.each(['b1', 'no-such-item', '__proto__'])('does not know %s in this round', (contestItemId) => {
    expect(refusalOf(plan, introducing, { type: 'present-item', contestItemId })).toBe('item.unknown');
  });

  it('refuses an item that had its turn, and a round that has none left', () => {
    const revealed = playAll(plan, TO_REVEALED);
    expect(refusalOf(plan, revealed, { type: 'present-item', contestItemId: 'a1' })).toBe('item.unknown');
    const used = perform(plan, revealed, { type: 'skip-item', contestItemId: 'a2' });
    expect(refusalOf(plan, used, { type: 'present-item' })).toBe('item.unknown');
    expect(refusalOf(plan, playAll(plan, TO_LOBBY), { type: 'present-item' })).toBe('contest.wrong-phase');
  });
});

describe('open-item and reopen-item', () => {
  it('give the full time from now', () => {
    expect(eventsOf(plan, playAll(plan, TO_PRESENTING), { type: 'open-item', windowMultiplier: 1.5 })).toEqual([
      {
        type: 'item-opened',
        contestItemId: 'a1',
        opening: 1,
        opensAt: START,
        timeLimitMs: LIMIT_MS,
        windowMultiplier: 1.5,
      },
    ]);
    const extended = playAll(plan, [...TO_OPEN, { type: 'extend-item', ms: 5000 }, CLOSE]);
    expect(eventsOf(plan, extended, { type: 'reopen-item', windowMultiplier: 1 }, START + 60_000)).toMatchObject([
      { type: 'item-opened', contestItemId: 'a1', opening: 2, opensAt: START + 60_000, timeLimitMs: LIMIT_MS },
    ]);
  });

  it('refuse a window shorter than the ordinary time', () => {
    for (const windowMultiplier of [0, 0.9, Number.NaN, Number.POSITIVE_INFINITY]) {
      const presenting = playAll(plan, TO_PRESENTING);
      expect(refusalOf(plan, presenting, { type: 'open-item', windowMultiplier })).toBe('protocol.malformed');
    }
  });

  it('refuse a voided item', () => {
    const read = perform(plan, playAll(plan, TO_PRESENTING), voiding('a1'));
    expect(refusalOf(plan, read, { type: 'open-item', windowMultiplier: 1 })).toBe('item.already-voided');
    const closed = perform(plan, playAll(plan, TO_CLOSED), voiding('a1'));
    expect(refusalOf(plan, closed, { type: 'reopen-item', windowMultiplier: 1 })).toBe('item.already-voided');
  });

  it('are over once the item is revealed', () => {
    expect(refusalOf(plan, playAll(plan, TO_REVEALED), { type: 'reopen-item', windowMultiplier: 1 })).toBe(
      'contest.wrong-phase',
    );
  });
});

describe('extend-item and widen-window', () => {
  const open = playAll(plan, TO_OPEN);

  it('extends by up to ten minutes', () => {
    for (const ms of [1, 600_000]) {
      expect(eventsOf(plan, open, { type: 'extend-item', ms })).toEqual([
        { type: 'item-extended', contestItemId: 'a1', ms },
      ]);
    }
    for (const ms of [0, -1, 0.5, 600_001, Number.NaN]) {
      expect(refusalOf(plan, open, { type: 'extend-item', ms })).toBe('protocol.malformed');
    }
  });

  it('widens the window, paused too, and says nothing where it is wide enough', () => {
    const wider: Command = { type: 'widen-window', windowMultiplier: 2 };
    const events = [{ type: 'window-widened', contestItemId: 'a1', windowMultiplier: 2 }];
    expect(eventsOf(plan, open, wider)).toEqual(events);
    expect(eventsOf(plan, perform(plan, open, { type: 'pause' }), wider)).toEqual(events);
    expect(eventsOf(plan, perform(plan, open, wider), wider)).toEqual([]);
    expect(eventsOf(plan, open, { type: 'widen-window', windowMultiplier: 0.5 })).toBe('protocol.malformed');
    expect(refusalOf(plan, playAll(plan, TO_CLOSED), wider)).toBe('contest.wrong-phase');
  });
});

describe('close-item', () => {
  const open = playAll(plan, TO_OPEN);
  const pressed = (stillResponding: number, override: boolean): Command => ({
    type: 'close-item',
    reason: 'host',
    override,
    stillResponding,
  });

  it('asks once more before it takes time from anybody', () => {
    expect(refusalOf(plan, open, pressed(1, false), START + LIMIT_MS - 1)).toBe('item.time-remaining');
    expect(eventsOf(plan, open, pressed(1, true), START + LIMIT_MS - 1)).toEqual([
      {
        type: 'item-closed',
        contestItemId: 'a1',
        closedAt: START + LIMIT_MS - 1,
        reason: 'host',
        override: true,
        stillResponding: 1,
      },
    ]);
  });

  it('is no override where nobody is still responding or all time has passed', () => {
    expect(eventsOf(plan, open, pressed(0, true))).toMatchObject([{ override: false }]);
    expect(eventsOf(plan, open, pressed(2, false), START + LIMIT_MS + GRACE_MS)).toMatchObject([{ override: false }]);
    expect(eventsOf(plan, open, pressed(2, true), START + LIMIT_MS + GRACE_MS)).toMatchObject([{ override: false }]);
  });

  it('waits for the largest multiplier, whether speed counts or not', () => {
    for (const contest of [plan, speedPlan()]) {
      const wide = perform(contest, open, { type: 'widen-window', windowMultiplier: 1.5 });
      expect(refusalOf(contest, wide, pressed(1, false), START + 1.5 * LIMIT_MS + GRACE_MS - 1)).toBe(
        'item.time-remaining',
      );
      expect(refusalOf(contest, wide, pressed(1, false), START + 1.5 * LIMIT_MS + GRACE_MS)).toBeNull();
    }
  });

  it('closes by time never before the last deadline, when all have responded at once', () => {
    const byTime: Command = { type: 'close-item', reason: 'time', override: true, stillResponding: 0 };
    expect(refusalOf(plan, open, byTime, START + LIMIT_MS + GRACE_MS - 1, SERVER)).toBe('item.time-remaining');
    expect(refusalOf(plan, open, byTime, START + LIMIT_MS + GRACE_MS, SERVER)).toBeNull();
    const byAll: Command = { type: 'close-item', reason: 'all-responded', override: false, stillResponding: 0 };
    expect(eventsOf(plan, open, byAll, START + 10)).toMatchObject([{ reason: 'all-responded', closedAt: START + 10 }]);
  });
});

describe('reveal-item', () => {
  it('follows the closing, of a voided item too', () => {
    expect(eventsOf(auto, playAll(auto, TO_CLOSED), { type: 'reveal-item' })).toEqual([
      { type: 'item-revealed', contestItemId: 'a1', nextAt: START + 12_000 },
    ]);
    const voided = perform(plan, playAll(plan, TO_CLOSED), voiding('a1'));
    expect(eventsOf(plan, voided, { type: 'reveal-item' })).toEqual([
      { type: 'item-revealed', contestItemId: 'a1', nextAt: null },
    ]);
    expect(refusalOf(plan, playAll(plan, TO_OPEN), { type: 'reveal-item' })).toBe('contest.wrong-phase');
  });
});

describe('skip-item', () => {
  it('goes back to the round when the item being read is skipped', () => {
    for (const command of [{ type: 'skip-item' }, { type: 'skip-item', contestItemId: 'a1' }] as const) {
      expect(eventsOf(auto, playAll(auto, TO_PRESENTING), command)).toEqual([
        { type: 'item-skipped', contestItemId: 'a1', nextAt: START + 8000 },
      ]);
    }
    expect(perform(plan, playAll(plan, TO_PRESENTING), { type: 'skip-item' })).toMatchObject({
      phase: 'introducing',
      roundIndex: 1,
      currentItemId: null,
    });
  });

  it('leaves phase and due time where a pending item is skipped', () => {
    const presenting = playAll(auto, TO_PRESENTING);
    const skipped = perform(auto, presenting, { type: 'skip-item', contestItemId: 'b3' }, START + 9);
    expect(skipped).toMatchObject({ phase: 'presenting', currentItemId: 'a1', nextAt: presenting.nextAt });
    expect(skipped.items['b3']!.status).toBe('skipped');
  });

  it('takes the next pending item where none is named', () => {
    for (const [commands, contestItemId] of [
      [TO_INTRODUCING, 'a1'],
      [TO_REVEALED, 'a2'],
    ] as const) {
      expect(eventsOf(plan, playAll(plan, commands), { type: 'skip-item' })).toMatchObject([{ contestItemId }]);
    }
  });

  it('knows only pending items', () => {
    const revealed = playAll(plan, TO_REVEALED);
    for (const contestItemId of ['a1', 'no-such-item', 'toString']) {
      expect(refusalOf(plan, revealed, { type: 'skip-item', contestItemId })).toBe('item.unknown');
    }
    const none = perform(plan, revealed, { type: 'skip-item' });
    expect(refusalOf(plan, none, { type: 'skip-item' })).toBe('item.unknown');
  });
});

describe('void-item', () => {
  it('closes the open item first', () => {
    expect(eventsOf(plan, playAll(plan, TO_OPEN), voiding('a1'), START + 7)).toEqual([
      {
        type: 'item-closed',
        contestItemId: 'a1',
        closedAt: START + 7,
        reason: 'voided',
        override: false,
        stillResponding: 0,
      },
      { type: 'item-voided', contestItemId: 'a1', reason: '示例理由' },
    ]);
  });

  it.each([
    ['presenting', TO_PRESENTING],
    ['closed', TO_CLOSED],
    ['revealed', TO_REVEALED],
    ['introducing', [...TO_REVEALED, { type: 'introduce-round', roundId: 'second' }]],
    ['ended', TO_ENDED],
  ] as const)('leaves the phase in %s, and voids once', (phase, commands) => {
    const voided = perform(plan, playAll(plan, commands), voiding('a1'));
    expect(voided.phase).toBe(phase);
    expect(voided.items['a1']!.voided).toBe(true);
    expect(refusalOf(plan, voided, voiding('a1'))).toBe('item.already-voided');
  });

  it('refuses an item that nobody has seen, and one that does not exist', () => {
    const revealed = playAll(plan, [...TO_REVEALED, { type: 'skip-item' }]);
    expect(refusalOf(plan, revealed, voiding('b1'))).toBe('item.not-presented');
    expect(refusalOf(plan, revealed, voiding('a2'))).toBe('item.not-presented');
    expect(refusalOf(plan, revealed, voiding('no-such-item'))).toBe('item.unknown');
    expect(refusalOf(plan, playAll(plan, TO_LOBBY), voiding('a1'))).toBe('contest.wrong-phase');
  });

  it('is possible while paused: the item closes, the pause goes on', () => {
    const paused = perform(plan, playAll(plan, TO_OPEN), { type: 'pause' }, START + 5);
    const voided = perform(plan, paused, voiding('a1'), START + 9);
    expect(voided).toMatchObject({ phase: 'closed', pausedAt: START + 5 });
    expect(voided.items['a1']!.openings[0]!.standstills).toEqual([{ from: START + 5, to: START + 9 }]);
    expect(refusalOf(plan, voided, { type: 'reveal-item' })).toBe('contest.paused');
    const resumed = perform(plan, voided, { type: 'resume' }, START + 20);
    expect(resumed).toMatchObject({ phase: 'closed', pausedAt: null });
    expect(resumed.items['a1']!.openings[0]!.standstills).toEqual([{ from: START + 5, to: START + 9 }]);
  });
});
