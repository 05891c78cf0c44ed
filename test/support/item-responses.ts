/** Responses that are right or wrong on purpose, made from the key that only operators may read. */
import type { ItemResponse } from '../../src/protocol/item.js';
import type { EditableItem } from '../../src/protocol/rest.js';

/** `part`: a multiple choice without the last right choice. */
export type Wanted = 'right' | 'wrong' | 'part';

export function responseTo(item: EditableItem, wanted: Wanted): ItemResponse {
  const key = item.correctResponse;
  const right = wanted === 'right';
  if ('value' in key) return { value: right ? key.value : !key.value };
  if ('choices' in key) {
    if (wanted === 'part') return { choices: key.choices.slice(0, -1) };
    const wrong = item.choices.map(({ id }) => id).filter((id) => !key.choices.includes(id));
    return { choices: right ? key.choices : wrong.slice(0, 1) };
  }
  // Digits where a blank takes them: they can be typed on the scanned pad too.
  if ('texts' in key) {
    const short = (texts: readonly string[]): string => texts.find((text) => /^\d$/.test(text)) ?? texts[0] ?? '';
    return { texts: key.texts.map((texts) => (right ? short(texts) : '9')) };
  }
  if ('order' in key) return { order: right ? key.order : [...key.order].reverse() };
  const targets = key.pairs.map(([, target]) => target);
  const given = right ? targets : [...targets.slice(1), ...targets.slice(0, 1)];
  return { pairs: key.pairs.map(([choice], index) => [choice, given[index] ?? ''] as const) };
}
