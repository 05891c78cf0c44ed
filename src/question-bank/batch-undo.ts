import type { EntityManager } from 'typeorm';

import type { ReadBankItem } from '../core/question-bank/formats/reading.js';
import { idList } from '../platform/database/json-rows.js';
import type { WriteQueue } from '../platform/database/write-queue.js';
import type { UndoReport } from '../protocol/question-bank.js';
import {
  changeRow,
  insertChanges,
  insertRevisions,
  revisionRow,
  updateItems,
  type ChangeRow,
  type Deed,
  type ItemRow,
  type RevisionRow,
} from './bank-rows.js';
import { CHANGED_CHUNK } from './item-loader.js';
import { inForce, reasonToKeep, type Step } from './item-history.js';
import type { ImportBatchEntity } from './persistence/import-batch.entity.js';
import { prepareItem } from './prepared-item.js';

/** Items in one transaction; see item-loader.ts. */
const CHUNK = 250;

interface Undoing {
  readonly writes: WriteQueue;
  readonly reader: EntityManager;
  readonly batch: ImportBatchEntity;
  readonly deed: Deed;
}

interface HistoryRow extends Step {
  readonly itemId: string;
  readonly itemKey: string;
  /** Of the item as it is now. */
  readonly current: number;
}

/** An item that is to be as it was after the step before. */
interface Restoring extends Pick<HistoryRow, 'itemId' | 'current'> {
  readonly before: Step;
  readonly batchId: string | null;
}

/** In chunks: after a crash between two of them the rest is undone the next time. In the bank's line. */
export async function undoBatch({ writes, reader, batch, deed }: Undoing): Promise<UndoReport> {
  const kept: { readonly itemKey: string; readonly message: string }[] = [];
  const added: HistoryRow[] = [];
  const revised: Restoring[] = [];
  for (const history of await historiesOf(reader, batch.id)) {
    const steps = inForce(history);
    const index = steps.findIndex(({ batchId }) => batchId === batch.id);
    const step = steps[index];
    if (step === undefined) continue;
    const message = reasonToKeep(steps.slice(index + 1));
    const before = steps[index - 1];
    if (message !== null) kept.push({ itemKey: step.itemKey, message });
    else if (step.action === 'created') added.push(step);
    else if (before !== undefined) revised.push({ ...step, before, batchId: broughtBy(steps.slice(0, index)) });
  }
  const act = { batch, deed, note: `撤销导入：${batch.fileName}` };
  for (let from = 0; from < added.length; from += CHUNK) {
    await writes.run((manager) => withdraw(manager, added.slice(from, from + CHUNK), act));
  }
  for (let from = 0; from < revised.length; from += CHANGED_CHUNK) {
    const chunk = revised.slice(from, from + CHANGED_CHUNK);
    const rows = formerRows(chunk, await contentsOf(reader, chunk), act);
    await writes.run((manager) => restore(manager, rows));
  }
  return { withdrawn: added.length + revised.length, kept };
}

/** The import that an item belongs to, as a list by imports shows it. */
const broughtBy = (steps: readonly Step[]): string | null =>
  steps.findLast(({ batchId }) => batchId !== null)?.batchId ?? null;

/** What was done to each item of the batch, in the order of time; items that nobody sees are left out. */
async function historiesOf(manager: EntityManager, batchId: string): Promise<HistoryRow[][]> {
  const rows = (await manager.query(
    `SELECT change.item_id AS "itemId", change.action, change.revision, change.status, change.batch_id AS "batchId",
      item.item_key AS "itemKey", item.revision AS "current"
    FROM bank_item_change change JOIN bank_item item ON item.id = change.item_id
    WHERE item.withdrawn_at IS NULL
      AND change.item_id IN (SELECT item_id FROM bank_item_change WHERE batch_id = $1)
    ORDER BY change.id`,
    [batchId],
  )) as readonly HistoryRow[];
  const histories = new Map<string, HistoryRow[]>();
  for (const row of rows) {
    const history = histories.get(row.itemId);
    if (history) history.push(row);
    else histories.set(row.itemId, [row]);
  }
  return [...histories.values()];
}

interface Act {
  readonly batch: ImportBatchEntity;
  readonly deed: Deed;
  readonly note: string;
}

async function withdraw(
  manager: EntityManager,
  steps: readonly HistoryRow[],
  { batch, deed, note }: Act,
): Promise<void> {
  const ids = JSON.stringify(steps.map(({ itemId }) => itemId));
  const sql = `UPDATE bank_item SET withdrawn_at = $1, changed_at = $2 WHERE id IN (${idList(manager, 3)})`;
  await manager.query(sql, [deed.at, deed.at, ids]);
  const changes = steps.map(({ itemId, revision, status }) =>
    changeRow({ itemId, action: 'withdrawn', revision, status, note, batchId: batch.id }, deed),
  );
  await insertChanges(manager, changes);
}

type Contents = ReadonlyMap<string, string>;

const nameOf = (itemId: string, revision: number): string => `${itemId} ${revision}`;

/** JSON of the revisions before, by item and number. */
async function contentsOf(manager: EntityManager, items: readonly Restoring[]): Promise<Contents> {
  const rows = (await manager.query(
    `SELECT item_id AS "itemId", number, content FROM bank_item_revision WHERE item_id IN (${idList(manager, 1)})`,
    [JSON.stringify(items.map(({ itemId }) => itemId))],
  )) as readonly { readonly itemId: string; readonly number: number; readonly content: string }[];
  return new Map(rows.map(({ itemId, number, content }) => [nameOf(itemId, number), content]));
}

interface Rows {
  readonly revisions: readonly RevisionRow[];
  readonly items: readonly Omit<ItemRow, 'bankId' | 'itemKey'>[];
  readonly changes: readonly ChangeRow[];
}

/** The content before the import becomes the latest again, with the status it had. */
function formerRows(items: readonly Restoring[], contents: Contents, { batch, deed, note }: Act): Rows {
  const rows = items.map(({ itemId, current, before, batchId }) => {
    const content = contents.get(nameOf(itemId, before.revision));
    if (content === undefined) throw new Error(`revision ${before.revision} of item ${itemId} is not there`);
    const prepared = prepareItem(JSON.parse(content) as ReadBankItem);
    const state = { revision: current + 1, status: before.status };
    const { wordsHash } = prepared;
    return {
      revision: revisionRow(prepared, itemId, state.revision, deed),
      item: { id: itemId, ...state, wordsHash, batchId, withdrawnAt: null, changedAt: deed.at },
      change: changeRow({ itemId, action: 'edited', ...state, note, batchId: batch.id }, deed),
    };
  });
  return {
    revisions: rows.map(({ revision }) => revision),
    items: rows.map(({ item }) => item),
    changes: rows.map(({ change }) => change),
  };
}

async function restore(manager: EntityManager, { revisions, items, changes }: Rows): Promise<void> {
  const inserted = await insertRevisions(manager, revisions);
  if (inserted.size < revisions.length) throw new Error('the bank was changed while an import was being undone');
  await updateItems(manager, items);
  await insertChanges(manager, changes);
}
