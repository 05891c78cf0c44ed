import type { EntityManager } from 'typeorm';

import type { ImportBatches } from '../import-batch.service.js';
import type { BankAsIs } from './look.js';

/** What a look compares with. @throws RefusalError rest.not-found, bank.shipped */
export async function bankAsIs(batches: ImportBatches, manager: EntityManager, bankId: string): Promise<BankAsIs> {
  const { known, revisions } = await batches.stateOf(bankId);
  const rows = (await manager.query(
    `SELECT item.item_key AS "itemKey", revision.search_text AS "searchText"
    FROM bank_item item
    JOIN bank_item_revision revision ON revision.item_id = item.id AND revision.number = item.revision
    WHERE item.bank_id = $1 AND item.withdrawn_at IS NULL ORDER BY item.item_key`,
    [bankId],
  )) as readonly { readonly itemKey: string; readonly searchText: string }[];
  return { known, revisions, texts: rows.map(({ itemKey, searchText }) => [itemKey, searchText]) };
}
