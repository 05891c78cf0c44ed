/** A response in the making, kept for the tab's life so that a refresh loses nothing; at most one an item. */
import type { ItemFrame, ItemResponse } from '@protocol/item.js';
import { fits } from '../lib/response.js';
import { readStored, removeStored, writeStored } from '../lib/storage.js';

export interface Draft {
  readonly contestItemId: string;
  readonly opening: number;
  readonly response: ItemResponse | null;
  /** Set when 提交 was pressed: sent again with this id until it is acknowledged. */
  readonly submissionId: string | null;
}

const KEY = 'draft';

export function storedDraft(item: ItemFrame): Draft | null {
  const stored = readStored('session', KEY) as Partial<Draft> | undefined;
  if (!stored || stored.contestItemId !== item.contestItemId || typeof stored.opening !== 'number') return null;
  const response = fits(item, stored.response) ? stored.response : null;
  return {
    contestItemId: item.contestItemId,
    opening: stored.opening,
    response,
    submissionId: typeof stored.submissionId === 'string' && response !== null ? stored.submissionId : null,
  };
}

export function keepDraft(draft: Draft): void {
  writeStored('session', KEY, draft);
}

export function dropDraft(): void {
  removeStored('session', KEY);
}
