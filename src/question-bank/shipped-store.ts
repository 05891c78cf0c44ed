import type { EntityManager } from 'typeorm';

import type { BankDocument, BankItem } from '../core/question-bank/types.js';
import { newId } from '../platform/ids.js';
import {
  CURRENT,
  changeRow,
  insertChanges,
  insertItems,
  insertRevisions,
  revisionRow,
  updateItems,
  type ChangeRow,
  type Deed,
  type ItemRow,
  type RevisionRow,
} from './bank-rows.js';
import { QuestionBankEntity } from './persistence/question-bank.entity.js';
import { prepareItem } from './prepared-item.js';

/** `taken`: a bank made on this server has the short name; nothing was stored. */
export type ShippedOutcome = 'new' | 'unchanged' | 'taken';

type Known = Omit<ItemRow, 'bankId'> & { readonly contentHash: string };

/**
 * Makes a bank what its file says: new and changed items are published at once, items that the file no longer has are
 * retired. What is as it was changes no row. Inside a write job.
 */
export async function storeShipped(
  manager: EntityManager,
  document: BankDocument,
  at: number,
): Promise<ShippedOutcome> {
  const { slug, title, description } = document;
  const deed: Deed = { operatorId: null, at };
  const bank = await manager.findOneBy(QuestionBankEntity, { slug });
  if (bank?.shipped === false) return 'taken';
  const bankId = bank?.id ?? newId();
  if (bank === null) {
    const row = { id: bankId, slug, title, description, shipped: true, createdAt: at, changedAt: at };
    await manager.insert(QuestionBankEntity, row);
  }
  const changes = changesOf(document.items, await knownItems(manager, bankId), bankId, deed);
  await insertItems(manager, changes.items);
  await updateItems(manager, changes.updates);
  await insertRevisions(manager, changes.revisions);
  await insertChanges(manager, changes.history);
  const renamed = bank !== null && (bank.title !== title || bank.description !== description);
  if (changes.history.length === 0 && !renamed) return bank === null ? 'new' : 'unchanged';
  await manager.update(QuestionBankEntity, bankId, { title, description, changedAt: at });
  return 'new';
}

interface Changes {
  readonly items: ItemRow[];
  readonly updates: Omit<ItemRow, 'bankId' | 'itemKey'>[];
  readonly revisions: RevisionRow[];
  readonly history: ChangeRow[];
}

function changesOf(items: readonly BankItem[], known: ReadonlyMap<string, Known>, bankId: string, deed: Deed): Changes {
  const changes: Changes = { items: [], updates: [], revisions: [], history: [] };
  const note = (itemId: string, action: ChangeRow['action'], revision: number, status: ItemRow['status']) =>
    changes.history.push(changeRow({ itemId, action, revision, status }, deed));
  const gone = new Map(known);
  for (const item of items) {
    const before = known.get(item.id);
    gone.delete(item.id);
    const prepared = prepareItem(item);
    const changed = before === undefined || before.contentHash !== prepared.contentHash;
    if (!changed && before.status === 'published') continue;
    const id = before?.id ?? newId();
    const revision = (before?.revision ?? 0) + (changed ? 1 : 0);
    const row = {
      id,
      status: 'published' as const,
      revision,
      wordsHash: prepared.wordsHash,
      batchId: null,
      withdrawnAt: null,
      changedAt: deed.at,
    };
    if (before === undefined) changes.items.push({ ...row, bankId, itemKey: item.id });
    else changes.updates.push(row);
    if (changed) changes.revisions.push(revisionRow(prepared, id, revision, deed));
    note(id, before === undefined ? 'created' : changed ? 'edited' : 'status', revision, 'published');
  }
  for (const { contentHash: _hash, itemKey: _key, ...row } of gone.values()) {
    if (row.status === 'retired') continue;
    changes.updates.push({ ...row, status: 'retired', changedAt: deed.at });
    note(row.id, 'status', row.revision, 'retired');
  }
  return changes;
}

async function knownItems(manager: EntityManager, bankId: string): Promise<ReadonlyMap<string, Known>> {
  const rows = (await manager.query(
    `SELECT item.id, item.item_key AS "itemKey", item.status, item.revision, item.words_hash AS "wordsHash",
      item.batch_id AS "batchId", item.withdrawn_at AS "withdrawnAt", item.changed_at AS "changedAt",
      revision.content_hash AS "contentHash"
    ${CURRENT}
    WHERE item.bank_id = $1`,
    [bankId],
  )) as readonly Known[];
  return new Map(rows.map((row) => [row.itemKey, row]));
}
