import type { Item, Response } from '../../core/item/types.js';
import { assertNever } from '../../core/result.js';
import { shuffled, type Random } from '../../core/random.js';

/** How often a simulated participant is right: middling, so that a rehearsal's board has something to show. */
const RIGHT = 0.65;

/** A response that a person might give: right more often than not, otherwise a shape that fits but is wrong. */
export function simulatedResponse(item: Item, random: Random): Response {
  const right = random() < RIGHT;
  switch (item.kind) {
    case 'true-false':
      return { value: right ? item.correct : !item.correct };
    case 'choice': {
      if (right) return { choices: item.correct };
      const wrong = item.choices.map(({ id }) => id).filter((id) => !item.correct.includes(id));
      return { choices: shuffled(wrong, random).slice(0, 1) };
    }
    case 'fill-in':
      return { texts: item.blanks.map(({ accepted }) => (right ? (accepted[0] ?? '') : '不清楚')) };
    case 'ordering':
      return { order: right ? item.correct : [...item.correct].reverse() };
    case 'matching': {
      const targets = item.correct.map(([, target]) => target);
      const given = right ? targets : [...targets.slice(1), ...targets.slice(0, 1)];
      return { pairs: item.correct.map(([choice], index) => [choice, given[index] ?? ''] as const) };
    }
    default:
      return assertNever(item);
  }
}

/** When within its time each simulated participant responds: a fraction between 0.1 and 0.8. */
export function simulatedDelay(random: Random): number {
  return 0.1 + 0.7 * random();
}
