import { Injectable } from '@nestjs/common';

import { recordIn } from '../../audit/audit.service.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import type { NeedsState } from '../../protocol/frames.js';
import type { OwnDataBody, OwnNeeds } from '../../protocol/privacy.js';
import { ownerOf, NeedsStore, type NeedsOwner } from '../entry/needs.store.js';
import { NeedsService } from '../entry/needs.service.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { CodeHolders, type Holder } from './code-holders.js';

/** Whether somebody's needs are kept, and their withdrawal, for whoever holds the code. Never what they are. */
@Injectable()
export class OwnNeedsService {
  constructor(
    private readonly holders: CodeHolders,
    private readonly needs: NeedsService,
    private readonly store: NeedsStore,
    private readonly registry: ContestRegistry,
    private readonly queue: WriteQueue,
  ) {}

  /** Whoever holds the code is told, which is on record. @throws RefusalError as CodeHolders.of */
  async kept(body: OwnDataBody, address: string): Promise<OwnNeeds> {
    const holder = await this.holders.of(body, address);
    const owner = needsOwner(holder);
    const consent = await this.queue.run(async (manager) => {
      const by = { actor: { kind: 'participant', id: holder.id }, subjectId: holder.id } as const;
      await recordIn(manager, { ...by, action: 'needs.told', contestId: holder.live.id });
      return owner && this.store.consentOf(manager, owner);
    });
    return {
      kept: consent !== null,
      state: consent && (await this.stateOf(holder)),
      consentAt: consent?.consentAt ?? null,
      noticeVersion: consent?.noticeVersion ?? null,
    };
  }

  private async stateOf({ id, live, personId }: Holder): Promise<NeedsState | null> {
    if (personId !== null) return (await this.needs.before(live, personId)).state;
    return live.roster.get(id)?.needsState ?? null;
  }

  /** Deletes them, at any time; nothing kept is no fault. @throws RefusalError as `kept` */
  async withdraw(body: OwnDataBody, address: string): Promise<void> {
    const holder = await this.holders.of(body, address);
    const owner = needsOwner(holder);
    if (owner?.kind === 'person') return this.needs.changeByCode(owner.id, null, null);
    for (const { id, contestId } of holder.rows) {
      const live = await this.registry.get(contestId);
      const seat = live.roster.get(id);
      if (seat) await this.needs.change(live, seat, null, {});
    }
  }
}

/** A person's needs are the person's whichever code led there; null where a person of the roster has neither. */
function needsOwner({ personId, rows }: Holder): NeedsOwner | null {
  if (personId !== null) return { kind: 'person', id: personId };
  const [row] = rows;
  return row ? ownerOf(row) : null;
}
