import { createHash } from 'node:crypto';

import { checkMedia } from '../core/question-bank/check-media.js';
import type { ReadBankItem } from '../core/question-bank/formats/reading.js';
import { canonicalContent, canonicalKey, searchTextOf, wordsOf } from '../core/question-bank/item-text.js';
import { hasKey, type StoredBankItem } from '../core/question-bank/types.js';

/**
 * An item as it goes into the database: its content and the columns by which the database finds, filters and compares
 * it. Plain, so that a worker can make thousands of them (50 µs each) and hand them over.
 */
export interface PreparedItem {
  /** As the file gives it, where it can be the item's key; otherwise null. */
  readonly id: string | null;
  readonly kind: StoredBankItem['kind'];
  readonly selectMode: 'single' | 'multiple' | null;
  readonly difficulty: number | null;
  /** JSON. */
  readonly tags: string;
  readonly validUntil: string | null;
  /** Hex SHA-256 of the key; null: a draft without one. */
  readonly keyHash: string | null;
  readonly sourceless: boolean;
  readonly mediaIncomplete: boolean;
  readonly searchText: string;
  /** JSON of the item without its id. */
  readonly content: string;
  /** Hex SHA-256 of the content, whatever the order of its properties. */
  readonly contentHash: string;
  /** Hex SHA-256 of kind, stem and choices, normalised: the same words, the same item. */
  readonly wordsHash: string;
}

/** As in question-banks/bank.schema.json. */
const KEY = /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,99}$/u;
const LETTER = /\p{L}/u;

export function prepareItem(read: ReadBankItem): PreparedItem {
  const item = { ...read, id: read.id ?? '' } as StoredBankItem;
  const { id: _id, ...content } = item;
  return {
    id: canBeKey(item.id) ? item.id : null,
    kind: item.kind,
    selectMode: item.kind === 'choice' ? item.select : null,
    difficulty: item.difficulty ?? null,
    tags: JSON.stringify(item.tags),
    validUntil: item.validUntil ?? null,
    keyHash: hasKey(item) ? sha256(canonicalKey(item)) : null,
    sourceless: item.source === undefined,
    mediaIncomplete: checkMedia(item).length > 0,
    searchText: searchTextOf(item),
    content: JSON.stringify(content),
    contentHash: sha256(canonicalContent(item)),
    wordsHash: sha256(wordsOf(item)),
  };
}

/** Numbers alone count the rows of a file and start anew in the next: they tell no item from another. */
function canBeKey(id: string): boolean {
  return KEY.test(id) && LETTER.test(id);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
