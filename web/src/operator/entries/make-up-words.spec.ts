import { expect, it } from '@jest/globals';

import { makeUpDayFault } from './make-up-words.js';

const on = (day: string, over = {}) =>
  makeUpDayFault(day, { onDate: '2026-01-05', today: '2026-01-06', now: Date.UTC(2026, 0, 5, 16), ...over });

it('a day of catching up is one from the meeting until today', () => {
  expect(['', '2026-01-04', '2026-01-05', '2026-01-06', '2026-01-07'].map((day) => on(day))).toEqual([
    'dayRequired',
    'dayRequired',
    null,
    null,
    'dayToCome',
  ]);
});

it('a page that has been open since yesterday takes today', () => {
  expect(on('2026-01-07', { now: Date.UTC(2026, 0, 6, 16) })).toBeNull();
  expect(on('2026-01-07', { now: Date.UTC(2026, 0, 6, 15, 59) })).toBe('dayToCome');
});
