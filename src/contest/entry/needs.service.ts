import { Injectable } from '@nestjs/common';

import { asksForMore } from '../../core/accommodation/pnp.js';
import { IdentityService } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import type { Needs, NeedsState } from '../../protocol/frames.js';
import type { OperatorDeed } from '../contest.store.js';
import { Broadcaster } from '../live/broadcaster.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import { multiplierOf, type Seat } from '../live/roster.js';
import { NeedsStore, ownerOf, type NeedsOwner } from './needs.store.js';

/** How things stand at first: nobody's word is asked for more time, or somebody's is still to come. */
export const firstState = (live: LiveContest, needs: Needs | null): NeedsState =>
  live.record.settings.needsApproval === 'required' && asksForMore(null, needs ?? { multiplier: 1 })
    ? 'requested'
    : 'approved';

/** Functional needs: encrypted at rest, deleted when withdrawn, told to nobody but who decides on them. */
@Injectable()
export class NeedsService {
  constructor(
    private readonly store: NeedsStore,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly identity: IdentityService,
    private readonly registry: ContestRegistry,
    private readonly broadcaster: Broadcaster,
    private readonly clock: Clock,
  ) {}

  /** As stated before somebody took a seat, with what was decided on them in that contest. */
  async before(live: LiveContest, personId: string): Promise<{ needs: Needs | null; state: NeedsState }> {
    const { manager } = this.reader.source;
    const needs = await this.store.of(manager, { kind: 'person', id: personId });
    const decided = (await this.store.decisions(manager, live.id)).get(personId);
    const first = firstState(live, needs);
    return { needs, state: first === 'requested' ? (decided ?? first) : first };
  }

  /** Takes effect at once, also while an item is open. Null withdraws and deletes. */
  async change(live: LiveContest, seat: Seat, needs: Needs | null, deed: OperatorDeed | null = null): Promise<void> {
    await this.state(ownerOf(seat), needs, deed && { ...deed, subjectId: seat.id });
    if (deed) this.broadcaster.notify(seat, 'needs.changed', '主持人已按您的要求更新个人需要。');
    // A person's needs go with the person: where they have other seats they count as well.
    for (const other of this.registry.all()) {
      const own = other === live ? seat : seat.personId === null ? undefined : other.roster.byPersonId(seat.personId);
      if (own) this.apply(other, own, needs);
    }
  }

  /** By a person who has no seat yet, or by the code of one. */
  async changeByCode(personId: string, needs: Needs | null): Promise<void> {
    await this.state({ kind: 'person', id: personId }, needs, null);
    for (const live of this.registry.all()) {
      const seat = live.roster.byPersonId(personId);
      if (seat) this.apply(live, seat, needs);
    }
  }

  /** Somebody's word on more time, for the seat that the subject has taken or will take. */
  decided(live: LiveContest, subjectId: string, state: NeedsState): void {
    const seat = live.roster.byPersonId(subjectId) ?? live.roster.get(subjectId);
    if (!seat?.needs) return;
    seat.needsState = state;
    this.spread(live, seat);
    const text = state === 'approved' ? '您申请的作答时间已批准。' : '您申请的作答时间未获批准，请联系主办方。';
    this.broadcaster.notify(seat, 'needs.changed', text);
  }

  private async state(
    owner: NeedsOwner,
    needs: Needs | null,
    deed: (OperatorDeed & { readonly subjectId: string }) | null,
  ): Promise<void> {
    const at = this.clock.now();
    await this.queue.run(async (manager) => {
      // Who set needs for somebody is kept; what they are is not.
      if (deed) await this.identity.recordAction(manager, { ...deed, action: 'participant.needs-set' });
      if (needs === null) return this.store.delete(manager, owner);
      if (asksForMore(await this.store.of(manager, owner), needs)) await this.store.undecide(manager, owner);
      return this.store.save(manager, owner, needs, at);
    });
  }

  private apply(live: LiveContest, seat: Seat, needs: Needs | null): void {
    const anew = needs === null || asksForMore(seat.needs, needs) || seat.needs === null;
    const first = firstState(live, needs);
    seat.needsState = first === 'requested' && !anew ? seat.needsState : first;
    seat.needs = needs;
    this.spread(live, seat);
  }

  private spread(live: LiveContest, seat: Seat): void {
    this.broadcaster.ownFrame(live, seat);
    live.widenWindow(multiplierOf(seat));
  }
}
