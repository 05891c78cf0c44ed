import { expect, it } from '@jest/globals';

import { instantOf, minutesBetween, movedTo, timeOf } from './clock-text.js';

it('times of day are those of the organisation', () => {
  const at = instantOf('2026-01-05', '09:30');
  expect(at).toBe(Date.UTC(2026, 0, 5, 1, 30));
  expect(timeOf(at)).toBe('09:30');
  expect([timeOf(null), instantOf('2026-01-05', ''), instantOf('', '09:30')]).toEqual(['', null, null]);
});

it('move with the day', () => {
  const at = instantOf('2026-02-28', '23:30');
  expect(movedTo(at, '2026-02-28', '2026-03-01')).toBe(instantOf('2026-03-01', '23:30'));
  expect([movedTo(null, '2026-02-28', '2026-03-01'), movedTo(at, '', '2026-03-01')]).toEqual([null, at]);
});

it('make minutes where both are there', () => {
  const [from, to] = [instantOf('2026-01-05', '09:00'), instantOf('2026-01-05', '10:30')];
  expect([minutesBetween(from, to), minutesBetween(to, from), minutesBetween(from, null)]).toEqual([90, null, null]);
});
