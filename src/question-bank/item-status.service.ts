import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { publishingObstacles, transitionRefusal } from '../core/question-bank/status.js';
import { idList } from '../platform/database/json-rows.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { refuse } from '../platform/refusal.js';
import type { BankItemStatus, StatusBody, StatusReport } from '../protocol/question-bank.js';
import { BankDeeds } from './bank-deeds.js';
import { ownBankOf } from './bank-lookup.js';
import { CURRENT, changeRow, insertChanges, itemOf, type Deed } from './bank-rows.js';
import { mediaFaults } from './item-media.js';
import { MediaService } from './media.service.js';

/** Items in one transaction, and between two turns of the event loop while they are checked (0.1 ms each). */
const CHUNK = 250;

interface Row {
  readonly id: string;
  readonly itemKey: string;
  readonly status: BankItemStatus;
  readonly revision: number;
  readonly content: string;
}
type Refused = StatusReport['refused'][number];

/** Items reviewed, published and retired, one or thousands at a time. */
@Injectable()
export class ItemStatuses {
  constructor(
    private readonly writes: WriteQueue,
    private readonly reader: Reader,
    private readonly deeds: BankDeeds,
    private readonly media: MediaService,
  ) {}

  /**
   * Each item by itself: those that may not have the status stay as they are and are named. An item that has it already
   * is neither changed nor refused.
   * @throws RefusalError rest.not-found, bank.shipped; bank.status-refused where none could be changed
   */
  change(bankId: string, { itemIds, batchId, status, note }: StatusBody, operatorId: string): Promise<StatusReport> {
    return this.deeds.run(bankId, operatorId, async (deed) => {
      await ownBankOf(this.reader.source.manager, bankId);
      const rows = await this.rows(bankId, itemIds, batchId);
      const refused: Refused[] = [];
      let changed = 0;
      for (let from = 0; from < rows.length; from += CHUNK) {
        const allowed: Row[] = [];
        for (const row of rows.slice(from, from + CHUNK)) {
          const message = await this.refusalOf(row, status);
          if (message !== null) refused.push({ itemId: row.id, itemKey: row.itemKey, message });
          else if (row.status !== status) allowed.push(row);
        }
        if (allowed.length > 0) await this.writes.run((manager) => write(manager, allowed, status, note ?? null, deed));
        changed += allowed.length;
        await new Promise((next) => setImmediate(next));
      }
      if (changed > 0) {
        const detail = { status, changed };
        await this.writes.run((manager) => this.deeds.record(manager, bankId, deed, 'bank-item.status', detail));
      } else if (refused.length > 0) throw refuse('bank.status-refused', { details: refused.map(detailOf) });
      return { changed, refused };
    });
  }

  private async rows(
    bankId: string,
    itemIds: readonly string[] | undefined,
    batchId: string | undefined,
  ): Promise<Row[]> {
    const { manager } = this.reader.source;
    const ofThese = itemIds === undefined ? 'item.batch_id = $2' : `item.id IN (${idList(manager, 2)})`;
    const rows = (await manager.query(
      `SELECT item.id, item.item_key AS "itemKey", item.status, item.revision, revision.content
      ${CURRENT}
      WHERE item.bank_id = $1 AND item.withdrawn_at IS NULL AND ${ofThese} ORDER BY item.item_key`,
      [bankId, itemIds === undefined ? batchId : JSON.stringify(itemIds)],
    )) as readonly Row[];
    if (rows.length < new Set(itemIds ?? []).size || rows.length === 0) {
      throw refuse('rest.not-found', { message: '有题目已不在这个题库中，请刷新页面后重新选择。' });
    }
    return [...rows];
  }

  /** Null where the item may have the status. */
  private async refusalOf({ status: from, itemKey, content }: Row, to: BankItemStatus): Promise<string | null> {
    const refusal = transitionRefusal(from, to);
    if (refusal !== null || to !== 'published' || from === to) return refusal;
    const item = itemOf(content, itemKey);
    const obstacles = [...publishingObstacles(item), ...(await mediaFaults(this.media, item))];
    return obstacles.length === 0 ? null : obstacles.map(({ message }) => message).join('');
  }
}

const detailOf = ({ itemKey, message }: Refused) => ({ path: itemKey, message });

async function write(
  manager: EntityManager,
  rows: readonly Row[],
  status: BankItemStatus,
  note: string | null,
  deed: Deed,
): Promise<void> {
  const sql = `UPDATE bank_item SET status = $1, changed_at = $2 WHERE id IN (${idList(manager, 3)})`;
  await manager.query(sql, [status, deed.at, JSON.stringify(rows.map(({ id }) => id))]);
  const changes = rows.map(({ id, revision }) =>
    changeRow({ itemId: id, action: 'status', revision, status, note }, deed),
  );
  await insertChanges(manager, changes);
}
