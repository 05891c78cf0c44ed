import { describe, expect, it } from '@jest/globals';
import {
  FILL_IN,
  LIMIT_MS,
  MATCHING,
  MULTIPLE,
  ORDERING,
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
  TRUE_FALSE,
} from '../../../test/support/contest-plans.js';
import type { Audience } from './frame.js';
import type { Command, ContestPlan, ContestState } from './types.js';
import { itemKey, variantOf, viewContest } from './view.js';
import type { ViewOptions } from './view.js';

const plan = samplePlan();
const speed = speedPlan();
const FIGURES = { distribution: [{ key: 'false', count: 3 }], responded: 3 };

function view(contest: ContestPlan, state: ContestState, audience: Audience, options: Partial<ViewOptions> = {}) {
  return viewContest(contest, state, audience, {
    now: START + 10,
    multiplier: 1,
    order: 0,
    reveal: null,
    controllerName: null,
    ...options,
  });
}
const participant = (commands: readonly Command[], options: Partial<ViewOptions> = {}) =>
  view(plan, playAll(plan, commands), 'participant', options);

describe('what the frame holds in each phase', () => {
  it('is neither round nor item before the first round and after the end', () => {
    for (const commands of [[], TO_LOBBY, TO_ENDED]) {
      expect(participant(commands)).not.toHaveProperty('round');
      expect(participant(commands)).not.toHaveProperty('item');
    }
  });

  it('is the round alone while it is introduced', () => {
    expect(participant(TO_INTRODUCING)).toEqual({
      contestId: 'contest-1',
      version: 2,
      serverAt: START + 10,
      phase: 'introducing',
      paused: false,
      nextAt: null,
      screen: 'contest',
      boardFrozen: false,
      round: { id: 'first', title: '第一轮', number: 1, of: 2, warmUp: false, itemCount: 2 },
    });
  });

  it('numbers the rounds that count, as the host page does, and a warm-up with 0', () => {
    const introduced = (roundId: string) =>
      participant([{ type: 'open-lobby' }, { type: 'introduce-round', roundId }]).round;
    expect(introduced('warm-up')).toMatchObject({ number: 0, of: 2, warmUp: true });
    expect(introduced('second')).toMatchObject({ number: 2, of: 2, warmUp: false });
  });

  it('is the whole item while it is read, without times', () => {
    expect(participant(TO_PRESENTING).item).toEqual({
      contestItemId: 'a1',
      opening: 0,
      number: 1,
      of: 5,
      warmUp: false,
      kind: 'true-false',
      stem: TRUE_FALSE.stem,
      choices: [],
      media: [],
      points: 10,
      timeLimitSeconds: 20,
      opensAt: null,
      closesAt: null,
    });
  });

  it('has its times while it is open, and only the start once it is closed', () => {
    expect(participant(TO_OPEN).item).toMatchObject({ opening: 1, opensAt: START, closesAt: START + LIMIT_MS });
    expect(participant(TO_CLOSED).item).toMatchObject({ opening: 1, opensAt: START, closesAt: null });
    const again = participant([...TO_CLOSED, { type: 'reopen-item', windowMultiplier: 1.5 }]);
    expect(again.item).toMatchObject({ opening: 2, closesAt: START + 1.5 * LIMIT_MS });
  });

  it('has the reveal only once the item is revealed and counted', () => {
    for (const commands of [TO_PRESENTING, TO_OPEN, TO_CLOSED, TO_ENDED]) {
      expect(participant(commands, { reveal: FIGURES })).not.toHaveProperty('reveal');
    }
    expect(participant(TO_REVEALED)).not.toHaveProperty('reveal');
    expect(participant(TO_REVEALED, { reveal: FIGURES }).reveal).toEqual({
      correctResponse: { value: false },
      explanation: TRUE_FALSE.explanation,
      source: TRUE_FALSE.source,
      distribution: FIGURES.distribution,
      responded: 3,
      voided: false,
    });
    const voided = participant([...TO_REVEALED, { type: 'void-item', contestItemId: 'a1', reason: 'x' }], {
      reveal: FIGURES,
    });
    expect(voided.reveal!.voided).toBe(true);
    const next = participant([...TO_REVEALED, { type: 'present-item' }], { reveal: FIGURES });
    expect(next).not.toHaveProperty('reveal');
  });

  it.each<Audience>(['participant', 'screen', 'host'])('has no distribution for the %s under a freeze', (audience) => {
    const frozen = playAll(plan, [...TO_REVEALED, { type: 'freeze-board' }]);
    const frame = view(plan, frozen, audience, { reveal: FIGURES });
    expect(frame).toMatchObject({ boardFrozen: true, reveal: { distribution: [], correctResponse: { value: false } } });
    const thawed = perform(plan, frozen, { type: 'thaw-board' });
    expect(view(plan, thawed, audience, { reveal: FIGURES }).reveal).toMatchObject(FIGURES);
  });

  it('says after play what was corrected, and until when appeals are taken', () => {
    const reason = '示例理由';
    const commands: readonly Command[] = [
      ...TO_ENDED,
      { type: 'correct-key', contestItemId: 'a1', correctResponse: { value: true }, reason },
    ];
    const correction = { contestItemId: 'a1', number: 1, kind: 'key', reason };
    expect(participant(commands)).toMatchObject({
      corrections: [correction],
      appealsUntil: START + plan.appealWindowMs,
    });
    expect(participant(TO_REVEALED)).not.toHaveProperty('corrections');
    expect(participant(TO_REVEALED)).not.toHaveProperty('appealsUntil');
    expect(itemKey(plan, 'a1', playAll(plan, commands))).toMatchObject({ correctResponse: { value: true } });
    expect(itemKey(plan, 'a1')).toMatchObject({ correctResponse: { value: false } });
  });

  it('says when the timeline moves on, except during a pause', () => {
    const auto = samplePlan({ advance: 'auto' });
    const introducing = playAll(auto, TO_INTRODUCING);
    expect(view(auto, introducing, 'screen').nextAt).toBe(START + 8000);
    const paused = perform(auto, introducing, { type: 'pause' });
    expect(view(auto, paused, 'screen')).toMatchObject({ paused: true, nextAt: null });
  });
});

