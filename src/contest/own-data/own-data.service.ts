import { Injectable } from '@nestjs/common';

import { recordIn } from '../../audit/audit.service.js';
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
    const holder = await this.holders.of(body, address);
    const deed = { actor: { kind: 'participant', id: holder.id }, subjectId: holder.id } as const;
    await this.queue.run((manager) => recordIn(manager, { ...deed, action: 'own-data.exported' }));
    return this.records.of(holder);
  }

  /** @throws RefusalError as export; own-data.contest-running, own-data.personal-code-required */
  async erase(body: OwnDataBody, address: string): Promise<void> {
    const { id, personId, rows } = await this.holders.of(body, address);
    if (personId === null && rows.some((row) => row.personId !== null)) throw refuse('own-data.personal-code-required');
    await this.seats.assertOver(rows);
    const erased = await this.queue.run(async (manager) => {
      const by = { actor: { kind: 'participant', id } } as const;
      if (personId !== null) return this.eraser.person(manager, personId, by);
      const [row] = rows;
      return row ? [await this.eraser.participant(manager, row, by)] : [];
    });
    this.seats.show(erased);
  }
}
