/** A client that keeps every packet it gets, as it came over the wire. */
import { io, type Socket } from 'socket.io-client';

import type { Ack, JoinReceipt } from '../../src/protocol/events.js';
import type { Snapshot } from '../../src/protocol/frames.js';

const LIMIT_MS = 20_000;

export interface WireOptions {
  readonly auth?: Readonly<Record<string, unknown>>;
  readonly cookie?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Frame {
  readonly event: string;
  readonly payload: unknown;
}

export class WireClient {
  /** Every Socket.IO packet, raw: frames, acks and the handshake. */
  readonly packets: string[] = [];
  readonly frames: Frame[] = [];
  readonly socket: Socket;
  /** Of the last command let through or frame seen; commands carry it. */
  version = 0;
  private waiting: (() => void)[] = [];

  constructor(url: string, { auth = {}, cookie = null, headers = {} }: WireOptions = {}) {
    this.socket = io(`${url}/contest`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocolVersion: 1, ...auth },
      extraHeaders: { ...(cookie === null ? {} : { cookie }), ...headers },
    });
    this.socket.io.engine.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
      if (type === 'message' && typeof data === 'string') this.packets.push(data);
    });
    this.socket.onAny((event: string, payload: unknown) => {
      this.frames.push({ event, payload });
      const { version } = (payload ?? {}) as { version?: number };
      if (event === 'contest:changed' && version !== undefined) this.version = Math.max(this.version, version);
      this.wake();
    });
    this.socket.on('disconnect', () => this.wake());
  }

  /** @throws the connect error: its message is the refusal's code, its `data` the refusal */
  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
  }

  /** The ack, whatever it says. @throws where none comes */
  send<T = unknown>(event: string, ...args: readonly unknown[]): Promise<Ack<T>> {
    return this.socket.timeout(LIMIT_MS).emitWithAck(event, ...args) as Promise<Ack<T>>;
  }

  /** The data of an ack that must be ok. */
  async ask<T>(event: string, message: unknown): Promise<T> {
    const ack = await this.send<T>(event, message);
    if (!ack.ok) throw new Error(`${event} refused: ${JSON.stringify(ack.error)}`);
    return ack.data;
  }

  /** A command of the host, with the version at hand. */
  async command(event: string, contestId: string, more: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const done = await this.ask<{ version: number }>(event, { contestId, expectedVersion: this.version, ...more });
    this.version = Math.max(this.version, done.version);
    return done.version;
  }

  async watch(contestId: string, as: 'host' | 'screen', screenKey?: string): Promise<Snapshot> {
    const message = { contestId, as, ...(screenKey === undefined ? {} : { screenKey }) };
    const { snapshot } = await this.ask<{ snapshot: Snapshot }>('contest:watch', message);
    this.version = snapshot.version;
    return snapshot;
  }

  join(
    pin: string,
    name: string,
    branchId: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<JoinReceipt> {
    return this.ask<JoinReceipt>('contest:join', { pin, name, branchId, consent: { notice: true }, ...more });
  }

  /** Payloads of one event, in order. */
  of<T = Record<string, unknown>>(event: string): T[] {
    return this.frames.filter((frame) => frame.event === event).map((frame) => frame.payload as T);
  }

  last<T = Record<string, unknown>>(event: string): T | undefined {
    return this.of<T>(event).at(-1);
  }

  /** Waits for frames until the condition holds. */
  async until(holds: (client: this) => boolean, what = holds.toString()): Promise<void> {
    const limit = new AbortController();
    const timer = setTimeout(() => (limit.abort(), this.wake()), LIMIT_MS);
    while (!holds(this) && !limit.signal.aborted) await new Promise<void>((wake) => this.waiting.push(wake));
    clearTimeout(timer);
    if (!holds(this)) throw new Error(`did not happen: ${what}; last frames ${JSON.stringify(this.frames.slice(-4))}`);
  }

  inPhase(phase: string): Promise<void> {
    return this.until((client) => client.last('contest:changed')?.['phase'] === phase, `phase ${phase}`);
  }

  close(): void {
    this.socket.disconnect();
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}
