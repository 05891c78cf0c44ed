import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';

import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { lastValueFrom, type Observable } from 'rxjs';
import type { Server, ServerOptions, Socket } from 'socket.io';

import { refusalOf } from '../refusal.js';
import { CreditLimiter } from './credit-limiter.js';
import { nameConnections } from './name-connections.js';
import type { WireObserver } from './wire-observer.js';

type Ack = (payload: unknown) => void;
type Handler = (data: unknown, ack: Ack) => unknown;

/** A response or a caption fits ten times over; anything larger is not from our pages. */
const MAX_MESSAGE_BYTES = 16 * 1024;

export interface IoAdapterOptions {
  /** Whether the handshake may go on (its Origin). */
  readonly allowOrigin: (headers: NodeJS.Dict<string | string[]>) => boolean;
  /** Which of a gateway's events a socket may send at all; the others are refused with the code it names. */
  readonly refusedEvent: (socket: Socket, event: string) => 'auth.required' | null;
  /** Hot events that a gateway has bound to the socket itself and that it limits in its own way. */
  readonly rawEvents: ReadonlySet<string>;
  readonly messagesPerMinute: number;
  readonly observer: WireObserver;
  /** Of this node among several; null where there is one alone. */
  readonly nodeName: string | null;
  /** Of every answer over HTTP, also of those that Socket.IO gives before Express sees the request. */
  readonly headers: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
}

/**
 * Socket.IO as this project needs it: one listener per socket instead of one observable chain per event and socket
 * (10,000 sockets times 30 events would cost more memory than the sockets), and an ack to everything, also to
 * what no gateway knows.
 */
export class ContestIoAdapter extends IoAdapter {
  private readonly tables = new WeakMap<Socket, Map<string, Handler>>();

  constructor(
    app: INestApplicationContext,
    private readonly options: IoAdapterOptions,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, {
      ...options,
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      allowRequest: (request, decide) => decide(null, this.options.allowOrigin(request.headers)),
    } as ServerOptions) as Server;
    this.options.observer.opened(server);
    if (this.options.nodeName !== null) nameConnections(server.engine, this.options.nodeName);
    // After Socket.IO has put itself before everybody else.
    (this.httpServer as HttpServer).prependListener('request', (request, response) => {
      this.options.headers(request, response, () => undefined);
    });
    return server;
  }

  override bindMessageHandlers(
    socket: Socket,
    handlers: MessageMappingProperties[],
    transform: (data: unknown) => Observable<unknown>,
  ): void {
    const known = this.tables.get(socket);
    const table = known ?? new Map<string, Handler>();
    for (const { message, callback } of handlers) {
      if (this.options.refusedEvent(socket, message as string) === null) {
        table.set(message as string, (data, ack) => callback(data, ack));
      }
    }
    if (known) return;
    this.tables.set(socket, table);
    const { observer } = this.options;
    observer.connected(socket);
    socket.onAnyOutgoing(this.onFrame);
    const limiter = new CreditLimiter(this.options.messagesPerMinute);
    socket.onAny((event: string, ...args: unknown[]) => {
      if (this.options.rawEvents.has(event)) return;
      // Spent also by what asks for no ack: a flood is a flood.
      const allowed = limiter.spend(performance.now());
      const ack = args.at(-1);
      if (typeof ack !== 'function') return;
      const reply: Ack = (payload) => {
        observer.acked(socket, event, payload);
        (ack as Ack)(payload);
      };
      if (!allowed) {
        reply({ ok: false, error: refusalOf('protocol.rate-limited', { retryAfterMs: 1000 }) });
        return;
      }
      const handler = table.get(event);
      // One object and its ack; whatever else came with it would be dropped unread.
      if (handler && args.length === 2) void this.settle(handler, args[0], reply, transform);
      else reply({ ok: false, error: refusalOf(this.refusalOf(socket, event, handler)) });
    });
  }

  /** One function for all sockets. */
  private readonly onFrame = (event: string): void => this.options.observer.sent(event);

  private refusalOf(socket: Socket, event: string, handler: Handler | undefined) {
    return (handler ? null : this.options.refusedEvent(socket, event)) ?? 'protocol.malformed';
  }

  /** The gateway's filter has answered already where the handler threw; then nothing comes out of `transform`. */
  private async settle(handler: Handler, data: unknown, ack: Ack, transform: (data: unknown) => Observable<unknown>) {
    const payload = await lastValueFrom(transform(handler(data, ack)), { defaultValue: undefined });
    if (payload !== undefined) ack({ ok: true, data: payload });
  }
}
