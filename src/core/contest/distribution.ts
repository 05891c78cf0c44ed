/** How the responses to an item are spread, as shown at its reveal. */
import type { Item, Outcome, Response } from '../item/types.js';
import type { DistributionView } from './frame.js';

/**
 * Choices: how many chose each (one response may count for several); true-false: `true` and `false`; the other kinds:
 * `correct` against `incorrect`, where only a wholly right response is correct. `outcomeOf` judges one response.
 */
export function distributionOf(
  item: Item,
  responses: readonly Response[],
  outcomeOf: (response: Response) => Outcome,
): readonly DistributionView[] {
  if (item.kind === 'choice') {
    return item.choices.map(({ id }) => ({
      key: id,
      count: count(responses, (response) => 'choices' in response && response.choices.includes(id)),
    }));
  }
  if (item.kind === 'true-false') {
    return [true, false].map((value) => ({
      key: String(value),
      count: count(responses, (response) => 'value' in response && response.value === value),
    }));
  }
  const correct = count(responses, (response) => outcomeOf(response) === 'correct');
  return [
    { key: 'correct', count: correct },
    { key: 'incorrect', count: responses.length - correct },
  ];
}

function count(responses: readonly Response[], matches: (response: Response) => boolean): number {
  return responses.filter(matches).length;
}
