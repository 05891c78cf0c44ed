import { Injectable } from '@nestjs/common';

import type { Command } from '../../core/contest/types.js';
import { itemKey } from '../../core/contest/view.js';
import { can } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { refuse } from '../../platform/refusal.js';
import type { ItemKey, Needs } from '../../protocol/frames.js';
import { ContestStore } from '../contest.store.js';
import { cleanName } from '../entry/entry.service.js';
import { NeedsService } from '../entry/needs.service.js';
import { demandNotFinal } from '../held-phase.js';
import type { ContestSocket } from './broadcaster.js';
import { ContestRegistry } from './contest-registry.js';
import type { LiveContest } from './live-contest.js';
import type { Seat } from './roster.js';
import { Watch } from './watch.js';

interface OfContest {
  readonly contestId: string;
}
interface OfParticipant extends OfContest {
  readonly participantId: string;
}
type Done = { version: number };

/** Carries out what an operator asks for, once it is clear that it is an operator who asks. */
@Injectable()
export class OperatorDesk {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly watch: Watch,
    private readonly store: ContestStore,
    private readonly needs: NeedsService,
    private readonly clock: Clock,
  ) {}

  async command(
    socket: ContestSocket,
    message: OfContest & { readonly expectedVersion: number },
    command: Command,
  ): Promise<Done> {
    const { live, operator } = await this.admit(socket, message);
    if (command.type === 'open-lobby' && live.record.branches.length === 0) throw refuse('contest.no-branches');
    return { version: await live.execute(command, { operatorId: operator.id }, message.expectedVersion) };
  }

  async remove(socket: ContestSocket, message: OfParticipant & { readonly reason: string }): Promise<Done> {
    const { live, operator, seat } = await this.admitFor(socket, message);
    demandSay(live, operator);
    const deed = { contestId: live.id, operatorId: operator.id };
    await live.removeSeat(seat, () => this.store.removeParticipant(seat.id, message.reason, this.clock.now(), deed));
    this.registry.forgetToken(seat.tokenHash);
    return { version: live.state.version };
  }

  async rename(socket: ContestSocket, message: OfParticipant & { readonly name: string }): Promise<Done> {
    const { live, operator, seat } = await this.admitFor(socket, message);
    demandSay(live, operator);
    demandNotFinal(live.state.phase, 'names');
    const name = cleanName(message.name);
    if (name !== seat.name) {
      const nameOrdinal = live.roster.nextOrdinal(seat.branchId, name);
      const deed = { contestId: live.id, operatorId: operator.id };
      await this.store.renameParticipant(seat.id, { name, nameOrdinal }, { ...deed, before: seat.name });
      live.renameSeat(seat, name, nameOrdinal);
      live.seatChanged(seat);
    }
    return { version: live.state.version };
  }

  /** For a person who asks; what stands there already is never shown to the operator. */
  async setNeeds(socket: ContestSocket, message: OfParticipant & { readonly needs: Needs | null }): Promise<Done> {
    const { live, operator, seat } = await this.admitFor(socket, message);
    await this.needs.change(live, seat, message.needs, { deed: { contestId: live.id, operatorId: operator.id } });
    return { version: live.state.version };
  }

  async sendCaption(socket: ContestSocket, message: OfContest & { readonly text: string }): Promise<Done> {
    const { live, operator } = await this.admit(socket, message);
    const text = message.text.trim();
    if (text === '') throw refuse('caption.empty');
    live.addCaption(await this.store.appendCaption(live.id, text, this.clock.now(), operator.id));
    live.hints.captionSent(live.id);
    return { version: live.state.version };
  }

  async peek(
    socket: ContestSocket,
    message: OfContest & { readonly contestItemId: string },
  ): Promise<{ key: ItemKey }> {
    const { live, operator } = await this.admit(socket, message);
    const key = itemKey(live.plan, message.contestItemId, live.state);
    if (!key) throw refuse('item.unknown');
    await this.store.recordPeek(message.contestItemId, { contestId: live.id, operatorId: operator.id });
    return { key };
  }

  private async admit(
    socket: ContestSocket,
    message: OfContest,
  ): Promise<{ live: LiveContest; operator: OperatorIdentity }> {
    const operator = await this.watch.operatorOf(socket);
    return { live: await this.registry.get(message.contestId), operator };
  }

  private async admitFor(
    socket: ContestSocket,
    message: OfParticipant,
  ): Promise<{ live: LiveContest; operator: OperatorIdentity; seat: Seat }> {
    const { live, operator } = await this.admit(socket, message);
    // Somebody may have taken the seat on another node just now.
    if (!live.roster.get(message.participantId)) await live.learnSeats();
    const seat = live.roster.get(message.participantId);
    if (!seat || seat.removed) throw refuse('participant.unknown');
    return { live, operator, seat };
  }
}

/**
 * Who takes part, and under which name, is for whoever runs the contest; after the end it moves a result.
 * @throws RefusalError contest.not-in-control, auth.forbidden
 */
function demandSay({ state: { phase, controllerId } }: LiveContest, operator: OperatorIdentity): void {
  if (phase === 'ended' || phase === 'finalized') {
    if (!can(operator, 'correction.apply')) throw refuse('auth.forbidden');
    return;
  }
  if (!can(operator, 'contest.host')) throw refuse('auth.forbidden');
  if (phase !== 'draft' && controllerId !== operator.id) throw refuse('contest.not-in-control');
}
