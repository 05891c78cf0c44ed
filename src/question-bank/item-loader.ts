/** Puts planned items into a bank in many short transactions; what is new to it is seen all at once, in the last. */
import type { EntityManager } from 'typeorm';

import { idList } from '../platform/database/json-rows.js';
import { newId } from '../platform/ids.js';
import type { WriteQueue } from '../platform/database/write-queue.js';
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
import type { KnownItem, PlannedItem, PlanState } from './item-plan.js';
import type { PreparedItem } from './prepared-item.js';

/** New items in one transaction: about 10 ms in which responses of a running contest wait. */
const CHUNK = 250;
/** A change of an item takes twice as long. */
export const CHANGED_CHUNK = 125;

export interface Loading {
  readonly bankId: string;
  readonly items: readonly PreparedItem[];
  readonly planned: readonly PlannedItem[];
  /** Null: copied, not imported. The batch's row is there. */
  readonly batchId: string | null;
  readonly note: string | null;
  readonly deed: Deed;
  /** Of items of the bank that are known. */
  readonly revisionOf: (itemId: string) => number;
}

/** What one item comes to. */
interface Entry {
  readonly item: ItemRow;
  readonly isNew: boolean;
  readonly revision: RevisionRow | null;
  readonly change: ChangeRow;
}

export interface Steps {
  /** In the transaction of the first change that is seen before the last; not where all such changes fit into the last. */
  begin(manager: EntityManager): Promise<void>;
  /** In the last transaction. @param loaded how many items were added, brought back or changed */
  finish(manager: EntityManager, loaded: number): Promise<void>;
}

/**
 * What nobody sees yet goes in withdrawn, a chunk a transaction; then what changes items that are seen, a chunk a
 * transaction; the last chunk of that together with showing the new ones. A crash among the first leaves withdrawn rows,
 * which a later load brings back; among the second, items of which some are changed: whoever has a batch finds them by it
 * and takes them back (ImportBatches), else the same load again does the rest.
 * @returns how many items were added, brought back or changed
 */
export async function loadItems(writes: WriteQueue, loading: Loading, { begin, finish }: Steps): Promise<number> {
  const hiddenIds: string[] = [];
  const seen: Entry[] = [];
  for (let from = 0; from < loading.items.length; from += CHUNK) {
    const entries = entriesOf(loading, from, from + CHUNK);
    const hidden = entries.filter(({ item }) => item.withdrawnAt !== null);
    if (hidden.length > 0) await writes.run((manager) => write(manager, hidden));
    hiddenIds.push(...hidden.map(({ item }) => item.id));
    seen.push(...entries.filter(({ item }) => item.withdrawnAt === null));
  }
  const loaded = hiddenIds.length + seen.length;
  for (let first = true; seen.length > CHANGED_CHUNK; first = false) {
    const chunk = seen.splice(0, CHANGED_CHUNK);
    await writes.run(async (manager) => {
      if (first) await begin(manager);
      await write(manager, chunk);
    });
  }
  await writes.run(async (manager) => {
    await write(manager, seen);
    await show(manager, hiddenIds);
    await finish(manager, loaded);
  });
  return loaded;
}

async function write(manager: EntityManager, entries: readonly Entry[]): Promise<void> {
  const added = entries.filter(({ isNew }) => isNew).map(({ item }) => item);
  const known = entries.filter(({ isNew }) => !isNew).map(({ item }) => item);
  const revisions = entries.flatMap(({ revision }) => revision ?? []);
  const insertedItems = await insertItems(manager, added);
  await updateItems(manager, known);
  const insertedRevisions = await insertRevisions(manager, revisions);
  // A row that meets a constraint is left out in silence: somebody else was quicker.
  if (insertedItems.size < added.length || insertedRevisions.size < revisions.length) {
    throw new Error('the bank was changed while items were being loaded into it');
  }
  await insertChanges(
    manager,
    entries.map(({ change }) => change),
  );
}

function entriesOf(loading: Loading, from: number, to: number): Entry[] {
  const { bankId, planned, batchId, note, deed, revisionOf } = loading;
  return loading.items.slice(from, to).flatMap((prepared, index): Entry[] => {
    const plan = planned[from + index];
    if (plan === undefined || plan.outcome === 'unchanged' || plan.outcome === 'contradictory') return [];
    const { known, outcome, itemKey } = plan;
    const before = known === null ? 0 : revisionOf(known.id);
    // What was withdrawn and comes back as it was needs no new revision.
    const number = known?.contentHash === prepared.contentHash ? before : before + 1;
    const id = known?.id ?? newId();
    const item: ItemRow = {
      id,
      bankId,
      itemKey,
      status: 'draft',
      revision: number,
      wordsHash: prepared.wordsHash,
      batchId,
      withdrawnAt: outcome === 'revised' ? null : deed.at,
      changedAt: deed.at,
    };
    const action = outcome === 'revised' ? 'edited' : 'created';
    const change = changeRow({ itemId: id, action, revision: number, status: 'draft', note, batchId }, deed);
    const revision = number > before ? revisionRow(prepared, id, number, deed) : null;
    return [{ item, isNew: known === null, revision, change }];
  });
}

async function show(manager: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const list = idList(manager, 1);
  await manager.query(`UPDATE bank_item SET withdrawn_at = NULL WHERE id IN (${list})`, [JSON.stringify(ids)]);
}

export interface BankState extends PlanState {
  readonly revisionOf: (itemId: string) => number;
}

type KnownRow = Omit<KnownItem, 'withdrawn'> & { readonly revision: number; readonly withdrawnAt: number | null };

/** What a plan needs to know of a bank. */
export async function bankState(manager: EntityManager, bankId: string, prefix: string): Promise<BankState> {
  const rows = (await manager.query(
    `SELECT item.id, item.item_key AS "itemKey", item.words_hash AS "wordsHash", item.revision,
      item.withdrawn_at AS "withdrawnAt", revision.content_hash AS "contentHash", revision.key_hash AS "keyHash",
      revision.search_text AS "searchText"
    ${CURRENT}
    WHERE item.bank_id = $1 ORDER BY item.id`,
    [bankId],
  )) as readonly KnownRow[];
  // What an import brought and its undoing took back counts as never said: an item has two changes of that batch. They
  // are looked up by the item; `|| ''` keeps the databases from going through the whole batch for each.
  const revisions = (await manager.query(
    `SELECT revision.item_id AS "itemId", revision.content_hash AS "contentHash"
    FROM bank_item_revision revision JOIN bank_item item ON item.id = revision.item_id
    WHERE item.bank_id = $1 AND (revision.number = item.revision OR EXISTS (
      SELECT 1 FROM bank_item_change said
      WHERE said.item_id = item.id AND said.revision = revision.number AND said.action IN ('created', 'edited')
        AND (said.batch_id IS NULL OR NOT EXISTS (
          SELECT 1 FROM bank_item_change undone
          WHERE undone.item_id = said.item_id AND undone.batch_id || '' = said.batch_id AND undone.id <> said.id))))`,
    [bankId],
  )) as PlanState['revisions'];
  const numbers = new Map(rows.map(({ id, revision }) => [id, revision]));
  return {
    known: rows.map(({ revision: _revision, withdrawnAt, ...row }) => ({ ...row, withdrawn: withdrawnAt !== null })),
    revisions,
    prefix,
    revisionOf: (itemId) => numbers.get(itemId) ?? 0,
  };
}
