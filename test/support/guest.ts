/** A participant whose page comes back by itself, as the web client does, and sends again until it is acknowledged. */
import { io, type Socket } from 'socket.io-client';

import {
  NAMESPACE,
  PROTOCOL_VERSION,
  type Ack,
  type ClientToServer,
  type JoinMessage,
  type JoinReceipt,
  type ServerToClient,
  type SubmitReceipt,
} from '../../src/protocol/events.js';
import type { ContestChanged, LeaderboardFrame, OwnResult, Snapshot } from '../../src/protocol/frames.js';
import type { ItemResponse } from '../../src/protocol/item.js';
import { newSubmissionId } from './contest-client.js';
import { eventually } from './eventually.js';

const ACK_WITHIN_MS = 2000;
/** As the page tries them, or the one that a network leaves. */
type Transport = 'websocket' | 'polling';
const RESEND: ReadonlySet<string> = new Set(['server.busy', 'server.error', 'server.stopping', 'contest.not-joined']);

export class Guest {
  token: string | undefined;
  receipt!: JoinReceipt;
  connections = 0;
  state: ContestChanged | Snapshot | null = null;
  board: LeaderboardFrame | null = null;
  readonly results: OwnResult[] = [];
  /** What the server has acknowledged. */
  readonly acknowledged: (SubmitReceipt & { readonly contestItemId: string })[] = [];
  /** How often a response was sent, again or for the first time. */
  sent = 0;
  readonly told: string[] = [];
  private readonly socket: Socket<ServerToClient, ClientToServer>;

  constructor(url: string, transport: Transport = 'websocket') {
    this.socket = io(url + NAMESPACE, {
      transports: [transport],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 500,
      auth: (send) =>
        send({ protocolVersion: PROTOCOL_VERSION, ...(this.token === undefined ? {} : { token: this.token }) }),
    });
    this.socket.on('connect', () => {
      this.connections += 1;
      if (this.token !== undefined) void this.sync();
    });
    // Refused while a server starts: socket.io tries by itself only where the network failed.
    this.socket.on('connect_error', () => void (this.socket.active || setTimeout(() => this.socket.connect(), 200)));
    this.socket.on('contest:changed', (frame) => this.take(frame));
    this.socket.on('leaderboard:changed', (frame) => (this.board = frame));
    this.socket.on('result:own', (result) => this.results.push(result));
    this.socket.on('notice', ({ code }) => this.told.push(code));
    this.socket.on('session:replaced', ({ code }) => this.told.push(code));
  }

  static async join(
    url: string,
    message: Omit<JoinMessage, 'consent' | 'joinId'> & { name: string },
    transport?: Transport,
  ): Promise<Guest> {
    const guest = new Guest(url, transport);
    const joinId = newSubmissionId().padEnd(16, '0');
    const full: JoinMessage = {
      ...message,
      joinId,
      consent: { notice: true, ...(message.needs ? { needs: true } : {}) },
    };
    await eventually(async () => {
      const ack = await guest.ask<JoinReceipt>('contest:join', full);
      if (!ack.ok) throw new Error(ack.error.code);
      guest.receipt = ack.data;
    }, 30_000);
    guest.token = guest.receipt.token;
    guest.take(guest.receipt.snapshot);
    return guest;
  }

  get id(): string {
    return this.receipt.participant.id;
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  get transport(): string {
    return this.socket.io.engine.transport.name;
  }

  /** NODE_NAME of the node that knows this connection. */
  get node(): string | undefined {
    return /^(.+)~/.exec(this.socket.io.engine.id)?.[1];
  }

  async ask<T>(event: keyof ClientToServer, message: object): Promise<Ack<T>> {
    return (this.socket as Socket).timeout(ACK_WITHIN_MS).emitWithAck(event, message) as Promise<Ack<T>>;
  }

  /** Until it is acknowledged or refused for good; the same submission each time. Answers the code of a refusal. */
  async respond(contestItemId: string, opening: number, response: ItemResponse): Promise<string | null> {
    const { contestId } = this.receipt;
    const message = { contestId, contestItemId, opening, submissionId: newSubmissionId(), response };
    let code: string | null = null;
    await eventually(async () => {
      this.sent += 1;
      const ack = await this.ask<SubmitReceipt>('response:submit', message);
      if (ack.ok) {
        this.acknowledged.push({ ...ack.data, contestItemId });
        return;
      }
      if (RESEND.has(ack.error.code)) throw new Error(ack.error.code);
      code = ack.error.code;
    }, 40_000);
    return code;
  }

  async sync(): Promise<void> {
    const ack = await this.ask<{ snapshot: Snapshot }>('contest:sync', { contestId: this.receipt.contestId }).catch(
      () => null,
    );
    if (!ack?.ok) return;
    this.state = ack.data.snapshot;
    if (ack.data.snapshot.board) this.board = ack.data.snapshot.board;
  }

  /** Until the phase has come to this page by itself. */
  phase(phase: ContestChanged['phase'], number?: number): Promise<void> {
    return eventually(() => {
      const { state } = this;
      if (state?.phase !== phase || (number !== undefined && state.item?.number !== number)) {
        throw new Error(
          `${this.receipt.participant.name} sees ${state?.phase} of item ${state?.item?.number}, not ${phase} of ${number}`,
        );
      }
    }, 30_000);
  }

  close(): void {
    this.socket.disconnect();
  }

  /** A gap is filled by asking, as the page does. */
  private take(frame: ContestChanged | Snapshot): void {
    const gap = this.state !== null && 'previousVersion' in frame && frame.previousVersion > this.state.version;
    if (this.state !== null && frame.version < this.state.version) return;
    this.state = frame;
    if (gap) void this.sync();
  }
}
