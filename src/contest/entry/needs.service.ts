import { Injectable } from '@nestjs/common';

import { asksForMore } from '../../core/accommodation/pnp.js';
import type { Needs, NeedsState } from '../../protocol/frames.js';
import { Broadcaster } from '../live/broadcaster.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import { multiplierOf, type Seat } from '../live/roster.js';
import { firstState, NeedsDeeds, type StatedBy } from './needs-deeds.js';
import { ownerOf } from './needs.store.js';

export { firstState } from './needs-deeds.js';

const CHANGED = '主持人已按您的要求更新个人需要。';

/** Functional needs: encrypted at rest, deleted when withdrawn, told to nobody but who decides on them. */
@Injectable()
export class NeedsService {
  constructor(
    private readonly deeds: NeedsDeeds,
    private readonly registry: ContestRegistry,
    private readonly broadcaster: Broadcaster,
  ) {}

  /** See NeedsDeeds. */
  before(
    live: LiveContest,
    personId: string,
    stated: Needs | null = null,
  ): Promise<{ needs: Needs | null; state: NeedsState }> {
    return this.deeds.before(live, personId, stated);
  }

  /** Takes effect at once, also while an item is open. Null withdraws and deletes. */
  async change(live: LiveContest, seat: Seat, needs: Needs | null, { deed, noticeVersion }: StatedBy): Promise<void> {
    const about = deed === undefined ? {} : { deed: { ...deed, subjectId: seat.id } };
    await this.deeds.state(ownerOf(seat), needs, { ...about, noticeVersion: noticeVersion ?? null });
    if (deed) this.broadcaster.notify(seat, 'needs.changed', CHANGED);
    this.apply(live, seat, needs);
    live.seatChanged(seat);
    this.elsewhere(live, seat, needs);
  }

  /** A person's needs go with the person: where they have other seats they count as well. */
  elsewhere(live: LiveContest, { personId }: Seat, needs: Needs | null): void {
    if (personId === null) return;
    for (const other of this.registry.all()) {
      const own = other === live ? undefined : other.roster.byPersonId(personId);
      if (!own) continue;
      this.apply(other, own, needs);
      other.seatChanged(own);
    }
  }

  /** By a person who has no seat yet, or by the code of one. */
  async changeByCode(personId: string, needs: Needs | null, noticeVersion: number | null): Promise<void> {
    await this.deeds.state({ kind: 'person', id: personId }, needs, { noticeVersion });
    for (const live of this.registry.all()) {
      const seat = live.roster.byPersonId(personId);
      if (!seat) continue;
      this.apply(live, seat, needs);
      live.seatChanged(seat);
    }
  }

  /** Somebody's word on more time, for the seat that the subject has taken or will take. */
  decided(live: LiveContest, subjectId: string, state: NeedsState): void {
    const seat = live.roster.byPersonId(subjectId) ?? live.roster.get(subjectId);
    if (!seat?.needs) return;
    this.tellDecided(live, seat, state);
    live.seatChanged(seat);
  }

  /** Stated, changed or decided on another node; on disk already. */
  changedElsewhere(live: LiveContest, seat: Seat, fresh: Pick<Seat, 'needs' | 'needsState'>): void {
    const changed = JSON.stringify(seat.needs) !== JSON.stringify(fresh.needs);
    if (!changed && seat.needsState === fresh.needsState) return;
    seat.needs = fresh.needs;
    if (fresh.needsState !== 'requested' && seat.needsState === 'requested' && !changed) {
      return this.tellDecided(live, seat, fresh.needsState);
    }
    seat.needsState = fresh.needsState;
    this.broadcaster.notify(seat, 'needs.changed', CHANGED);
    this.spread(live, seat);
  }

  private tellDecided(live: LiveContest, seat: Seat, state: NeedsState): void {
    seat.needsState = state;
    this.spread(live, seat);
    const text = state === 'approved' ? '您申请的作答时间已批准。' : '您申请的作答时间未获批准，请联系主办方。';
    this.broadcaster.notify(seat, 'needs.changed', text);
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
