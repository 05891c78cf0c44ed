import { Injectable } from '@nestjs/common';

import { recordIn } from '../../audit/audit.service.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import type { OwnData, OwnDataBody } from '../../protocol/privacy.js';
import { CodeHolders, type Owner } from './code-holders.js';
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
    return this.exportOf(await this.holders.of(body, address));
  }

  /** @throws RefusalError as export; own-data.contest-running, own-data.personal-code-required */
  async erase(body: OwnDataBody, address: string): Promise<void> {
    await this.eraseOf(await this.holders.of(body, address));
  }

  /** For a member who has entered by study code. */
  async exportOfPerson(personId: string): Promise<OwnData> {
    return this.exportOf(await this.holders.person(personId));
  }

  /** For a member who has entered by study code. @throws RefusalError own-data.contest-running */
  async erasePerson(personId: string): Promise<void> {
    await this.eraseOf(await this.holders.person(personId));
  }

  private async exportOf(owner: Owner): Promise<OwnData> {
    const deed = { actor: { kind: 'participant', id: owner.id }, subjectId: owner.id } as const;
    await this.queue.run((manager) => recordIn(manager, { ...deed, action: 'own-data.exported' }));
    return this.records.of(owner);
  }

  private async eraseOf({ id, personId, rows }: Owner): Promise<void> {
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
