import { assertNever } from '../result.js';
import type { CoreChoice, CorrectResponse, FillInItem, Item } from './types.js';

/** The key of an item. */
export function keyOf(item: Item): CorrectResponse {
  switch (item.kind) {
    case 'true-false':
      return { value: item.correct };
    case 'choice':
      return { choices: item.correct };
    case 'fill-in':
      return { texts: item.blanks.map((blank) => blank.accepted) };
    case 'ordering':
      return { order: item.correct };
    case 'matching':
      return { pairs: item.correct };
    default:
      return assertNever(item);
  }
}

/**
 * The item with another key, or null where that key does not fit it: one choice for a single choice and one at least
 * for a multiple one, every choice once in an order and in the pairs, a text at least for every blank. Numeric ranges
 * of blanks stay: they are no part of this shape.
 */
export function withKey(item: Item, key: CorrectResponse): Item | null {
  switch (item.kind) {
    case 'true-false':
      return 'value' in key ? { ...item, correct: key.value } : null;
    case 'choice': {
      if (!('choices' in key) || !areDistinct(key.choices, item.choices)) return null;
      const fits = item.select === 'single' ? key.choices.length === 1 : key.choices.length > 0;
      return fits ? { ...item, correct: key.choices } : null;
    }
    case 'fill-in':
      return 'texts' in key ? withTexts(item, key.texts) : null;
    case 'ordering': {
      if (!('order' in key) || !areDistinct(key.order, item.choices)) return null;
      return key.order.length === item.choices.length ? { ...item, correct: key.order } : null;
    }
    case 'matching': {
      if (!('pairs' in key) || key.pairs.length !== item.choices.length) return null;
      const left = key.pairs.map(([choice]) => choice);
      const known = key.pairs.every(([, target]) => item.targets.some(({ id }) => id === target));
      return known && areDistinct(left, item.choices) ? { ...item, correct: key.pairs } : null;
    }
    default:
      return assertNever(item);
  }
}

function areDistinct(ids: readonly string[], choices: readonly CoreChoice[]): boolean {
  return new Set(ids).size === ids.length && ids.every((id) => choices.some((choice) => choice.id === id));
}

function withTexts(item: FillInItem, texts: readonly (readonly string[])[]): FillInItem | null {
  const complete = texts.every((accepted) => accepted.length > 0 && accepted.every((text) => text.trim() !== ''));
  if (!complete || texts.length !== item.blanks.length) return null;
  return { ...item, blanks: item.blanks.map((blank, index) => ({ ...blank, accepted: texts[index] ?? [] })) };
}
