import { Injectable } from '@nestjs/common';
import type { Namespace, Socket } from 'socket.io';

import { speedCounts } from '../../core/contest/deadline.js';
import type { ContestEvent } from '../../core/contest/types.js';
import { variantOf } from '../../core/contest/view.js';
import { Clock } from '../../platform/clock/clock.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { refusalOf } from '../../platform/refusal.js';
import { prepareEvent, sendTogether, type PreparedEvent } from '../../platform/socket/prepared-event.js';
import { NAMESPACE, type ClientToServer, type ServerToClient } from '../../protocol/events.js';
import type { OwnAppeal } from '../../protocol/corrections.js';
import {
  type Audience,
  type Caption,
  type ContestChanged,
  type NoticeCode,
  type OwnResult,
  type PresenceChanged,
  type ResponseTallied,
} from '../../protocol/frames.js';
import type { SocketData } from '../socket-data.js';
import { leaderboardFrame, ranksShown } from './board-view.js';
import {
  COMMON_VARIANT,
  contestFrame,
  correctedResult,
  displayName,
  ownResult,
  ownStanding,
  ownVariant,
} from './frames.js';
import type { LiveContest } from './live-contest.js';
import type { Connection, Seat } from './roster.js';

export type ContestSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type ContestNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

const MOST_BUFFERED_BYTES = 1024 * 1024;

export const rooms = {
  participants: (contestId: string): string => `p:${contestId}`,
  host: (contestId: string): string => `h:${contestId}`,
  screen: (contestId: string): string => `s:${contestId}`,
};