describe('item kinds', () => {
  const shown = (roundId: string, contestItemId: string) =>
    participant([...TO_LOBBY, { type: 'introduce-round', roundId }, { type: 'present-item', contestItemId }]).item!;

  it('labels choices by letters and targets by numbers', () => {
    expect(shown('first', 'a2')).toMatchObject({
      select: 'multiple',
      points: 2.5,
      number: 2,
      choices: [
        { id: 'a2-x', label: 'A', text: '示例选项 a2-x' },
        { id: 'a2-y', label: 'B' },
        { id: 'a2-z', label: 'C' },
      ],
    });
    const matching = shown('second', 'b3');
    expect(matching.choices.map(({ label }) => label)).toEqual(['A', 'B']);
    expect(matching.targets!.map(({ id, label }) => [id, label])).toEqual([
      ['b3-p', '1'],
      ['b3-q', '2'],
    ]);
  });

  it('shows entries of an ordering as they stand, and only the number of blanks', () => {
    expect(shown('second', 'b2').choices.map(({ id }) => id)).toEqual(['b2-x', 'b2-y', 'b2-z']);
    expect(shown('second', 'b1')).toMatchObject({
      blanks: 2,
      readAloud: '示例读音',
      easyRead: '示例易读',
      choices: [],
    });
  });

  it('goes on after Z as spreadsheets do, and keeps the media of a choice', () => {
    const media = [{ kind: 'image' as const, url: '/media/1.png', alt: '示例图片' }];
    const choices = Array.from({ length: 28 }, (_, index) => ({ id: `c${index}`, text: '示例', media }));
    const long = samplePlan({
      rounds: [{ ...plan.rounds[1]!, items: [{ ...MULTIPLE, choices, correct: ['c0'] }] }],
    });
    const labelled = view(long, playAll(long, TO_PRESENTING), 'participant').item!.choices;
    expect([labelled[25]!.label, labelled[26]!.label, labelled[27]!.label]).toEqual(['Z', 'AA', 'AB']);
    expect(labelled[0]!.media).toEqual(media);
  });

  it('numbers the items that count, warm-up items with 0', () => {
    const warmUp = shown('warm-up', 'w1');
    expect(warmUp).toMatchObject({ number: 0, of: 5, warmUp: true });
    expect(shown('second', 'b3').number).toBe(5);
  });

  it('gives the host the key of any item on demand', () => {
    expect(itemKey(plan, 'a1')!.correctResponse).toEqual({ value: false });
    expect(itemKey(plan, 'a2')!.correctResponse).toEqual({ choices: MULTIPLE.correct });
    expect(itemKey(plan, 'b2')!.correctResponse).toEqual({ order: ORDERING.correct });
    expect(itemKey(plan, 'b3')!.correctResponse).toEqual({ pairs: MATCHING.correct });
    const texts = FILL_IN.blanks.map(({ accepted }) => accepted);
    expect(itemKey(plan, 'b1')).toEqual({
      contestItemId: 'b1',
      correctResponse: { texts },
      explanation: FILL_IN.explanation,
      source: FILL_IN.source,
    });
    expect(itemKey(plan, 'no-such-item')).toBeNull();
  });
});

