import type { Points } from '../item/types.js';

/** Steps of the bonus: the used fraction is rounded up to the next fifth (0.2). */
const STEPS = 5;

/**
 * Fair speed bonus in hundredths, for a correct response only.
 *
 * f = (t - g) / (T - g), kept within 0..1, with the participant's own limit T, time used t, and reading grace
 * g = 0.2 T; bonus = B x (1 - f rounded up to the next 0.2), where B is `percent` of the item's points. Only t / T
 * enters, and only through whole numbers (25t - 5T over 4T), so equal fractions of one's own time earn equal
 * points whatever the multiplier.
 *
 * `ownLimitMs` and `elapsedMs` are whole milliseconds (a fraction is rounded). Rounded down: never above B.
 */
export function speedBonus(itemPoints: Points, percent: number, ownLimitMs: number, elapsedMs: number): Points {
  const limit = Math.round(ownLimitMs);
  const used = Math.round(elapsedMs);
  if (limit <= 0) return 0;
  const stepsUsed = Math.min(STEPS, Math.max(0, Math.ceil((25 * used - 5 * limit) / (4 * limit))));
  return Math.floor((itemPoints * percent * (STEPS - stepsUsed)) / (100 * STEPS));
}