/** Everything the server says unasked. One rendering per audience class; one room each. */
@Injectable()
export class Broadcaster {
  readonly #operatorNames = new Map<string, string>();
  #namespace: ContestNamespace | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

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
    const since = performance.now();
    const corrected = events.find(isCorrection);
    const resultsChanged = corrected !== undefined || events.some((event) => event.type === 'item-revealed');
    if (resultsChanged) {
      const isEarlier = corrected !== undefined && corrected.contestItemId !== live.state.currentItemId;
      this.resultsChanged(live, isEarlier);
    } else {
      this.contestChanged(live);
    }
    if (resultsChanged || events.some(showsBoard)) this.leaderboardChanged(live);
    if (events.some(({ type }) => type === 'board-frozen' || type === 'board-thawed')) this.ownStandings(live);
    this.metrics.told(since);
  }

  contestChanged(live: LiveContest): void {
    this.#tellAll(live, () => []);
  }

  /**
   * A reveal or a correction: the new state and each participant's own line, to that participant alone, in one go.
   * Sent one after the other these were two rounds of 10,000 people, and the own result was 640 ms late instead of 280.
   * @param isEarlier an earlier item was corrected just now; of it each hears first
   */
  resultsChanged(live: LiveContest, isEarlier: boolean): void {
    this.#tellAll(live, (seat) => [isEarlier ? correctedResult(live, seat) : undefined, ownResult(live, seat)]);
  }

  /** Points given by hand: the board, and each one's own place in it. */
  standingsChanged(live: LiveContest): void {
    this.leaderboardChanged(live);
    this.ownStandings(live);
  }

  ownStandings(live: LiveContest): void {
    for (const seat of live.roster.active()) {
      this.socketOf(seat.connection)?.emit('standing:own', ownStanding(live, seat));
    }
  }

  mattersChanged(live: LiveContest): void {
    this.#namespace?.to(rooms.host(live.id)).emit('matters:changed', { contestId: live.id, ...live.openMatters });
  }

  /** An appeal was ruled on: its author alone is told. */
  appealChanged(seat: Seat, appeal: OwnAppeal): void {
    this.socketOf(seat.connection)?.emit('appeal:changed', appeal);
  }

  /** One rendering per audience class, encoded once, and what `own` has for each person in the same system call. */
  #tellAll(live: LiveContest, own: (seat: Seat) => readonly (OwnResult | undefined)[]): void {
    const frames = new Map<number, PreparedEvent>();
    const frameFor = (seat: Seat): PreparedEvent => {
      const variant = variantOf(live.plan, live.state, ownVariant(live, seat));
      const key = variant.multiplier * 100 + variant.order;
      let frame = frames.get(key);
      if (!frame) {
        frame = prepareEvent(NAMESPACE, 'contest:changed', this.#render(live, 'participant', variant));
        frames.set(key, frame);
      }
      return frame;
    };
    for (const seat of live.roster.active()) {
      const socket = this.socketOf(seat.connection);
      if (!socket) continue;
      const state = frameFor(seat);
      const results = own(seat).filter((result) => result !== undefined);
      sendTogether(socket, [state, ...results.map((result) => prepareEvent(NAMESPACE, 'result:own', result))]);
    }
    this.#namespace?.to(rooms.screen(live.id)).emit('contest:changed', this.#render(live, 'screen'));
    this.#namespace?.to(rooms.host(live.id)).emit('contest:changed', this.#render(live, 'host'));
  }

  #render(live: LiveContest, audience: Audience, variant = COMMON_VARIANT): ContestChanged {
    return contestFrame(live, audience, variant, this.clock.now(), this.controllerName(live));
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

  admit(live: LiveContest, seat: Seat): void {
    void this.socketOf(seat.connection)?.join(rooms.participants(live.id));
  }

  /** This person's deadline has changed and nobody else's: only they are told. */
  ownFrame(live: LiveContest, seat: Seat): void {
    if (!speedCounts(live.plan)) return;
    const frame = contestFrame(live, 'participant', ownVariant(live, seat), this.clock.now(), null);
    this.socketOf(seat.connection)?.emit('contest:changed', frame);
  }

  /** The person goes on elsewhere; this connection has nothing more to say. */
  replaced(connection: Connection): void {
    const socket = this.socketOf(connection);
    if (!socket) return;
    const text = '您已在另一台设备上继续作答，本页面不再接收内容。';
    socket.emit('session:replaced', { code: 'session.replaced', text });
    socket.disconnect(false);
  }

  /** A correction of a name: the person reads it, and the boards that show it are told. */
  renamed(live: LiveContest, seat: Seat): void {
    this.notify(seat, 'participant.renamed', `主持人已将您的姓名改为“${displayName(seat)}”。`);
    this.leaderboardChanged(live);
  }

  /** To whom it belongs alone. */
  rejoinCode(live: LiveContest, seat: Seat, rejoinCode: string): void {
    this.socketOf(seat.connection)?.emit('rejoin-code:changed', { contestId: live.id, rejoinCode });
  }

  /** To one participant; with codes that change what their page shows it asks for a snapshot. */
  notify(seat: Seat, code: NoticeCode, text: string): void {
    this.socketOf(seat.connection)?.emit('notice', { code, text });
  }

  removed(seat: Seat): void {
    const socket = this.socketOf(seat.connection);
    if (!socket) return;
    socket.emit('notice', { code: 'entry.removed', text: refusalOf('entry.removed').message });
    socket.disconnect(false);
  }

  /** Nobody sits there any more: the page is told, and the line ends. */
  erased(seat: Seat): void {
    const socket = this.socketOf(seat.connection);
    if (!socket) return;
    const text = '您的个人信息已按要求删除，本页面不再接收内容。名次和支部成绩不变。';
    socket.emit('notice', { code: 'entry.erased', text });
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

  disconnectWhere(matches: (data: SocketData) => boolean): void {
    for (const socket of this.#namespace?.sockets.values() ?? []) {
      if (matches(socket.data as SocketData)) socket.disconnect(true);
    }
  }

  /** Of operators that are connected to this node. */
  operatorSessions(): ReadonlySet<string> {
    const sockets = [...(this.#namespace?.sockets.values() ?? [])];
    return new Set(sockets.flatMap(({ data }) => (data as SocketData).operator?.sessionId ?? []));
  }

  /** Socket.IO buffers without limit for a phone that reads nothing: such a connection is ended and may come back. */
  dropStuck(): void {
    for (const socket of this.#namespace?.sockets.values() ?? []) {
      if (bufferedBytes(socket) <= MOST_BUFFERED_BYTES) continue;
      socket.disconnect(true);
      this.metrics.dropped();
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

/**
 * What waits for a client: what Engine.IO holds back while the transport is not writable, and what the WebSocket below
 * holds of the last batch, which Engine.IO's types do not show.
 */
function bufferedBytes(socket: ContestSocket | Socket): number {
  const { transport, writeBuffer } = socket.conn as unknown as {
    transport: { socket?: { bufferedAmount?: number } };
    writeBuffer: readonly { data?: string | Buffer; options?: { wsPreEncodedFrame?: readonly Buffer[] } }[];
  };
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data, options } of writeBuffer) {
    bytes += data?.length ?? 0;
    for (const frame of options?.wsPreEncodedFrame ?? []) bytes += frame.length;
  }
  return bytes;
}

type CorrectionEvent = Extract<ContestEvent, { type: 'item-voided' | 'key-corrected' | 'correction-cancelled' }>;

function isCorrection(event: ContestEvent): event is CorrectionEvent {
  return event.type === 'item-voided' || event.type === 'key-corrected' || event.type === 'correction-cancelled';
}

/** Ranks may have been kept back until now, and a final board may count people who came at the last moment. */
function showsBoard(event: ContestEvent): boolean {
  return (
    event.type === 'contest-ended' ||
    event.type === 'contest-finalized' ||
    event.type === 'board-frozen' ||
    event.type === 'board-thawed' ||
    (event.type === 'screen-shown' && event.view === 'leaderboard')
  );
}
