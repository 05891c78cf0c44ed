import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { firstCard, reviewed } from './schedule.js';

const DAY_MS = 24 * 60 * 60_000;
const AT = Date.UTC(2026, 0, 5, 9);

describe('the days on which something comes again', () => {
  it('begin with the next day or later, never on the same one', () => {
    const days = (firstCard(AT).due - AT) / DAY_MS;
    expect(days).toBeGreaterThanOrEqual(1);
    expect(days).toBeLessThan(8);
  });

  it('lie further apart each time it is right, and near again when it is wrong', () => {
    let card = firstCard(AT);
    let before = 0;
    for (let turn = 0; turn < 6; turn += 1) {
      const at = card.due;
      card = reviewed(card, true, at);
      expect(card.due - at).toBeGreaterThan(before);
      before = card.due - at;
    }
    const at = card.due;
    expect(reviewed(card, false, at).due - at).toBeLessThan(before);
  });

  it('are the same for the same reviews, survive being kept as JSON, and lie ahead within a year', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 40 })), { maxLength: 12 }), (turns) => {
        const play = (through: (card: ReturnType<typeof firstCard>) => ReturnType<typeof firstCard>) => {
          let at = AT;
          return turns.reduce((card, [right, days]) => {
            at += days * DAY_MS;
            const next = reviewed(through(card), right, at);
            expect(next.due).toBeGreaterThanOrEqual(at + DAY_MS);
            expect(next.due).toBeLessThanOrEqual(at + 366 * DAY_MS);
            return next;
          }, firstCard(AT));
        };
        const plain = play((card) => card);
        expect(play((card) => JSON.parse(JSON.stringify(card)) as typeof card)).toEqual(plain);
      }),
    );
  });
});