describe('deadlines by audience', () => {
  const wide: readonly Command[] = [...TO_OPEN, { type: 'widen-window', windowMultiplier: 2 }];

  it('are the common one for everybody where speed does not count', () => {
    for (const audience of ['participant', 'host', 'screen'] as const) {
      const frame = view(plan, playAll(plan, wide), audience, { multiplier: 1.3 });
      expect(frame.item!.closesAt).toBe(START + 2 * LIMIT_MS);
    }
  });

  it('are the own one for a participant and the ordinary one for host and screen where speed counts', () => {
    const state = playAll(speed, wide);
    expect(view(speed, state, 'participant', { multiplier: 1.5 }).item!.closesAt).toBe(START + 1.5 * LIMIT_MS);
    expect(view(speed, state, 'participant').item!.closesAt).toBe(START + LIMIT_MS);
    for (const audience of ['host', 'screen'] as const) {
      expect(view(speed, state, audience, { multiplier: 1.5 }).item!.closesAt).toBe(START + LIMIT_MS);
    }
  });

  it('are gone while paused', () => {
    for (const contest of [plan, speed]) {
      const paused = playAll(contest, [...wide, { type: 'pause' }]);
      expect(view(contest, paused, 'participant')).toMatchObject({ paused: true, item: { closesAt: null } });
    }
  });

  it('need a frame each only where speed counts and clocks run', () => {
    const own = { multiplier: 2, order: 0 };
    const common = { multiplier: 1, order: 0 };
    const open = playAll(speed, TO_OPEN);
    expect(variantOf(speed, open, own)).toEqual(own);
    expect(variantOf(plan, open, own)).toEqual(common);
    expect(variantOf(speed, perform(speed, open, { type: 'pause' }), own)).toEqual(common);
    for (const commands of [TO_LOBBY, TO_PRESENTING, TO_CLOSED, TO_REVEALED, TO_ENDED]) {
      expect(variantOf(speed, playAll(speed, commands), own)).toEqual(common);
    }
  });
});

describe('the host part', () => {
  it('goes to the host alone, with the rundown and without a key', () => {
    const state = playAll(plan, [...TO_REVEALED, { type: 'void-item', contestItemId: 'a1', reason: 'x' }]);
    const { host } = view(plan, state, 'host', { controllerName: '示例主持人' });
    expect(host).toMatchObject({ controllerId: 'host-1', controllerName: '示例主持人' });
    expect(host!.rundown.map((round) => round.items.map(({ number, status }) => [number, status]))).toEqual([
      [[0, 'pending']],
      [
        [1, 'revealed'],
        [2, 'pending'],
      ],
      [
        [3, 'pending'],
        [4, 'pending'],
        [5, 'pending'],
      ],
    ]);
    expect(host!.rundown[1]!.items[0]).toEqual({
      contestItemId: 'a1',
      number: 1,
      kind: 'true-false',
      stem: TRUE_FALSE.stem,
      points: 10,
      status: 'revealed',
      voided: true,
    });
    for (const audience of ['participant', 'screen'] as const) {
      expect(view(plan, state, audience, { controllerName: '示例主持人' })).not.toHaveProperty('host');
    }
  });
});
