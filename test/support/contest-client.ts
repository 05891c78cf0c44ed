/** Typed socket.io-client connections over WebSocket: participants, consoles, screens. */
import { io, type Socket } from 'socket.io-client';

import {
  NAMESPACE,
  PROTOCOL_VERSION,
  type Ack,
  type ClientToServer,
  type JoinMessage,
  type JoinReceipt,
  type OperatorEvent,
  type OperatorMessages,
  type ServerToClient,
  type SubmitMessage,
  type SubmitReceipt,
} from '../../src/protocol/events.js';
import type { ContestChanged, Snapshot } from '../../src/protocol/frames.js';
import type { ItemResponse } from '../../src/protocol/item.js';

type Frames = { readonly [E in keyof ServerToClient]: Parameters<ServerToClient[E]>[0] };
type FrameName = keyof Frames;

interface ConnectOptions {
  readonly token?: string;
  readonly cookie?: string;
}

/** How long a test waits for a frame that must come. */
const FRAME_LIMIT_MS = 20_000;

/** One connection with everything it was ever told. */
export class ContestClient {
  readonly frames: { readonly name: FrameName; readonly frame: Frames[FrameName] }[] = [];
  private readonly watchers = new Set<() => void>();

  private constructor(readonly socket: Socket<ServerToClient, ClientToServer>) {
    socket.onAny((name: FrameName, frame: Frames[FrameName]) => {
      this.frames.push({ name, frame });
      for (const look of this.watchers) look();
    });
    socket.on('disconnect', () => this.watchers.forEach((look) => look()));
  }

  /** Rejects with the handshake's refusal; its code is the message. */
  static connect(url: string, { token, cookie }: ConnectOptions = {}): Promise<ContestClient> {
    const socket: Socket<ServerToClient, ClientToServer> = io(url + NAMESPACE, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocolVersion: PROTOCOL_VERSION, ...(token === undefined ? {} : { token }) },
      extraHeaders: cookie === undefined ? {} : { cookie },
    });
    // Listening from the start: frames may come right behind the connection.
    const client = new ContestClient(socket);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(client));
      socket.once('connect_error', (error) => {
        socket.disconnect();
        reject(error);
      });
    });
  }

  ask<T>(event: keyof ClientToServer, message: object): Promise<Ack<T>> {
    return (this.socket as Socket).timeout(FRAME_LIMIT_MS).emitWithAck(event, message) as Promise<Ack<T>>;
  }

  /** For what must be let through. */
  async demand<T>(event: keyof ClientToServer, message: object): Promise<T> {
    const ack = await this.ask<T>(event, message);
    if (!ack.ok) throw new Error(`${event} refused: ${ack.error.code}`);
    return ack.data;
  }

  async sync(contestId: string): Promise<Snapshot> {
    return (await this.demand<{ snapshot: Snapshot }>('contest:sync', { contestId })).snapshot;
  }

  all<E extends FrameName>(name: E): Frames[E][] {
    return this.frames.filter((entry) => entry.name === name).map((entry) => entry.frame as Frames[E]);
  }

  last<E extends FrameName>(name: E): Frames[E] | undefined {
    return this.all(name).at(-1);
  }

  /** The newest frame of that name once it fits; at once where it does already. */
  until<E extends FrameName>(name: E, fits: (frame: Frames[E]) => boolean = () => true): Promise<Frames[E]> {
    return this.when(`${name}, the last was ${JSON.stringify(this.last(name))}`, () => {
      const frame = this.last(name);
      return frame && fits(frame) ? frame : undefined;
    });
  }

  phase(phase: ContestChanged['phase']): Promise<ContestChanged> {
    return this.until('contest:changed', (frame) => frame.phase === phase);
  }

  async gone(): Promise<void> {
    await this.when('the end of the connection', () => (this.socket.connected ? undefined : true));
  }

  close(): void {
    this.socket.disconnect();
  }

  private when<T>(what: string, find: () => T | undefined): Promise<T> {
    const now = find();
    if (now !== undefined) return Promise.resolve(now);
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(limit);
        this.watchers.delete(look);
        resolve(found);
      };
      const limit = setTimeout(() => {
        this.watchers.delete(look);
        reject(new Error(`waited in vain for ${what}`));
      }, FRAME_LIMIT_MS);
      this.watchers.add(look);
    });
  }
}

