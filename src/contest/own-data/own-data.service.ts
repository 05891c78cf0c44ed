import { Injectable } from '@nestjs/common';

import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import type { OwnData, OwnDataBody } from '../../protocol/privacy.js';
import { CodeHolders } from './code-holders.js';
import { ErasedSeats } from './erased-seats.js';
import { Eraser } from './eraser.js';
import { OwnRecords } from './own-records.js';

/** What is kept of somebody, for themselves: a copy of it, and its erasure. */
@Injectable()
export class OwnDataService {
  constructor(
    private readonly holders: CodeHolders,
    private readonly records: OwnRecords,
    private readonly eraser: Eraser,
    private readonly seats: ErasedSeats,
    private readonly queue: WriteQueue,
  ) {}

  /** @throws RefusalError entry.pin-unknown, entry.code-unknown, protocol.rate-limited */
  async export(body: OwnDataBody, address: string): Promise<OwnData> {
    return this.records.of(await this.holders.of(body, address));
  }

  /** @throws RefusalError as export; own-data.contest-running, own-data.personal-code-required */
  async erase(body: OwnDataBody, address: string): Promise<void> {
    const { personId, rows } = await this.holders.of(body, address);
    if (personId === null && rows.some((row) => row.personId !== null)) throw refuse('own-data.personal-code-required');
    await this.seats.assertOver(rows);
    const erased = await this.queue.run(async (manager) => {
      if (personId !== null) return this.eraser.person(manager, personId);
      const [row] = rows;
      const by = { actor: { kind: 'participant', id: row?.id ?? null } } as const;
      return row ? [await this.eraser.participant(manager, row, by)] : [];
    });
    this.seats.show(erased);
  }
}
