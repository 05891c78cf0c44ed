import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  FINALIZE,
  HOST,
  OTHER_HOST,
  perform,
  playAll,
  refusalOf,
  samplePlan,
  START,
  TO_ENDED,
  TO_OPEN,
  TO_REVEALED,
  TRUE_FALSE,
} from '../../../test/support/contest-plans.js';
import { walk, walkSteps } from '../../../test/support/contest-walks.js';
import { keyOf } from '../item/key.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { appealsUntil, itemInForce, progressOf } from './plan.js';
import type { Command } from './types.js';

const plan = samplePlan();
const ended = playAll(plan, TO_ENDED);
const CORRECT: Command = {
  type: 'correct-key',
  contestItemId: 'a1',
  correctResponse: { value: true },
  reason: '示例理由',
};
const VOID: Command = { type: 'void-item', contestItemId: 'a1', reason: '示例理由' };
const finalEvent = (command: Command, now: number) => {
  const decision = decide(plan, ended, command, { actor: HOST, expectedVersion: null, now });
  return decision.ok ? decision.value : decision.error;
};
const cancel = (correction: number): Command => ({ type: 'cancel-correction', correction, reason: '示例理由' });

describe('correcting a key', () => {
  it('changes the key in force and nothing about the item besides', () => {
    const corrected = perform(plan, ended, CORRECT);
    expect(itemInForce(ended, TRUE_FALSE)).toBe(TRUE_FALSE);
    expect(itemInForce(corrected, TRUE_FALSE)).toEqual({ ...TRUE_FALSE, correct: true });
    expect(corrected).toMatchObject({ phase: 'ended', version: ended.version + 1 });
  });

  it('is for whoever has the right, also where another is in control', () => {
    const arbiter = { ...OTHER_HOST, rules: true };
    for (const command of [CORRECT, VOID]) {
      expect(refusalOf(plan, ended, command, START, arbiter)).toBeNull();
      expect(refusalOf(plan, ended, command, START, OTHER_HOST)).toBe('contest.not-in-control');
    }
    expect(refusalOf(plan, ended, FINALIZE, START, arbiter)).toBe('contest.not-in-control');
    const playing = playAll(plan, TO_REVEALED);
    expect(refusalOf(plan, playing, VOID, START, arbiter)).toBe('contest.not-in-control');
  });

  it.each<[string, Partial<typeof CORRECT>]>([
    ['item.unknown', { contestItemId: 'toString' }],
    ['item.not-revealed', { contestItemId: 'a2', correctResponse: { choices: ['a2-y'] } }],
    ['item.key-unfit', { correctResponse: { choices: ['a2-y'] } }],
  ])('is refused with %s', (code, changes) => {
    expect(refusalOf(plan, ended, { ...CORRECT, ...changes } as Command)).toBe(code);
  });

  it('waits for the end, and is over with the final result', () => {
    expect(refusalOf(plan, playAll(plan, TO_REVEALED), CORRECT)).toBe('contest.wrong-phase');
    expect(refusalOf(plan, perform(plan, ended, FINALIZE), CORRECT)).toBe('contest.wrong-phase');
    expect(refusalOf(plan, perform(plan, ended, VOID), CORRECT)).toBe('item.already-voided');
  });
});

