import { describe, expect, it } from '@jest/globals';
import {
  FILL_IN,
  MATCHING,
  MULTIPLE,
  ORDERING,
  playAll,
  samplePlan,
  speedPlan,
  START,
  TO_LOBBY,
  TO_OPEN,
  TO_REVEALED,
  TRUE_FALSE,
} from '../../../test/support/contest-plans.js';
import { inOrder, orderCount, orderOf } from './choice-order.js';
import { variantOf, viewContest } from './view.js';

const shuffled = samplePlan({ shuffleChoices: true });
const ids = (values: readonly { readonly id: string }[]) => values.map(({ id }) => id);
const PEOPLE = Array.from({ length: 400 }, (_, index) => `participant-${index}`);

describe('the order in which a participant sees choices', () => {
  it('is one for everybody unless the organiser asks for more', () => {
    expect(orderCount(samplePlan())).toBe(1);
    expect(new Set(PEOPLE.map((id) => orderOf(samplePlan(), id)))).toEqual(new Set([0]));
  });

  it('stays the same for a person, and all orders are used about equally', () => {
    const counts = new Map<number, number>();
    for (const id of PEOPLE) {
      expect(orderOf(shuffled, id)).toBe(orderOf(shuffled, id));
      counts.set(orderOf(shuffled, id), (counts.get(orderOf(shuffled, id)) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const count of counts.values()) expect(count).toBeGreaterThan(400 / 8 / 2);
  });

  it('makes no more renderings than deadlines leave room for', () => {
    expect(orderCount(speedPlan({ shuffleChoices: true }))).toBe(2);
  });

  it('changes places, never ids or texts', () => {
    for (const item of [MULTIPLE, ORDERING, MATCHING]) {
      const orders = [0, 1, 2, 3, 4, 5, 6, 7].map((order) => inOrder(item, order));
      for (const other of orders) {
        expect(other).toEqual({ ...other, id: item.id, correct: item.correct });
        expect('choices' in other && [...other.choices].sort(byId)).toEqual([...item.choices].sort(byId));
      }
    }
    for (const item of [TRUE_FALSE, FILL_IN]) expect(inOrder(item, 3)).toBe(item);
  });

  it('is never the correct one of an ordering item', () => {
    for (let order = 0; order < 50; order += 1) {
      const item = inOrder(ORDERING, order);
      expect('choices' in item && ids(item.choices)).not.toEqual(ORDERING.correct);
    }
  });
});

describe('frames of a contest with shuffled choices', () => {
  const view = (audience: 'participant' | 'screen' | 'host', order: number) =>
    viewContest(shuffled, playAll(shuffled, TO_REVEALED), audience, {
      now: START,
      multiplier: 1,
      order,
      reveal: { distribution: [], responded: 0 },
      controllerName: null,
    });

  it('are lettered by place, and the key names the same choice', () => {
    const views = [0, 1, 2, 3, 4, 5, 6, 7].map((order) => view('participant', order));
    for (const { item, reveal } of views) {
      expect(item?.choices.map(({ label }) => label)).toEqual(item?.choices.map((_, index) => 'ABCDEFGH'[index]));
      expect(reveal?.correctResponse).toEqual(views[0]?.reveal?.correctResponse);
    }
  });

  it('keep one order for host and screen', () => {
    for (const audience of ['host', 'screen'] as const) expect(view(audience, 5)).toEqual(view(audience, 0));
  });

  it('differ only while an item is shown', () => {
    const own = { multiplier: 1, order: 5 };
    expect(variantOf(shuffled, playAll(shuffled, TO_OPEN), own)).toEqual(own);
    expect(variantOf(shuffled, playAll(shuffled, TO_LOBBY), own)).toEqual({ multiplier: 1, order: 0 });
  });
});

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}
