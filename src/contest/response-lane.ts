import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Response } from '../core/item/types.js';
import { Clock } from '../platform/clock/clock.js';
import { jsonInsert } from '../platform/database/json-rows.js';
import { WriteQueue, type GroupLane } from '../platform/database/write-queue.js';
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

const insertRows = jsonInsert<StoredRow>('response', {
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
});

/** The hot way of a response to the disk: whatever came during the last commit is one statement, one commit. */
@Injectable()
export class ResponseLane {
  readonly #lane: GroupLane<ResponseRow, StoredReceipt>;

  constructor(
    queue: WriteQueue,
    readonly seals: ResponseSeals,
    private readonly clock: Clock,
  ) {
    this.#lane = queue.lane((manager, rows) => this.#insert(manager, rows), { oneStatement: true });
  }

  /** Resolves once the response is on disk. Rejects with BusyError when too much waits. */
  append(row: ResponseRow): Promise<StoredReceipt> {
    return this.#lane.append(row);
  }

  async #insert(manager: EntityManager, rows: readonly ResponseRow[]): Promise<readonly StoredReceipt[]> {
    const batch = idAt(this.clock.now());
    const stored = rows.map((row) => ({ ...row, response: JSON.stringify(row.response), batch }));
    const inserted = await insertRows(manager, stored);
    this.seals.committed(inserted.size === rows.length ? stored : stored.filter(({ id }) => inserted.has(id)));
    const receipts: StoredReceipt[] = [];
    for (const row of rows) {
      receipts.push(inserted.has(row.id) ? receiptFor(row) : await firstReceipt(manager, row));
    }
    return receipts;
  }
}

/** Rare: a duplicate that slipped past the book, for example a retry after a restart. */
async function firstReceipt(manager: EntityManager, row: ResponseRow): Promise<StoredReceipt> {
  const { contestItemId, opening, participantId, submissionId } = row;
  const first =
    (await manager.findOneBy(ResponseEntity, { contestItemId, opening, participantId })) ??
    (await manager.findOneByOrFail(ResponseEntity, { submissionId }));
  return receiptFor(first);
}

export function receiptFor(row: StoredReceipt): StoredReceipt {
  const { participantId, contestItemId, opening, submissionId, receivedAt } = row;
  return { participantId, contestItemId, opening, submissionId, receivedAt };
}
