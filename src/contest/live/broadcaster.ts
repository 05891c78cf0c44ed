import { Injectable } from '@nestjs/common';
import type { Namespace, Socket } from 'socket.io';

import { speedCounts } from '../../core/contest/deadline.js';
import type { ContestEvent } from '../../core/contest/types.js';
import { variantsOf } from '../../core/contest/view.js';
import { Clock } from '../../platform/clock/clock.js';
import { refusalOf } from '../../platform/refusal.js';
import { prepareEvent, sendTogether } from '../../platform/socket/prepared-event.js';
import { NAMESPACE, type ClientToServer, type ServerToClient } from '../../protocol/events.js';
import {
  MULTIPLIERS,
  type Audience,
  type Caption,
  type ContestChanged,
  type PresenceChanged,
  type ResponseTallied,
} from '../../protocol/frames.js';
import type { SocketData } from '../socket-data.js';
import { contestFrame, leaderboardFrame, ownResult, ranksShown, voidedResult } from './frames.js';
import type { LiveContest } from './live-contest.js';
import type { Connection, Seat } from './roster.js';

export type ContestSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type ContestNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

const MOST_BUFFERED_BYTES = 1024 * 1024;

export const rooms = {
  participants: (contestId: string): string => `p:${contestId}`,
  variant: (contestId: string, multiplier: number): string => `p:${contestId}:${multiplier}`,
  host: (contestId: string): string => `h:${contestId}`,
  screen: (contestId: string): string => `s:${contestId}`,
};

/** Everything the server says unasked. One rendering per audience class; one room each. */
@Injectable()
export class Broadcaster {
  readonly #operatorNames = new Map<string, string>();
  #namespace: ContestNamespace | null = null;

  constructor(private readonly clock: Clock) {}

  attach(namespace: ContestNamespace): void {
    this.#namespace = namespace;
  }

  /** Names are learnt when an operator watches; a frame never waits for the database. */
  rememberOperator(id: string, displayName: string): void {
    this.#operatorNames.set(id, displayName);
  }

  controllerName(live: LiveContest): string | null {
    const id = live.state.controllerId;
    return id === null ? null : (this.#operatorNames.get(id) ?? null);
  }

  /** Everything that follows from the events of one command. */
  tell(live: LiveContest, events: readonly ContestEvent[]): void {
    const voided = events.find((event) => event.type === 'item-voided');
    const resultsChanged = voided !== undefined || events.some((event) => event.type === 'item-revealed');
    if (resultsChanged) {
      const earlier = voided && voided.contestItemId !== live.state.currentItemId ? voided.contestItemId : null;
      this.resultsChanged(live, earlier);
    } else {
      this.contestChanged(live);
    }
    if (resultsChanged || events.some(showsBoard)) this.leaderboardChanged(live);
  }

  contestChanged(live: LiveContest): void {
    const namespace = this.#namespace;
    if (!namespace) return;
    const variants = this.#variants(live);
    if (variants.length <= 1) {
      namespace.to(rooms.participants(live.id)).emit('contest:changed', this.#render(live, 'participant'));
    } else {
      for (const multiplier of variants) {
        const frame = this.#render(live, 'participant', multiplier);
        namespace.to(rooms.variant(live.id, multiplier)).emit('contest:changed', frame);
      }
    }
    this.#tellWatchers(live);
  }

  /**
   * A reveal or a correction: the new state and each participant's own line, to that participant alone, in one go.
   * Sent one after the other these were two rounds of 10,000 people, and the own result was 640 ms late instead of 260.
   * @param corrected an earlier item that was voided just now; of it each hears first
   */
  resultsChanged(live: LiveContest, corrected: string | null): void {
    const changed = new Map(
      this.#variants(live).map((multiplier) => [
        multiplier,
        prepareEvent(NAMESPACE, 'contest:changed', this.#render(live, 'participant', multiplier)),
      ]),
    );
    const common = changed.size === 1 ? [...changed.values()][0] : undefined;
    for (const seat of live.roster.active()) {
      const socket = this.socketOf(seat.connection);
      if (!socket) continue;
      const state = common ?? changed.get(seat.needs?.multiplier ?? 1);
      const results = [corrected === null ? undefined : voidedResult(live, seat, corrected), ownResult(live, seat)];
      const own = results.map((result) => result && prepareEvent(NAMESPACE, 'result:own', result));
      sendTogether(socket, [state, ...own].filter((event) => event !== undefined));
    }
    this.#tellWatchers(live);
  }

  #variants(live: LiveContest): readonly number[] {
    return variantsOf(live.plan, live.state, live.roster.multipliersInUse());
  }

