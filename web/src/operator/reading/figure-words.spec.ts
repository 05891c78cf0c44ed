import { describe, expect, it } from '@jest/globals';
import type { FiguresInfo } from '@protocol/reading.js';
import { booksAHead, byFormat, minutesAHead, rateOf } from './figure-words.js';

const FIGURES: FiguresInfo = {
  roster: 12,
  participants: 5,
  finished: { print: 4, 'e-book': 2, audio: 1, braille: 1 },
  finishedAll: 8,
  minutes: 650,
  withMinutes: 4,
  reflections: 3,
  adopted: 1,
  recommendations: 2,
  sessions: 1,
  attended: 9,
};

describe('figures in words', () => {
  it('have the denominators that the page prints', () => {
    expect(rateOf(FIGURES)).toBe('41.7%');
    expect(booksAHead(FIGURES)).toBe(0.67);
    expect(minutesAHead(FIGURES)).toBe(163);
    expect(byFormat(FIGURES)).toBe('4/2/1/1');
  });

  it('are none where there is nobody to divide by', () => {
    const nobody = { ...FIGURES, roster: 0, participants: 0, withMinutes: 0, minutes: 0 };
    expect([rateOf(nobody), booksAHead(nobody), minutesAHead(nobody)]).toEqual([null, null, null]);
  });
});
