import { Injectable } from '@nestjs/common';
import type { Namespace, Server, Socket } from 'socket.io';

import { Metrics } from '../platform/metrics/metrics.js';
import type { WireObserver } from '../platform/socket/wire-observer.js';
import type { Refusal } from '../protocol/error-code.js';
import { NAMESPACE } from '../protocol/events.js';
import type { SocketData } from './socket-data.js';

/** `guest`: connected, and neither seated nor watching yet. */
type Kind = 'participant' | 'console' | 'screen' | 'guest';

type Ack = { readonly ok: true } | { readonly ok: false; readonly error: Refusal };

/** What the wire does, as figures for Prometheus. Who is connected is counted when somebody asks, never kept. */
@Injectable()
export class WireFigures implements WireObserver {
  readonly #sent = new Map<string, number>();
  readonly #joins;
  readonly #resyncs;
  readonly #reconnections;
  #namespace: Namespace | null = null;

  constructor(private readonly metrics: Metrics) {
    this.#joins = metrics.counter(
      'xuesai_joins_total',
      'Joins that were let in: new participants, and those who came back with their rejoin code.',
    );
    this.#resyncs = metrics.counter(
      'xuesai_resyncs_total',
      'Snapshots that clients asked for: after a reconnection, a missed version, or in turn.',
    );
    this.#reconnections = metrics.counter(
      'xuesai_reconnections_total',
      'Connections that brought a seat along: networks that came back, and pages that were loaded again.',
    );
    metrics.gauges('xuesai_connections', 'Connections to this node.', 'kind', () => this.#byKind());
    metrics.gauges('xuesai_transports', 'Connections to this node by transport.', 'transport', () => this.#byWay());
    metrics.gauge(
      'xuesai_frames_waiting',
      'Packets that wait for a connection which has not taken the earlier ones: frames that come late.',
      () => this.#waiting(),
    );
    metrics.counts(
      'xuesai_frames_sent_total',
      'Frames handed to connections, one for each receiver; acknowledgements are not in it.',
      'event',
      () => this.#sent,
    );
  }

  opened(server: Server): void {
    this.#namespace = server.of(NAMESPACE);
  }

  connected(socket: Socket): void {
    if (socket.handshake.auth['token'] !== undefined) this.#reconnections.inc();
  }

  sent(event: string): void {
    this.#sent.set(event, (this.#sent.get(event) ?? 0) + 1);
  }

  acked(socket: Socket, event: string, ack: unknown): void {
    const reply = ack as Ack;
    if (!reply.ok) this.metrics.refused('socket', reply.error.code);
    else if (event === 'contest:sync') this.#resyncs.inc();
    // A page that comes back with its token asks for its receipt by a join: that is a reconnection, counted above.
    else if (event === 'contest:join' && socket.handshake.auth['token'] === undefined) this.#joins.inc();
  }

  #byKind(): ReadonlyMap<string, number> {
    const count: Record<Kind, number> = { participant: 0, console: 0, screen: 0, guest: 0 };
    for (const { data } of this.#sockets()) count[kindOf(data as SocketData)]++;
    return new Map(Object.entries(count));
  }

  #byWay(): ReadonlyMap<string, number> {
    const count = { websocket: 0, polling: 0 };
    for (const { conn } of this.#sockets()) count[conn.transport.name === 'websocket' ? 'websocket' : 'polling']++;
    return new Map(Object.entries(count));
  }

  #waiting(): number {
    let packets = 0;
    for (const { conn } of this.#sockets())
      packets += (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
    return packets;
  }

  #sockets(): Iterable<Socket> {
    return this.#namespace?.sockets.values() ?? [];
  }
}

/** A console may be on a participant's phone, and a screen may be anybody's: what is watched decides first. */
function kindOf({ watching, participant }: SocketData): Kind {
  for (const as of watching?.values() ?? []) return as === 'host' ? 'console' : 'screen';
  return participant ? 'participant' : 'guest';
}