/** A participant with a seat. */
export class Participant {
  private constructor(
    readonly client: ContestClient,
    readonly receipt: JoinReceipt,
  ) {}

  static async join(url: string, message: JoinMessage, options: ConnectOptions = {}): Promise<Participant> {
    const client = await ContestClient.connect(url, options);
    return new Participant(client, await client.demand<JoinReceipt>('contest:join', message));
  }

  get id(): string {
    return this.receipt.participant.id;
  }

  submit(message: Omit<SubmitMessage, 'contestId'>): Promise<Ack<SubmitReceipt>> {
    return this.client.ask('response:submit', { contestId: this.receipt.contestId, ...message });
  }

  sync(): Promise<Snapshot> {
    return this.client.sync(this.receipt.contestId);
  }

  /** Responds to the item that is open. */
  async respond(response: ItemResponse, submissionId = newSubmissionId()): Promise<Ack<SubmitReceipt>> {
    const { item } = await this.sync();
    if (!item) throw new Error('no item is at hand');
    return this.submit({ contestItemId: item.contestItemId, opening: item.opening, submissionId, response });
  }
}

let submissions = 0;
export const newSubmissionId = (): string => `submission-${process.pid}-${submissions++}`;

/** A console. Carries the version along, as the page does. */
export class Console {
  private seen: number;

  private constructor(
    readonly client: ContestClient,
    readonly contestId: string,
    readonly snapshot: Snapshot,
  ) {
    this.seen = snapshot.version;
  }

  static async open(url: string, contestId: string, cookie: string): Promise<Console> {
    const client = await ContestClient.connect(url, { cookie });
    const { snapshot } = await client.demand<{ snapshot: Snapshot }>('contest:watch', { contestId, as: 'host' });
    return new Console(client, contestId, snapshot);
  }

  get version(): number {
    return Math.max(this.seen, this.client.last('contest:changed')?.version ?? 0);
  }

  /** Answers the refusal's code, or null. */
  async press<E extends OperatorEvent>(
    event: E,
    more: Omit<OperatorMessages[E], 'contestId' | 'expectedVersion'> & { readonly expectedVersion?: number },
  ): Promise<string | null> {
    const message = { contestId: this.contestId, expectedVersion: this.version, ...more };
    const ack = await this.client.ask<{ version: number }>(event, message);
    if (!ack.ok) return ack.error.code;
    this.seen = Math.max(this.seen, ack.data.version);
    return null;
  }

  sync(): Promise<Snapshot> {
    return this.client.sync(this.contestId);
  }

  /** Asks until the server has noticed who came and who went. */
  async untilConnected(count: number): Promise<void> {
    for (let asked = 0; asked < 1000; asked++) {
      if ((await this.sync()).presence?.connected === count) return;
    }
    throw new Error(`never were ${count} connected`);
  }

  /** Resolves when everything the server had begun to write is written, for what must not happen. */
  async idle(): Promise<void> {
    await this.client.demand('caption:send', { contestId: this.contestId, text: '示例字幕' });
  }

  /** Presses one button after the other; each must be let through. */
  async pressAll(...events: readonly OperatorEvent[]): Promise<void> {
    for (const event of events) {
      // Tests end before the time for appeals does.
      const more = event === 'contest:finalize' ? { early: '示例理由' } : {};
      const code = await this.press(event, more as never);
      if (code !== null) throw new Error(`${event} refused: ${code}`);
    }
  }
}
