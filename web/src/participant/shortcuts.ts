/** Letter keys A, B … choose like a press on the row; off unless the reader switched them on. */
import type { ItemFrame, ItemResponse } from '@protocol/item.js';

/** @returns the new response, or null when the key means nothing here */
export function chosenByLetter(item: ItemFrame, response: ItemResponse | null, key: string): ItemResponse | null {
  if (!/^[a-z]$/i.test(key)) return null;
  const index = key.toUpperCase().charCodeAt(0) - 'A'.charCodeAt(0);
  if (item.kind === 'true-false') return index > 1 ? null : { value: index === 0 };
  const choice = item.kind === 'choice' ? item.choices[index] : undefined;
  if (!choice) return null;
  if (item.select !== 'multiple') return { choices: [choice.id] };
  const before = response !== null && 'choices' in response ? response.choices : [];
  const wanted = new Set(before.includes(choice.id) ? before.filter((id) => id !== choice.id) : [...before, choice.id]);
  return { choices: item.choices.map(({ id }) => id).filter((id) => wanted.has(id)) };
}
