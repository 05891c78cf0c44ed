import type { EntityManager } from 'typeorm';

import type { BankDocument, BankSourceDocument, StoredBankItem } from '../../core/question-bank/types.js';
import type { BankItemStatus } from '../../protocol/question-bank.js';
import { bankOf } from '../bank-lookup.js';

/** A bank as it lies in the database; what it lacks to a `BankDocument` its items say (see `bankDocument`). */
export interface BankContent {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** By key, JSON of the item without its id. */
  readonly items: readonly (readonly [itemKey: string, content: string])[];
}

/** Items of one status, or of all of them; not what was withdrawn. @throws RefusalError rest.not-found */
export async function bankContent(
  manager: EntityManager,
  bankId: string,
  status: BankItemStatus | 'all',
): Promise<BankContent> {
  const { slug, title, description } = await bankOf(manager, bankId);
  const rows = (await manager.query(
    `SELECT item.item_key AS "itemKey", revision.content
    FROM bank_item item
    JOIN bank_item_revision revision ON revision.item_id = item.id AND revision.number = item.revision
    WHERE item.bank_id = $1 AND item.withdrawn_at IS NULL AND ($2 = 'all' OR item.status = $2)
    ORDER BY item.item_key`,
    [bankId, status],
  )) as readonly { readonly itemKey: string; readonly content: string }[];
  return { slug, title, description, items: rows.map(({ itemKey, content }) => [itemKey, content]) };
}

/** A bank of this server does not keep the editions of the texts that it cites. */
const EDITION = '未注明版本';

/** Takes 10 µs an item: for the process of a job. */
export function bankDocument({ items, ...bank }: BankContent): BankDocument<StoredBankItem> {
  const read = items.map(([id, content]) => ({ ...(JSON.parse(content) as StoredBankItem), id }));
  const documents = new Map<string, BankSourceDocument>();
  for (const { source } of read) {
    if (source?.title === undefined || documents.has(source.document)) continue;
    documents.set(source.document, { slug: source.document, title: source.title, edition: EDITION });
  }
  return { format: 1, ...bank, documents: [...documents.values()], items: read };
}
