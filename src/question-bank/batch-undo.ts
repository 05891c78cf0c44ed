import type { EntityManager } from 'typeorm';

import type { ReadBankItem } from '../core/question-bank/formats/reading.js';
import { idList } from '../platform/database/json-rows.js';
import { newId } from '../platform/ids.js';
import type { WriteQueue } from '../platform/database/write-queue.js';
import type { UndoReport } from '../protocol/question-bank.js';
import { changeRow, insertChanges, type ChangeRow, type Deed } from './bank-rows.js';
import { BankItemRevisionEntity } from './persistence/bank-item-revision.entity.js';
import { BankItemEntity } from './persistence/bank-item.entity.js';
import type { ImportBatchEntity } from './persistence/import-batch.entity.js';
import { prepareItem } from './prepared-item.js';

/** Items in one transaction; see item-loader.ts. */
const CHUNK = 500;

const EDITED = '导入后被修改过，已保留；不再需要的，请停用。';
/** What was drawn was published before: only published items are drawn. */
const PUBLISHED = '导入后发布过，已保留；不再需要的，请停用。';

interface Undoing {
  readonly writes: WriteQueue;
  readonly reader: EntityManager;
  readonly batch: ImportBatchEntity;
  readonly deed: Deed;
}

type Step = Pick<ChangeRow, 'id' | 'itemId' | 'action' | 'revision' | 'status' | 'batchId'> & {
  readonly itemKey: string;
};

/** In chunks: after a crash between two of them the rest is undone the next time. In the bank's line. */
export async function undoBatch({ writes, reader, batch, deed }: Undoing): Promise<UndoReport> {
  const kept: { readonly itemKey: string; readonly message: string }[] = [];
  const added: Step[] = [];
  const revised: { readonly step: Step; readonly before: Step }[] = [];
  for (const history of await historiesOf(reader, batch.id)) {
    const index = history.findIndex(({ batchId }) => batchId === batch.id);
    const step = history[index];
    if (step === undefined || history.at(-1)?.action === 'withdrawn') continue;
    const message = reasonToKeep(history.slice(index + 1));
    const before = history[index - 1];
    if (message !== null) kept.push({ itemKey: step.itemKey, message });
    else if (step.action === 'created') added.push(step);
    else if (before !== undefined) revised.push({ step, before });
  }
  const note = `撤销导入：${batch.fileName}`;
  for (let from = 0; from < added.length; from += CHUNK) {
    await writes.run((manager) => withdraw(manager, added.slice(from, from + CHUNK), note, deed));
  }
  for (const { step, before } of revised) {
    await writes.run((manager) => restore(manager, step, before, note, deed));
  }
  return { withdrawn: added.length + revised.length, kept };
}

/** What was done to each item of the batch, in the order of time. */
async function historiesOf(manager: EntityManager, batchId: string): Promise<Step[][]> {
  const steps = (await manager.query(
    `SELECT change.id, change.item_id AS "itemId", change.action, change.revision, change.status,
      change.batch_id AS "batchId", item.item_key AS "itemKey"
    FROM bank_item_change change JOIN bank_item item ON item.id = change.item_id
    WHERE change.item_id IN (SELECT item_id FROM bank_item_change WHERE batch_id = $1)
    ORDER BY change.id`,
    [batchId],
  )) as readonly Step[];
  const histories = new Map<string, Step[]>();
  for (const step of steps) {
    const history = histories.get(step.itemId);
    if (history) history.push(step);
    else histories.set(step.itemId, [step]);
  }
  return [...histories.values()];
}

function reasonToKeep(since: readonly Step[]): string | null {
  if (since.some(({ action }) => action === 'edited')) return EDITED;
  return since.some(({ status }) => status === 'published') ? PUBLISHED : null;
}

async function withdraw(manager: EntityManager, steps: readonly Step[], note: string, deed: Deed): Promise<void> {
  const ids = JSON.stringify(steps.map(({ itemId }) => itemId));
  const sql = `UPDATE bank_item SET withdrawn_at = $1, changed_at = $2 WHERE id IN (${idList(manager, 3)})`;
  await manager.query(sql, [deed.at, deed.at, ids]);
  const changes = steps.map(({ itemId, revision, status }) =>
    changeRow({ itemId, action: 'withdrawn', revision, status, note }, deed),
  );
  await insertChanges(manager, changes);
}

/** The content before the import is the latest again, with the status it had. */
async function restore(manager: EntityManager, step: Step, before: Step, note: string, deed: Deed): Promise<void> {
  const { itemId } = step;
  const former = await manager.findOneByOrFail(BankItemRevisionEntity, { itemId, number: before.revision });
  const revision = step.revision + 1;
  const content = former.content as object;
  await manager.insert(BankItemRevisionEntity, { ...former, content, id: newId(), number: revision, ...deed });
  const { status, batchId } = before;
  const { wordsHash } = prepareItem(former.content as ReadBankItem);
  await manager.update(BankItemEntity, itemId, { revision, status, wordsHash, batchId, changedAt: deed.at });
  await insertChanges(manager, [changeRow({ itemId, action: 'edited', revision, status, note }, deed)]);
}
