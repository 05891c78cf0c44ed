import { Injectable } from '@nestjs/common';

import { asksForMore } from '../../core/accommodation/pnp.js';
import { IdentityService } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import type { Needs, NeedsState } from '../../protocol/frames.js';
import type { OperatorDeed } from '../contest.store.js';
import type { LiveContest } from '../live/live-contest.js';
import { NeedsStore, recordStated, type NeedsOwner } from './needs.store.js';

/** How things stand at first: nobody's word is asked for more time, or somebody's is still to come. */
export const firstState = (live: LiveContest, needs: Needs | null): NeedsState =>
  live.record.settings.needsApproval === 'required' && asksForMore(null, needs ?? { multiplier: 1 })
    ? 'requested'
    : 'approved';

export interface StatedBy {
  readonly deed?: OperatorDeed;
  readonly noticeVersion?: number | null;
}

/** What is done with needs, each with its entry in the log: who did it and for whom, never what the needs are. */
@Injectable()
export class NeedsDeeds {
  constructor(
    private readonly store: NeedsStore,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly identity: IdentityService,
    private readonly clock: Clock,
  ) {}

  /**
   * As stated before somebody took a seat, with what was decided on them in that contest.
   * @param stated what they state now, at the door; a decision on less time than that does not hold for it
   */
  async before(
    live: LiveContest,
    personId: string,
    stated: Needs | null = null,
  ): Promise<{ needs: Needs | null; state: NeedsState }> {
    const { manager } = this.reader.source;
    const kept = await this.store.of(manager, { kind: 'person', id: personId });
    const needs = stated ?? kept;
    const first = firstState(live, needs);
    if (first !== 'requested' || (stated && asksForMore(kept, stated))) return { needs, state: first };
    const decided = (await this.store.decisions(manager, live.id)).get(personId);
    return { needs, state: decided ?? first };
  }

  /** Null withdraws and deletes. @param by who stated them for somebody else, or the notice that they consented to */
  async state(
    owner: NeedsOwner,
    needs: Needs | null,
    { deed, noticeVersion }: StatedBy & { readonly deed?: OperatorDeed & { readonly subjectId: string } },
  ): Promise<void> {
    const at = this.clock.now();
    await this.queue.run(async (manager) => {
      if (deed) await this.identity.recordAction(manager, { ...deed, action: 'participant.needs-set' });
      else await recordStated(manager, owner, needs);
      if (needs === null) return this.store.delete(manager, owner);
      return this.store.state(manager, owner, needs, { at, noticeVersion: noticeVersion ?? null });
    });
  }

  async decide(
    { contestId, operatorId }: OperatorDeed,
    subjectId: string,
    state: 'approved' | 'refused',
  ): Promise<void> {
    await this.queue.run(async (manager) => {
      const row = { contestId, subjectId, state, decidedBy: operatorId, decidedAt: this.clock.now() };
      await this.store.decide(manager, row);
      await this.identity.recordAction(manager, { operatorId, contestId, action: `needs.${state}`, subjectId });
    });
  }

  /** One entry for each person whose needs somebody has seen. */
  async seen({ contestId, operatorId }: OperatorDeed, subjectIds: readonly string[]): Promise<void> {
    await this.queue.run(async (manager) => {
      for (const subjectId of subjectIds) {
        await this.identity.recordAction(manager, { operatorId, contestId, action: 'needs.read', subjectId });
      }
    });
  }
}
