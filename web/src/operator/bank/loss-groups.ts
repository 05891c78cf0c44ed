/** What an export cannot carry, the same sentence once with the items that it is about. */
import type { ExportLosses } from '@protocol/question-bank.js';

export interface LossGroup {
  readonly message: string;
  readonly keys: readonly string[];
}

/** The sentence about most items first. */
export function lossGroups(losses: ExportLosses['losses']): readonly LossGroup[] {
  const groups = new Map<string, string[]>();
  for (const { itemKey, message } of losses) {
    const keys = groups.get(message);
    if (keys) keys.push(itemKey);
    else groups.set(message, [itemKey]);
  }
  return [...groups]
    .map(([message, keys]) => ({ message, keys: [...new Set(keys)] }))
    .sort((one, other) => other.keys.length - one.keys.length);
}
