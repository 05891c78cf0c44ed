/** Drafts of responses and their wording, for every item kind. */
import type { Choice, CorrectResponse, ItemFrame, ItemResponse } from '@protocol/item.js';

/** The kind as one word: key under `common.kinds`. */
export function kindKey(
  item: Pick<ItemFrame, 'kind' | 'select'>,
): 'trueFalse' | 'single' | 'multiple' | 'fillIn' | 'ordering' | 'matching' {
  switch (item.kind) {
    case 'true-false':
      return 'trueFalse';
    case 'choice':
      return item.select === 'multiple' ? 'multiple' : 'single';
    case 'fill-in':
      return 'fillIn';
    default:
      return item.kind;
  }
}

/** What the form shows before anybody touched it; null where nothing is chosen yet. */
export function emptyResponse(item: ItemFrame): ItemResponse | null {
  switch (item.kind) {
    case 'true-false':
      return null;
    case 'choice':
      return { choices: [] };
    case 'fill-in':
      return { texts: Array.from({ length: item.blanks ?? 1 }, () => '') };
    case 'ordering':
      return { order: item.choices.map(({ id }) => id) };
    case 'matching':
      return { pairs: [] };
  }
}

/** True when there is something to submit. An ordering always is: the order shown may be the right one. */
export function hasContent(response: ItemResponse | null): boolean {
  if (response === null) return false;
  if ('choices' in response) return response.choices.length > 0;
  if ('texts' in response) return response.texts.some((text) => text.trim() !== '');
  if ('pairs' in response) return response.pairs.length > 0;
  return true;
}

/** A stored draft is used only where it still fits the item (ids change with each contest). */
export function fits(item: ItemFrame, response: unknown): response is ItemResponse {
  if (typeof response !== 'object' || response === null) return false;
  const value = response as Partial<Record<'value' | 'choices' | 'texts' | 'order' | 'pairs', unknown>>;
  const ids = new Set(item.choices.map(({ id }) => id));
  const known = (list: unknown): list is string[] => Array.isArray(list) && list.every((id) => ids.has(id as string));
  switch (item.kind) {
    case 'true-false':
      return typeof value.value === 'boolean';
    case 'choice':
      return known(value.choices);
    case 'fill-in':
      return (
        Array.isArray(value.texts) &&
        value.texts.length === (item.blanks ?? 1) &&
        value.texts.every((text) => typeof text === 'string')
      );
    case 'ordering':
      return known(value.order) && value.order.length === ids.size && new Set(value.order).size === ids.size;
    case 'matching': {
      const targets = new Set(item.targets?.map(({ id }) => id));
      return (
        Array.isArray(value.pairs) &&
        value.pairs.every((pair) => Array.isArray(pair) && ids.has(pair[0] as string) && targets.has(pair[1] as string))
      );
    }
  }
}

export function move(order: readonly string[], id: string, by: 1 | -1): readonly string[] {
  const from = order.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return order;
  const next = [...order];
  next.splice(from, 1);
  next.splice(to, 0, id);
  return next;
}

/** One partner for each left entry; `targetId` null takes the pair away. */
export function pair(
  pairs: readonly (readonly [string, string])[],
  choiceId: string,
  targetId: string | null,
): readonly (readonly [string, string])[] {
  const rest = pairs.filter(([id]) => id !== choiceId);
  return targetId === null ? rest : [...rest, [choiceId, targetId] as const];
}

const labelled = (choice: Choice): string => `${choice.label}，${choice.text}`;

/** A response or a correct response as people read it, one line each; empty for a response without content. */
export function responseLines(
  item: ItemFrame,
  response: ItemResponse | CorrectResponse | null,
  words: { readonly yes: string; readonly no: string },
): readonly string[] {
  if (response === null) return [];
  if ('value' in response) return [response.value ? words.yes : words.no];
  if ('choices' in response) return item.choices.filter(({ id }) => response.choices.includes(id)).map(labelled);
  if ('texts' in response) {
    return response.texts.map((text, index) => {
      const shown = typeof text === 'string' ? text : text.join(' / ');
      return response.texts.length > 1 ? `（${index + 1}）${shown}` : shown;
    });
  }
  const find = (list: readonly Choice[] | undefined, id: string): string => {
    const choice = list?.find((entry) => entry.id === id);
    return choice ? labelled(choice) : '';
  };
  if ('order' in response) return response.order.map((id, index) => `${index + 1}. ${find(item.choices, id)}`);
  const inOrder = item.choices.flatMap(({ id }) => response.pairs.filter(([left]) => left === id));
  return inOrder.map(([left, right]) => `${find(item.choices, left)} — ${find(item.targets, right)}`);
}

/** Choice ids that the key names; true-false uses `true` and `false`. */
export function rightKeys(correct: CorrectResponse): readonly string[] {
  if ('value' in correct) return [String(correct.value)];
  return 'choices' in correct ? correct.choices : [];
}
