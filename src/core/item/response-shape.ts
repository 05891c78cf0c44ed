import { assertNever } from '../result.js';
import { isEmptyText } from './normalise.js';
import type { CoreChoice, Item, Response } from './types.js';

/** Longest text of one blank, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 200;

/** NUL and lone surrogates: PostgreSQL's JSON functions and text columns refuse them. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/**
 * A clean copy of `response` where it has the right shape for `item`, otherwise null. Never throws on parsed JSON.
 *
 * The response has the one property of its kind and no other. Ids must belong to the item and occur once; a single
 * choice takes none or one; texts are as many as the blanks; an order names every choice, or none; a choice is paired
 * at most once, a target as often as one likes. Content may be empty (see {@link isBlank}), except for `true-false`.
 */
export function checkResponse(item: Item, response: unknown): Response | null {
  if (typeof response !== 'object' || response === null || Object.keys(response).length !== 1) return null;
  const body = response as Readonly<Record<string, unknown>>;
  switch (item.kind) {
    case 'true-false': {
      const { value } = body;
      return typeof value === 'boolean' ? { value } : null;
    }
    case 'choice': {
      const choices = uniqueIds(body['choices'], item.choices);
      return choices === null || (item.select === 'single' && choices.length > 1) ? null : { choices };
    }
    case 'fill-in': {
      const texts = storableTexts(body['texts'], item.blanks.length);
      return texts === null ? null : { texts };
    }
    case 'ordering': {
      const order = uniqueIds(body['order'], item.choices);
      return order === null || (order.length !== 0 && order.length !== item.choices.length) ? null : { order };
    }
    case 'matching': {
      const pairs = uniquePairs(body['pairs'], item.choices, item.targets);
      return pairs === null ? null : { pairs };
    }
    default:
      return assertNever(item);
  }
}

/** True for a response without content: nothing chosen, ordered, paired, or written but spaces. */
export function isBlank(response: Response): boolean {
  if ('choices' in response) return response.choices.length === 0;
  if ('texts' in response) return response.texts.every(isEmptyText);
  if ('order' in response) return response.order.length === 0;
  if ('pairs' in response) return response.pairs.length === 0;
  return false;
}

function has(choices: readonly CoreChoice[], id: unknown): id is string {
  return choices.some((choice) => choice.id === id);
}

/** Items have a handful of choices: scanning beats building a set for each of thousands of responses a second. */
function uniqueIds(value: unknown, choices: readonly CoreChoice[]): string[] | null {
  if (!Array.isArray(value) || value.length > choices.length) return null;
  const ids: string[] = [];
  for (const id of value as readonly unknown[]) {
    if (!has(choices, id) || ids.includes(id)) return null;
    ids.push(id);
  }
  return ids;
}

function uniquePairs(
  value: unknown,
  choices: readonly CoreChoice[],
  targets: readonly CoreChoice[],
): (readonly [string, string])[] | null {
  if (!Array.isArray(value) || value.length > choices.length) return null;
  const pairs: (readonly [string, string])[] = [];
  for (const pair of value as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    const [choiceId, targetId] = pair as readonly unknown[];
    if (!has(choices, choiceId) || !has(targets, targetId)) return null;
    if (pairs.some(([taken]) => taken === choiceId)) return null;
    pairs.push([choiceId, targetId]);
  }
  return pairs;
}

function storableTexts(value: unknown, count: number): string[] | null {
  if (!Array.isArray(value) || value.length !== count) return null;
  const texts: string[] = [];
  for (const text of value as readonly unknown[]) {
    if (typeof text !== 'string' || text.length > MAX_TEXT_LENGTH || UNSTORABLE.test(text)) return null;
    texts.push(text);
  }
  return texts;
}
