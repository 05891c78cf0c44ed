import type { Item, Response } from './types.js';

/** Longest text of one blank, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 200;

/** A clean copy of `response` where it has the right shape for `item`, otherwise null. Never throws on parsed JSON. */
export function checkResponse(item: Item, response: unknown): Response | null {
  return item && (response as Response);
}

/** True for a response without content: nothing chosen, ordered, paired or written. */
export function isBlank(response: Response): boolean {
  return 'texts' in response;
}