  #render(live: LiveContest, audience: Audience, multiplier = 1): ContestChanged {
    return contestFrame(live, audience, multiplier, this.clock.now(), this.controllerName(live));
  }

  #tellWatchers(live: LiveContest): void {
    this.#namespace?.to(rooms.screen(live.id)).emit('contest:changed', this.#render(live, 'screen'));
    this.#namespace?.to(rooms.host(live.id)).emit('contest:changed', this.#render(live, 'host'));
  }

  leaderboardChanged(live: LiveContest): void {
    const namespace = this.#namespace;
    if (!namespace || live.scoreboard.revision === 0) return;
    const frame = leaderboardFrame(live);
    const audiences = ranksShown(live)
      ? [rooms.participants(live.id), rooms.screen(live.id), rooms.host(live.id)]
      : [rooms.host(live.id)];
    namespace.to(audiences).emit('leaderboard:changed', frame);
  }

  tallied(live: LiveContest, tally: ResponseTallied): void {
    this.#namespace?.to([rooms.host(live.id), rooms.screen(live.id)]).volatile.emit('response:tallied', tally);
  }

  presence(live: LiveContest, presence: PresenceChanged): void {
    this.#namespace?.to([rooms.host(live.id), rooms.screen(live.id)]).volatile.emit('presence:changed', presence);
  }

  caption(live: LiveContest, caption: Caption): void {
    this.#namespace?.to(everybody(live.id)).emit('caption:changed', caption);
  }

  /** Puts a participant into the rooms of their contest, and of their own clock where speed counts. */
  admit(live: LiveContest, seat: Seat): void {
    const socket = this.socketOf(seat.connection);
    if (!socket) return;
    void socket.join(rooms.participants(live.id));
    this.moveToVariant(live, seat);
  }

  /** This person's deadline has changed and nobody else's: only they are told. */
  ownFrame(live: LiveContest, seat: Seat): void {
    if (!speedCounts(live.plan)) return;
    const multiplier = seat.needs?.multiplier ?? 1;
    const frame = contestFrame(live, 'participant', multiplier, this.clock.now(), null);
    this.socketOf(seat.connection)?.emit('contest:changed', frame);
  }

  /**
   * Where speed counts, people with the same time share a rendering. They share the room always: whether speed counts
   * may change when a contest goes back to draft, and nobody would move them then.
   */
  moveToVariant(live: LiveContest, seat: Seat): void {
    const socket = this.socketOf(seat.connection);
    if (!socket) return;
    for (const multiplier of MULTIPLIERS) void socket.leave(rooms.variant(live.id, multiplier));
    void socket.join(rooms.variant(live.id, seat.needs?.multiplier ?? 1));
  }

  /** The person goes on elsewhere; this connection has nothing more to say. */
  replaced(connection: Connection): void {
    const socket = this.socketOf(connection);
    if (!socket) return;
    const text = '您已在另一台设备上继续作答，本页面不再接收内容。';
    socket.emit('session:replaced', { code: 'session.replaced', text });
    socket.disconnect(false);
  }

  removed(seat: Seat): void {
    const socket = this.socketOf(seat.connection);
    if (!socket) return;
    const { code, message } = refusalOf('entry.removed');
    socket.emit('notice', { code, text: message });
    socket.disconnect(false);
  }

  /** The contest is deleted: whoever is still there has nothing more to wait for. */
  dismiss(live: LiveContest): void {
    this.#namespace?.in(everybody(live.id)).disconnectSockets(true);
  }

  hasAudience(live: LiveContest): boolean {
    const known = this.#namespace?.adapter.rooms;
    return everybody(live.id).some((room) => known?.has(room));
  }

  /** Sessions of operators who are connected now. */
  operatorSessions(): ReadonlySet<string> {
    const sessions = new Set<string>();
    for (const { data } of this.#namespace?.sockets.values() ?? []) {
      if ((data as SocketData).operator) sessions.add((data as SocketData).operator?.sessionId as string);
    }
    return sessions;
  }

  disconnectWhere(matches: (data: SocketData) => boolean): void {
    for (const socket of this.#namespace?.sockets.values() ?? []) {
      if (matches(socket.data as SocketData)) socket.disconnect(true);
    }
  }

  /** Socket.IO buffers without limit for a phone that reads nothing: such a connection is ended and may come back. */
  dropStuck(): void {
    for (const socket of this.#namespace?.sockets.values() ?? []) {
      if (bufferedBytes(socket) > MOST_BUFFERED_BYTES) socket.disconnect(true);
    }
  }

  /** Null for a simulated participant. */
  socketOf(connection: Connection | null): ContestSocket | null {
    if (!connection) return null;
    return (this.#namespace?.sockets.get(connection.id) as ContestSocket | undefined) ?? null;
  }
}

const everybody = (contestId: string): string[] => [
  rooms.participants(contestId),
  rooms.screen(contestId),
  rooms.host(contestId),
];

/** What waits in the WebSocket below, which Engine.IO's types do not show; 0 on polling, where nothing is pushed. */
function bufferedBytes(socket: ContestSocket | Socket): number {
  const transport = socket.conn.transport as { socket?: { bufferedAmount?: number } };
  return transport.socket?.bufferedAmount ?? 0;
}

/** Ranks may have been kept back until now, and a final board may count people who came at the last moment. */
function showsBoard(event: ContestEvent): boolean {
  return (
    event.type === 'contest-ended' ||
    event.type === 'contest-finalized' ||
    (event.type === 'screen-shown' && event.view === 'leaderboard')
  );
}