describe('taking a correction back', () => {
  it('brings back what was in force before', () => {
    const once = perform(plan, ended, CORRECT);
    const twice = perform(plan, once, { ...CORRECT, correctResponse: { value: false } } as Command);
    expect(keyOf(itemInForce(twice, TRUE_FALSE))).toEqual({ value: false });
    expect(keyOf(itemInForce(perform(plan, twice, cancel(twice.version)), TRUE_FALSE))).toEqual({ value: true });
    expect(keyOf(itemInForce(perform(plan, twice, cancel(once.version)), TRUE_FALSE))).toEqual({ value: false });
    const none = perform(plan, perform(plan, twice, cancel(once.version)), cancel(twice.version));
    expect(none.items).toEqual(ended.items);
  });

  it('brings a voided item back, one voided in play too', () => {
    const voided = playAll(plan, [...TO_REVEALED, VOID, { type: 'end' }]);
    expect(progressOf(voided, 'a1').voided).toBe(true);
    const back = perform(plan, voided, cancel(voided.version - 1));
    expect(progressOf(back, 'a1')).toMatchObject({ status: 'revealed', voided: false, corrections: [] });
  });

  it('is possible once', () => {
    const corrected = perform(plan, ended, CORRECT);
    const cancelled = perform(plan, corrected, cancel(corrected.version));
    expect(refusalOf(plan, cancelled, cancel(corrected.version))).toBe('correction.unknown');
    expect(refusalOf(plan, corrected, cancel(1))).toBe('correction.unknown');
  });

  it('leaves in any order exactly what was not taken back', () => {
    fc.assert(
      fc.property(walkSteps, (steps) => {
        for (const { before, command, events, after } of walk(plan, steps)) {
          if (events === null) continue;
          const standing = (state: typeof after) =>
            Object.values(state.items).flatMap(({ corrections }) => corrections.map(({ version }) => version));
          if (command.type === 'cancel-correction') {
            expect(standing(after)).toEqual(standing(before).filter((version) => version !== command.correction));
          }
          for (const { voided, corrections } of Object.values(after.items)) {
            expect(voided).toBe(corrections.some(({ kind }) => kind === 'void'));
          }
        }
      }),
    );
  });
});

describe('freezing the board', () => {
  it('lasts from one press to the other, through the end', () => {
    const frozen = perform(plan, playAll(plan, TO_OPEN), { type: 'freeze-board' });
    expect(frozen.frozenAtVersion).toBe(frozen.version);
    expect(refusalOf(plan, frozen, { type: 'freeze-board' })).toBe('board.frozen');
    expect(refusalOf(plan, playAll(plan, TO_OPEN), { type: 'thaw-board' })).toBe('board.not-frozen');
    const over = playAll(plan, [...TO_REVEALED, { type: 'freeze-board' }, { type: 'end' }]);
    expect(refusalOf(plan, over, FINALIZE)).toBe('board.frozen');
    const thawed = perform(plan, over, { type: 'thaw-board' });
    expect(thawed.frozenAtVersion).toBeNull();
    expect(refusalOf(plan, thawed, FINALIZE)).toBeNull();
    expect(refusalOf(plan, thawed, { type: 'freeze-board' })).toBe('contest.wrong-phase');
  });
});

describe('the final result', () => {
  it('waits for every appeal and every proposal', () => {
    expect(refusalOf(plan, ended, { ...FINALIZE, openAppeals: 1, openAdjustments: 1 })).toBe('contest.appeal-open');
    expect(refusalOf(plan, ended, { ...FINALIZE, openAdjustments: 2 })).toBe('contest.adjustment-open');
  });

  it('waits for the end of the time for appeals, unless somebody says why it does not', () => {
    const waits: Command = { ...FINALIZE, early: null };
    const until = START + plan.appealWindowMs;
    expect(refusalOf(plan, ended, waits, until)).toBe('contest.appeals-taken');
    expect(finalEvent(FINALIZE, until)).toMatchObject([{ early: '示例理由' }]);
    // Afterwards there is nothing to say, and nothing is kept of it.
    for (const command of [waits, FINALIZE]) {
      expect(finalEvent(command, until + 1)).toEqual([{ type: 'contest-finalized', resultDigest: 'digest' }]);
    }
    expect(refusalOf(samplePlan({ appealWindowMs: 0 }), ended, waits)).toBeNull();
  });

  it('may be appealed against for the time of the plan, from the end on', () => {
    expect(appealsUntil(plan, playAll(plan, TO_REVEALED))).toBeNull();
    expect(appealsUntil(plan, ended)).toBe(START + plan.appealWindowMs);
    expect(appealsUntil(samplePlan({ appealWindowMs: 0 }), ended)).toBeNull();
  });

  it('of a contest that ended before there were appeals takes none', () => {
    expect(appealsUntil(plan, evolve(plan, playAll(plan, TO_REVEALED), { type: 'contest-ended' }))).toBeNull();
  });
});
