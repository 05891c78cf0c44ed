/** Rows of items, revisions and changes, as they go into the database: many in one statement. */
import type { EntityManager } from 'typeorm';

import { byOperator, vouchFor } from '../audit/audit.service.js';
import type { StoredBankItem } from '../core/question-bank/types.js';
import { jsonInsert, jsonUpdate } from '../platform/database/json-rows.js';
import { newId } from '../platform/ids.js';
import type { BankItemStatus } from '../protocol/question-bank.js';
import type { PreparedItem } from './prepared-item.js';

/** Items with their current revisions. */
export const CURRENT = `FROM bank_item item
  JOIN bank_item_revision revision ON revision.item_id = item.id AND revision.number = item.revision`;

/** An item as its revision holds it; its id is the key of the item. */
export const itemOf = <I extends StoredBankItem = StoredBankItem>(content: string, itemKey: string): I => ({
  ...(JSON.parse(content) as I),
  id: itemKey,
});

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

export interface RevisionRow extends Omit<PreparedItem, 'id' | 'wordsHash'> {
  readonly id: string;
  readonly itemId: string;
  readonly number: number;
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

export function revisionRow(prepared: PreparedItem, itemId: string, number: number, deed: Deed): RevisionRow {
  const { id: _id, wordsHash: _hash, ...columns } = prepared;
  return { ...columns, id: newId(), itemId, number, operatorId: deed.operatorId, at: deed.at };
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

const insertRevisionRows = jsonInsert<RevisionRow>('bank_item_revision', {
  id: 'text',
  itemId: 'text',
  number: 'integer',
  kind: 'text',
  selectMode: 'text',
  difficulty: 'integer',
  tags: 'text',
  validUntil: 'text',
  keyHash: 'text',
  sourceless: 'boolean',
  mediaIncomplete: 'boolean',
  searchText: 'text',
  content: 'text',
  contentHash: 'text',
  operatorId: 'text',
  at: 'bigint',
});

/** The only way a revision is written, so none is without an entry of the audit log. @returns the ids that went in */
export async function insertRevisions(
  manager: EntityManager,
  rows: readonly RevisionRow[],
): Promise<ReadonlySet<string>> {
  const inserted = await insertRevisionRows(manager, rows);
  const written = rows.filter(({ id }) => inserted.has(id));
  await vouchFor(manager, 'bank-item-revision', written, {
    action: 'bank-item.revisions-written',
    ...byOperator(rows[0]?.operatorId ?? null),
    detail: { revisions: written.length },
  });
  return inserted;
}

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
