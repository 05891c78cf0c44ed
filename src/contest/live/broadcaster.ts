import { Injectable } from '@nestjs/common';
import type { Namespace, Socket } from 'socket.io';

import { speedCounts } from '../../core/contest/deadline.js';
import { variantsOf } from '../../core/contest/view.js';
import { Clock } from '../../platform/clock/clock.js';
import { refusalOf } from '../../platform/refusal.js';
import type { ClientToServer, ServerToClient } from '../../protocol/events.js';
import { MULTIPLIERS, type Caption, type PresenceChanged, type ResponseTallied } from '../../protocol/frames.js';
import type { SocketData } from '../socket-data.js';
import { contestFrame, leaderboardFrame, ownResult, ranksShown } from './frames.js';
import type { LiveContest } from './live-contest.js';
import type { Connection, Seat } from './roster.js';

export type ContestSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type ContestNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** Own results go out in slices, so that ten thousand of them do not hold up the acknowledgements in between. */
const RESULT_SLICE = 500;

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

  contestChanged(live: LiveContest): void {
    const namespace = this.#namespace;
    if (!namespace) return;
    const now = this.clock.now();
    const render = (audience: 'participant' | 'host' | 'screen', multiplier = 1) =>
      contestFrame(live, audience, multiplier, now, this.controllerName(live));
    const variants = variantsOf(live.plan, live.state, live.roster.multipliersInUse());
    if (variants.length <= 1) {
      namespace.to(rooms.participants(live.id)).emit('contest:changed', render('participant'));
    } else {
      for (const multiplier of variants) {
        namespace.to(rooms.variant(live.id, multiplier)).emit('contest:changed', render('participant', multiplier));
      }
    }
    namespace.to(rooms.screen(live.id)).emit('contest:changed', render('screen'));
    namespace.to(rooms.host(live.id)).emit('contest:changed', render('host'));
  }

  /** Each participant's own line, to that participant alone. */
  ownResults(live: LiveContest): void {
    const seats = [...live.roster.active()].filter((seat) => seat.connection !== null);
    const version = live.state.version;
    const slice = (from: number): void => {
      // A newer phase has begun: what is left of these results is in the snapshot that people get anyway.
      if (live.state.version !== version && live.scoreboard.current === null) return;
      for (const seat of seats.slice(from, from + RESULT_SLICE)) this.#ownResult(live, seat);
      if (from + RESULT_SLICE < seats.length) setImmediate(() => slice(from + RESULT_SLICE));
    };
    slice(0);
  }

  #ownResult(live: LiveContest, seat: Seat): void {
    const socket = this.socketOf(seat.connection);
    const result = socket ? ownResult(live, seat) : undefined;
    if (socket && result) socket.emit('result:own', result);
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
    const all = [rooms.participants(live.id), rooms.screen(live.id), rooms.host(live.id)];
    this.#namespace?.to(all).emit('caption:changed', caption);
  }

  /** Puts a participant into the rooms of their contest, and of their own clock where speed counts. */
  admit(live: LiveContest, seat: Seat): void {
    const socket = this.socketOf(seat.connection);
    if (!socket) return;
    void socket.join(rooms.participants(live.id));
    this.moveToVariant(live, seat);
  }

  /** Where speed counts, people with the same time share a room; elsewhere everybody shares one rendering. */
  moveToVariant(live: LiveContest, seat: Seat): void {
    const socket = this.socketOf(seat.connection);
    if (!socket || !speedCounts(live.plan)) return;
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

/** What waits in the WebSocket below, which Engine.IO's types do not show; 0 on polling, where nothing is pushed. */
function bufferedBytes(socket: ContestSocket | Socket): number {
  const transport = socket.conn.transport as { socket?: { bufferedAmount?: number } };
  return transport.socket?.bufferedAmount ?? 0;
}
