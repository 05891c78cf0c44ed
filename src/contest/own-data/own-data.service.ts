import { Injectable } from '@nestjs/common';

import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import type { OwnData, OwnDataBody } from '../../protocol/privacy.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { CodeHolders } from './code-holders.js';
import { Eraser } from './eraser.js';
import { OwnRecords } from './own-records.js';

/** What is kept of somebody, for themselves: a copy of it, and its erasure. */
@Injectable()
export class OwnDataService {
  constructor(
    private readonly holders: CodeHolders,
    private readonly records: OwnRecords,
    private readonly eraser: Eraser,
    private readonly registry: ContestRegistry,
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
    for (const { contestId } of rows) {
      const { phase } = (await this.registry.get(contestId)).state;
      if (phase !== 'ended' && phase !== 'finalized') throw refuse('own-data.contest-running');
    }
    const erased = await this.queue.run(async (manager) => {
      if (personId !== null) return this.eraser.person(manager, personId);
      const [row] = rows;
      const by = { actor: { kind: 'participant', id: row?.id ?? null } } as const;
      return row ? [await this.eraser.participant(manager, row, by)] : [];
    });
    this.eraser.show(erased);
  }
}
