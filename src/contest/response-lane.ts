import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Response } from '../core/item/types.js';
import { Clock } from '../platform/clock/clock.js';
import { jsonInsert } from '../platform/database/json-rows.js';
import { isLostConnection } from '../platform/database/lost-connection.js';
import type { GroupLane } from '../platform/database/group-lane.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { idAt } from '../platform/ids.js';
import { ResponseEntity } from './persistence/response.entity.js';
import { ResponseSeals } from './response-seals.js';

export interface ResponseRow {
  readonly id: string;
  readonly contestId: string;
  readonly contestItemId: string;
  readonly opening: number;
  readonly participantId: string;
  readonly submissionId: string;
  readonly response: Response;
  readonly receivedAt: number;
  readonly ownLimitMs: number | null;
  readonly elapsedMs: number | null;
}

/** What stands in the database after an append: this row, or the one that was there first. */
export interface StoredReceipt {
  readonly participantId: string;
  readonly contestItemId: string;
  readonly opening: number;
  readonly submissionId: string;
  readonly receivedAt: number;
}

type StoredRow = Omit<ResponseRow, 'response'> & { readonly response: string; readonly batch: string };

/** Which opening takes responses is asked where it is written: another node may have closed it a moment ago. */
const OPENING = {
  table: 'contest',
  key: 'contestId',
  match: { contestItemId: 'open_item_id', opening: 'open_opening' },
} as const;

const insertRows = jsonInsert<StoredRow>(
  'response',
  {
    id: 'text',
    contestId: 'text',
    contestItemId: 'text',
    opening: 'integer',
    participantId: 'text',
    submissionId: 'text',
    response: 'text',
    receivedAt: 'bigint',
    ownLimitMs: 'integer',
    elapsedMs: 'integer',
    batch: 'text',
  },
  OPENING,
);

/** The hot way of a response to the disk: whatever came during the last commit is one statement, one commit. */
@Injectable()
export class ResponseLane {
  readonly #lane: GroupLane<ResponseRow, StoredReceipt | null>;

  constructor(
    queue: WriteQueue,
    readonly seals: ResponseSeals,
    private readonly clock: Clock,
  ) {
    this.#lane = queue.lane((manager, rows) => this.#insert(manager, rows), { oneStatement: true });
  }

  /** See ContestStore.appendResponse. */
  append(row: ResponseRow): Promise<StoredReceipt | null> {
    return this.#lane.append(row);
  }

  async #insert(manager: EntityManager, rows: readonly ResponseRow[]): Promise<readonly (StoredReceipt | null)[]> {
    const batch = idAt(this.clock.now());
    const stored = rows.map((row) => ({ ...row, response: JSON.stringify(row.response), batch }));
    const inserted = await insertRows(manager, stored).catch((error: unknown) => {
      if (isLostConnection(error)) this.seals.doubted(batch, new Set(rows.map(({ contestId }) => contestId)));
      throw error;
    });
    this.seals.committed(inserted.size === rows.length ? stored : stored.filter(({ id }) => inserted.has(id)));
    const receipts: (StoredReceipt | null)[] = [];
    for (const row of rows) {
      receipts.push(inserted.has(row.id) ? receiptFor(row) : await firstReceipt(manager, row));
    }
    return receipts;
  }
}

/** Rare: a duplicate that slipped past the book, for example a retry after a restart. Null: the opening was closed. */
async function firstReceipt(manager: EntityManager, row: ResponseRow): Promise<StoredReceipt | null> {
  const { contestItemId, opening, participantId, submissionId } = row;
  const first =
    (await manager.findOneBy(ResponseEntity, { contestItemId, opening, participantId })) ??
    (await manager.findOneBy(ResponseEntity, { submissionId }));
  return first && receiptFor(first);
}

export function receiptFor(row: StoredReceipt): StoredReceipt {
  const { participantId, contestItemId, opening, submissionId, receivedAt } = row;
  return { participantId, contestItemId, opening, submissionId, receivedAt };
}
