/** Rows of items, revisions and changes, as they go into the database: many in one statement. */
import { createHash } from 'node:crypto';

import { checkMedia } from '../core/question-bank/check-media.js';
import { canonicalContent, searchTextOf, wordsOf } from '../core/question-bank/item-text.js';
import { hasKey, type StoredBankItem } from '../core/question-bank/types.js';
import { jsonInsert, jsonUpdate } from '../platform/database/json-rows.js';
import { newId } from '../platform/ids.js';
import type { BankItemStatus } from '../protocol/question-bank.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const wordsHash = (item: StoredBankItem): string => sha256(wordsOf(item));
export const contentHash = (item: StoredBankItem): string => sha256(canonicalContent(item));

/** Who does it and when; operator null: the server itself. */
export interface Deed {
  readonly operatorId: string | null;
  readonly at: number;
}

export interface ItemRow {
  readonly id: string;
  readonly bankId: string;
  readonly itemKey: string;
  readonly status: BankItemStatus;
  readonly revision: number;
  readonly wordsHash: string;
  readonly batchId: string | null;
  readonly withdrawnAt: number | null;
  readonly changedAt: number;
}

export interface RevisionRow {
  readonly id: string;
  readonly itemId: string;
  readonly number: number;
  readonly kind: StoredBankItem['kind'];
  readonly selectMode: 'single' | 'multiple' | null;
  readonly difficulty: number | null;
  readonly tags: string;
  readonly validUntil: string | null;
  readonly keyless: boolean;
  readonly sourceless: boolean;
  readonly mediaIncomplete: boolean;
  readonly searchText: string;
  readonly content: string;
  readonly contentHash: string;
  readonly operatorId: string | null;
  readonly at: number;
}

export interface ChangeRow {
  readonly id: string;
  readonly itemId: string;
  readonly action: 'created' | 'edited' | 'status' | 'withdrawn';
  readonly revision: number;
  readonly status: BankItemStatus;
  readonly note: string | null;
  readonly batchId: string | null;
  readonly operatorId: string | null;
  readonly at: number;
}

/** Columns beside the content let the database filter and sort; they say nothing of their own. */
export function revisionRow(item: StoredBankItem, itemId: string, number: number, deed: Deed): RevisionRow {
  return {
    id: newId(),
    itemId,
    number,
    kind: item.kind,
    selectMode: item.kind === 'choice' ? item.select : null,
    difficulty: item.difficulty ?? null,
    tags: JSON.stringify(item.tags),
    validUntil: item.validUntil ?? null,
    keyless: !hasKey(item),
    sourceless: item.source === undefined,
    mediaIncomplete: checkMedia(item).length > 0,
    searchText: searchTextOf(item),
    content: JSON.stringify(item),
    contentHash: contentHash(item),
    operatorId: deed.operatorId,
    at: deed.at,
  };
}

export const changeRow = (
  change: Pick<ChangeRow, 'itemId' | 'action' | 'revision' | 'status'> & Partial<Pick<ChangeRow, 'note' | 'batchId'>>,
  { operatorId, at }: Deed,
): ChangeRow => ({ id: newId(), note: null, batchId: null, ...change, operatorId, at });

export const insertItems = jsonInsert<ItemRow>('bank_item', {
  id: 'text',
  bankId: 'text',
  itemKey: 'text',
  status: 'text',
  revision: 'integer',
  wordsHash: 'text',
  batchId: 'text',
  withdrawnAt: 'bigint',
  changedAt: 'bigint',
});

/** `withdrawnAt` and `batchId` too: give them as they are where they stay. */
export const updateItems = jsonUpdate<Omit<ItemRow, 'bankId' | 'itemKey'>>('bank_item', {
  id: 'text',
  status: 'text',
  revision: 'integer',
  wordsHash: 'text',
  batchId: 'text',
  withdrawnAt: 'bigint',
  changedAt: 'bigint',
});

export const insertRevisions = jsonInsert<RevisionRow>('bank_item_revision', {
  id: 'text',
  itemId: 'text',
  number: 'integer',
  kind: 'text',
  selectMode: 'text',
  difficulty: 'integer',
  tags: 'text',
  validUntil: 'text',
  keyless: 'boolean',
  sourceless: 'boolean',
  mediaIncomplete: 'boolean',
  searchText: 'text',
  content: 'text',
  contentHash: 'text',
  operatorId: 'text',
  at: 'bigint',
});

export const insertChanges = jsonInsert<ChangeRow>('bank_item_change', {
  id: 'text',
  itemId: 'text',
  action: 'text',
  revision: 'integer',
  status: 'text',
  note: 'text',
  batchId: 'text',
  operatorId: 'text',
  at: 'bigint',
});
