import { Injectable } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/ids.js';
import { BusyError, refuse } from '../../platform/refusal.js';
import { hashToken, newToken } from '../../platform/secrets.js';
import type { EnteredBy } from '../../protocol/events.js';
import type { Needs } from '../../protocol/frames.js';
import { ContestStore } from '../contest.store.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import { multiplierOf, type Seat } from '../live/roster.js';
import { firstState, NeedsService } from './needs.service.js';
import type { RejoinKeys } from './rejoin-keys.js';
import { SeatStore, type TakenOverBy } from './seat-store.js';

export interface Entered {
  readonly live: LiveContest;
  readonly seat: Seat;
  /** The token of this device; an earlier device's is no longer valid. */
  readonly token: string;
}

/** Who takes a seat; everything about them is settled. */
export interface Newcomer {
  readonly name: string;
  readonly branchId: string;
  readonly personId: string | null;
  readonly joinId: string | null;
  readonly enteredBy: EnteredBy;
  readonly needs: Needs | null;
  readonly locale: 'zh-CN' | 'en';
  /** Of the notice that was consented to. */
  readonly noticeVersion: number | null;
}

/** Name, code or join id was taken in between. */
export class SeatTakenError extends BusyError {
  constructor() {
    super(500);
  }
}

/** Gives seats, new ones and those that somebody comes back to. */
@Injectable()
export class Seating {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly store: ContestStore,
    private readonly seats: SeatStore,
    private readonly needs: NeedsService,
    private readonly clock: Clock,
  ) {}

  get codes(): RejoinKeys {
    return this.seats.codes;
  }

  async take(live: LiveContest, newcomer: Newcomer): Promise<Entered> {
    const { name, branchId, personId, joinId, enteredBy, locale, noticeVersion } = newcomer;
    const known = personId === null ? null : await this.needs.before(live, personId, newcomer.needs);
    const needs = newcomer.needs ?? known?.needs ?? null;
    const joinedAt = this.clock.now();
    const token = newToken();
    const id = newId();
    const { digest: rejoinDigest, number: rejoinNumber } = this.codes.fresh(live, id, 0);
    const seat: Seat = {
      id,
      branchId,
      joinedAt,
      rejoinDigest,
      rejoinNumber,
      joinId,
      personId,
      enteredBy,
      simulated: false,
      name,
      nameOrdinal: live.roster.nextOrdinal(branchId, name),
      tokenHash: hashToken(token),
      needs,
      needsState: known?.state ?? firstState(live, needs),
      connection: null,
      lostAt: joinedAt,
      removed: false,
    };
    const { nameOrdinal, tokenHash } = seat;
    const rejoin = { rejoinDigest, rejoinNumber };
    const shared = { id, branchId, joinedAt, ...rejoin, joinId, personId, enteredBy, name, nameOrdinal, tokenHash };
    const consent = { noticeConsentAt: joinedAt, noticeVersion };
    const row = { ...shared, contestId: live.id, locale, simulated: false, ...consent };
    const stored = await this.store.appendParticipant(row, newcomer.needs);
    // On another node somebody of that name, or the same person, was quicker: whoever tries again finds them.
    if (!stored) {
      await live.learnSeats();
      throw new SeatTakenError();
    }
    // Another way to the row may have led to the seat before this one.
    const taken = live.roster.add(seat);
    this.registry.remember(live, taken);
    if (newcomer.needs) this.needs.elsewhere(live, taken, newcomer.needs);
    live.widenWindow(multiplierOf(taken));
    live.presenceDirty = true;
    return { live, seat: taken, token };
  }

  /**
   * The seat under a new token; an earlier device's is void from now on. Who was helped once stays on record so. The
   * rejoin code stays: the device before needs it to take the seat back.
   * @throws RefusalError entry.removed
   */
  async giveBack(
    live: LiveContest,
    seat: Seat,
    enteredBy: EnteredBy = 'self',
    takenOverBy: TakenOverBy | null = null,
  ): Promise<Entered> {
    if (seat.removed) throw refuse('entry.removed');
    const token = newToken();
    const tokenHash = hashToken(token);
    const helped = enteredBy === 'assistant' && live.state.phase !== 'finalized';
    const by = helped ? enteredBy : seat.enteredBy;
    const held = { contestId: live.id, participantId: seat.id };
    await this.seats.replaceToken({ ...held, tokenHash, enteredBy: by, takenOverBy });
    this.registry.forgetToken(seat.tokenHash);
    seat.tokenHash = tokenHash;
    seat.enteredBy = by;
    this.registry.remember(live, seat);
    live.seatChanged(seat);
    return { live, seat, token };
  }
}
