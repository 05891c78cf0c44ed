import { compileJudge } from '../item/judge.js';
import type { Item } from '../item/types.js';
import { speedBonus } from './bonus.js';
import type { RecordedResponse, ScoringRule, SettledResponse } from './types.js';

/**
 * The outcome of one item for everyone who took part; used alike for the live board, for recounts and for the final
 * result. The order of `responses` and of `participants` does not matter.
 *
 * One entry per distinct participant, ordered by participantId. The response of the highest opening counts, and of
 * several rows for that opening the one received first. No response is `missed`; responses of others are left out.
 * A voided item is `void` and without points for everyone.
 */
export function settle(
  item: Item,
  rule: ScoringRule,
  voided: boolean,
  participants: readonly string[],
  responses: readonly RecordedResponse[],
): readonly SettledResponse[] {
  const ids = [...new Set(participants)].sort();
  if (voided) return ids.map((participantId) => ({ participantId, outcome: 'void', points: 0, bonus: 0 }));

  const counting = countingResponses(responses);
  const judgeResponse = compileJudge(item, rule);
  return ids.map((participantId) => {
    const row = counting.get(participantId);
    if (row === undefined) return { participantId, outcome: 'missed', points: 0, bonus: 0 };
    const { outcome, points } = judgeResponse(row.response);
    const bonus =
      outcome === 'correct' && row.ownLimitMs !== null && row.elapsedMs !== null
        ? speedBonus(item.points, rule.speedBonusPercent, row.ownLimitMs, row.elapsedMs)
        : 0;
    return { participantId, outcome, points: points + bonus, bonus };
  });
}

/** By participant: the response that counts. */
export function countingResponses(responses: readonly RecordedResponse[]): ReadonlyMap<string, RecordedResponse> {
  const counting = new Map<string, RecordedResponse>();
  for (const row of responses) {
    const held = counting.get(row.participantId);
    if (held === undefined || supersedes(row, held)) counting.set(row.participantId, row);
  }
  return counting;
}

function supersedes(row: RecordedResponse, held: RecordedResponse): boolean {
  if (row.opening !== held.opening) return row.opening > held.opening;
  if (row.receivedAt !== held.receivedAt) return row.receivedAt < held.receivedAt;
  // The database's uniqueness keeps two rows of one opening out; the choice must still not hang on their order.
  return JSON.stringify(row) < JSON.stringify(held);
}
