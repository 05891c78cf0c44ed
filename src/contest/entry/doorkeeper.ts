import { Injectable } from '@nestjs/common';

import { refuse } from '../../platform/refusal.js';
import type { JoinMessage, JoinReceipt, NeedsMessage } from '../../protocol/events.js';
import type { Snapshot } from '../../protocol/frames.js';
import { Broadcaster, type ContestSocket } from '../live/broadcaster.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { ownParticipant } from '../live/frames.js';
import type { LiveContest } from '../live/live-contest.js';
import type { Seat } from '../live/roster.js';
import { Snapshots } from '../live/snapshots.js';
import { EntryService } from './entry.service.js';
import { NeedsService } from './needs.service.js';

/** Leads participants to their seats, at the first join and after every loss of the network. */
@Injectable()
export class Doorkeeper {
  constructor(
    private readonly entry: EntryService,
    private readonly needs: NeedsService,
    private readonly registry: ContestRegistry,
    private readonly snapshots: Snapshots,
    private readonly broadcaster: Broadcaster,
  ) {}

  /** A connection that brought a token has its seat back before it says a word. */
  welcome(socket: ContestSocket): void {
    const found = this.seatOf(socket);
    if (found) this.seat(socket, found.live, found.seat);
  }

  leave(socket: ContestSocket): void {
    const found = this.seatOf(socket);
    if (!found) return;
    found.live.roster.disconnect(found.seat, socket.id, this.snapshots.now());
    found.live.presenceDirty = true;
    found.live.tallyDirty = true;
  }

  /** @throws RefusalError entry.* */
  async join(socket: ContestSocket, message: JoinMessage): Promise<JoinReceipt> {
    const known = this.seatOf(socket);
    const { token } = socket.handshake.auth as { token?: string };
    if (known && token !== undefined && known.live.record.pin === message.pin) {
      return this.receipt(known.live, known.seat, token);
    }
    if (known)
      throw refuse('contest.wrong-phase', { message: '您已进入竞赛，请勿重复进入；如需换人，请先关闭此页面。' });
    // A second press while the first is on its way to the disk must not take a second seat.
    if (socket.data.joining) throw refuse('server.busy', { retryAfterMs: 500 });
    socket.data.joining = true;
    try {
      const entered = await this.entry.enter(message, socket.data.address);
      await entered.live.learnResponse(entered.seat.id);
      socket.data.participant = { contestId: entered.live.id, participantId: entered.seat.id };
      if (socket.connected) this.seat(socket, entered.live, entered.seat);
      return this.receipt(entered.live, entered.seat, entered.token);
    } finally {
      socket.data.joining = false;
    }
  }

  /** @throws RefusalError contest.not-joined */
  sync(socket: ContestSocket, contestId: string): { snapshot: Snapshot } | null {
    const found = this.seatOf(socket);
    if (!found || found.live.id !== contestId) return null;
    return { snapshot: this.snapshots.participant(found.live, found.seat) };
  }

  /** @throws RefusalError contest.not-joined, entry.needs-consent-required */
  async updateNeeds(socket: ContestSocket, message: NeedsMessage): Promise<Record<string, never>> {
    const found = this.seated(socket, message.contestId);
    if (message.needs && message.consent !== true && found.seat.needs === null) {
      throw refuse('entry.needs-consent-required');
    }
    const { needs, noticeVersion = null } = message;
    await this.needs.change(found.live, found.seat, needs, { noticeVersion });
    return {};
  }

  /** Whose socket this is in that contest. @throws RefusalError contest.not-joined */
  seated(socket: ContestSocket, contestId: string): { live: LiveContest; seat: Seat } {
    const found = this.seatOf(socket);
    if (!found || found.live.id !== contestId) throw refuse('contest.not-joined');
    return found;
  }

  private receipt(live: LiveContest, seat: Seat, token: string): JoinReceipt {
    return {
      contestId: live.id,
      token,
      rejoinCode: this.entry.rejoinCodeOf(live, seat),
      participant: ownParticipant(live, seat),
      snapshot: this.snapshots.participant(live, seat),
    };
  }

  private seat(socket: ContestSocket, live: LiveContest, seat: Seat): void {
    // Removed between the handshake and now.
    if (seat.removed) {
      socket.disconnect(true);
      return;
    }
    const before = live.sit(seat, socket.id);
    if (before) this.broadcaster.replaced(before);
    this.broadcaster.admit(live, seat);
  }

  private seatOf(socket: ContestSocket): { live: LiveContest; seat: Seat } | null {
    const key = socket.data.participant;
    const live = key && this.registry.peek(key.contestId);
    const seat = key && live?.roster.get(key.participantId);
    return live && seat ? { live, seat } : null;
  }
}
