/** What the first schema holds of banks, carried over into the second. */
import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';

import { canonicalContent, canonicalKey, searchTextOf, wordsOf } from '../../../core/question-bank/item-text.js';
import type { BankItem } from '../../../core/question-bank/types.js';
import { newId } from '../../ids.js';
import { jsonInsert } from '../json-rows.js';

interface OldBank {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly createdAt: number;
}

/** One row of the first schema for each item in each revision of its whole bank. */
interface OldRow {
  readonly id: string;
  readonly bankId: string;
  readonly itemKey: string;
  readonly content: string;
  readonly number: number;
  readonly at: number;
}

const sha256 = (words: string): string => createHash('sha256').update(words).digest('hex');

export interface OldBanks {
  readonly banks: readonly OldBank[];
  /** By bank, item and revision. */
  readonly rows: readonly OldRow[];
}

export async function readOldBanks(runner: QueryRunner): Promise<OldBanks> {
  const banks = (await runner.query(
    'SELECT id, slug, title, description, created_at AS "createdAt" FROM question_bank',
  )) as readonly OldBank[];
  const rows = (await runner.query(
    `SELECT item.id, revision.bank_id AS "bankId", item.item_key AS "itemKey", item.content, revision.number,
        revision.created_at AS "at"
      FROM bank_item item JOIN bank_revision revision ON revision.id = item.revision_id
      ORDER BY revision.bank_id, item.item_key, revision.number`,
  )) as readonly OldRow[];
  return { banks, rows };
}

interface KeptRevision {
  readonly row: OldRow;
  readonly contentHash: string;
}

/**
 * What the latest revision of a bank has is published, what only earlier ones have is retired. Rows that say the same as
 * the one before become one revision, under the id of the first; items of contests follow.
 */
export async function writeBanks(runner: QueryRunner, { banks, rows }: OldBanks): Promise<void> {
  const latest = new Map<string, number>();
  const changedAt = new Map<string, number>();
  for (const { bankId, number, at } of rows) {
    latest.set(bankId, Math.max(latest.get(bankId) ?? 0, number));
    changedAt.set(bankId, Math.max(changedAt.get(bankId) ?? 0, at));
  }
  const { manager } = runner;
  await insertBanks(
    manager,
    banks.map((bank) => ({ ...bank, shipped: true, changedAt: changedAt.get(bank.id) ?? bank.createdAt })),
  );
  const items: ItemRow[] = [];
  const revisions: RevisionRow[] = [];
  const changes: ChangeRow[] = [];
  for (const history of histories(rows)) {
    const kept: KeptRevision[] = [];
    for (const row of history) {
      const contentHash = sha256(canonicalContent(JSON.parse(row.content) as BankItem));
      const before = kept.at(-1);
      if (before?.contentHash !== contentHash) kept.push({ row, contentHash });
      else
        await runner.query('UPDATE contest_item SET bank_item_id = $1 WHERE bank_item_id = $2', [
          before.row.id,
          row.id,
        ]);
    }
    const last = history.at(-1) as OldRow;
    const { item, change } = itemOf(kept, last, latest.get(last.bankId) === last.number);
    items.push(item);
    kept.forEach((revision, index) => {
      revisions.push(revisionOf(revision, item.id, index + 1));
      changes.push(change(index === 0 ? 'created' : 'edited', index + 1, 'published', revision.row.at));
    });
    if (item.status === 'retired')
      changes.push(change('status', kept.length, 'retired', changedAt.get(last.bankId) ?? last.at));
  }
  await insertItems(manager, items);
  await insertRevisions(manager, revisions);
  await insertChanges(manager, changes);
}

/** The rows of each item, in the order of the revisions. */
function histories(rows: readonly OldRow[]): OldRow[][] {
  const found = new Map<string, OldRow[]>();
  for (const row of rows) {
    const key = `${row.bankId} ${row.itemKey}`;
    const history = found.get(key);
    if (history) history.push(row);
    else found.set(key, [row]);
  }
  return [...found.values()];
}

/** An item that the latest revision of its bank no longer has is retired. */
function itemOf(kept: readonly KeptRevision[], last: OldRow, current: boolean) {
  const id = newId();
  const status = current ? 'published' : 'retired';
  const item: ItemRow = {
    id,
    bankId: last.bankId,
    itemKey: last.itemKey,
    status,
    revision: kept.length,
    wordsHash: sha256(wordsOf(JSON.parse(last.content) as BankItem)),
    changedAt: kept.at(-1)?.row.at ?? last.at,
  };
  const change = (action: string, revision: number, after: string, at: number): ChangeRow => ({
    id: newId(),
    itemId: id,
    action,
    revision,
    status: after,
    at,
  });
  return { item, change };
}

/** Keeps the id of the old row: contests refer to it. */
function revisionOf({ row, contentHash }: KeptRevision, itemId: string, number: number): RevisionRow {
  const item = JSON.parse(row.content) as BankItem;
  return {
    id: row.id,
    itemId,
    number,
    kind: item.kind,
    selectMode: item.kind === 'choice' ? item.select : null,
    difficulty: item.difficulty ?? null,
    tags: JSON.stringify(item.tags),
    validUntil: item.validUntil ?? null,
    keyHash: sha256(canonicalKey(item)),
    sourceless: item.source === undefined,
    mediaIncomplete: false,
    searchText: searchTextOf(item),
    content: row.content,
    contentHash,
    at: row.at,
  };
}

interface ItemRow {
  readonly id: string;
  readonly bankId: string;
  readonly itemKey: string;
  readonly status: string;
  readonly revision: number;
  readonly wordsHash: string;
  readonly changedAt: number;
}
interface RevisionRow {
  readonly id: string;
  readonly itemId: string;
  readonly number: number;
  readonly kind: string;
  readonly selectMode: string | null;
  readonly difficulty: number | null;
  readonly tags: string;
  readonly validUntil: string | null;
  readonly keyHash: string;
  readonly sourceless: boolean;
  readonly mediaIncomplete: boolean;
  readonly searchText: string;
  readonly content: string;
  readonly contentHash: string;
  readonly at: number;
}
interface ChangeRow {
  readonly id: string;
  readonly itemId: string;
  readonly action: string;
  readonly revision: number;
  readonly status: string;
  readonly at: number;
}

const insertBanks = jsonInsert<OldBank & { readonly shipped: boolean; readonly changedAt: number }>('question_bank', {
  id: 'text',
  slug: 'text',
  title: 'text',
  description: 'text',
  shipped: 'boolean',
  createdAt: 'bigint',
  changedAt: 'bigint',
});
const insertItems = jsonInsert<ItemRow>('bank_item', {
  id: 'text',
  bankId: 'text',
  itemKey: 'text',
  status: 'text',
  revision: 'integer',
  wordsHash: 'text',
  changedAt: 'bigint',
});
const insertRevisions = jsonInsert<RevisionRow>('bank_item_revision', {
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
  at: 'bigint',
});
const insertChanges = jsonInsert<ChangeRow>('bank_item_change', {
  id: 'text',
  itemId: 'text',
  action: 'text',
  revision: 'integer',
  status: 'text',
  at: 'bigint',
});
