import { normaliseStem, wordingOf } from './normalise.js';
import { hasKey, type StoredBankItem } from './types.js';

/** Between parts: a character that normalising leaves in no part. */
const SEPARATOR = '\n';

/**
 * What makes two items of a bank the same, word for word: kind, stem and choices, without width, punctuation and
 * spaces, and the pictures that are asked about. The key is not in it: the same words with another key are a
 * contradiction, not another item. Hashes of it are stored: whoever changes it makes them anew in a migration.
 */
export function wordsOf(item: StoredBankItem): string {
  const parts = [item.stem, ...choiceTexts(item)].map(wordingOf);
  return [item.kind, ...parts, ...pictures(item)].join(SEPARATOR);
}

/** A recording or a film in sign language says the same words again. */
function pictures(item: StoredBankItem): string[] {
  const choices = [...('choices' in item ? item.choices : []), ...('targets' in item ? item.targets : [])];
  const media = [item, ...choices].flatMap((part, index) => (part.media ?? []).map((one) => ({ ...one, index })));
  return media.filter(({ kind }) => kind === 'image').map(({ file, index }) => `${index} ${file}`);
}

/** Where a search looks: stem, choices and key as people read them, in the form of `searchForm`. */
export function searchTextOf(item: StoredBankItem): string {
  return [item.stem, ...choiceTexts(item), ...keyTexts(item)].map(searchForm).join(SEPARATOR);
}

/** Shorter stems (下列说法正确的是) are the same in many items: only with their choices they say what an item is. */
const TELLING_STEM = 14;

/** What of a `searchTextOf` is compared when items are looked for that ask nearly the same. */
export function comparedText(searchText: string): string {
  const stem = searchText.split(SEPARATOR, 1)[0] ?? '';
  return normaliseStem(stem).length < TELLING_STEM ? searchText : stem;
}

/** Full and half width, upper and lower case are the same to somebody who searches. */
export function searchForm(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** The content as one text that is the same whatever the order in which its properties were written; without `id`. */
export function canonicalContent(item: StoredBankItem): string {
  const { id: _id, ...content } = item;
  return JSON.stringify(sorted(content));
}

/** The key in the same way; of a draft without one the empty text. */
export function canonicalKey(item: StoredBankItem): string {
  return hasKey(item) ? JSON.stringify(sorted(item.correctResponse)) : '';
}

function choiceTexts(item: StoredBankItem): string[] {
  const choices = 'choices' in item ? item.choices.map(({ text }) => text) : [];
  const targets = 'targets' in item ? item.targets.map(({ text }) => text) : [];
  return [...choices, ...targets];
}

function keyTexts(item: StoredBankItem): string[] {
  if (!hasKey(item)) return [];
  if (item.kind === 'short-answer') return [item.correctResponse];
  if (item.kind !== 'fill-in') return [];
  return item.correctResponse.flatMap((blank) => ('min' in blank ? [`${blank.min}-${blank.max}`] : blank));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, part]) => [key, sorted(part)]),
  );
}
