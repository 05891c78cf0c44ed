/**
 * A participant made of nothing but a WebSocket and the few Engine.IO and Socket.IO packets that are needed: two
 * thousand of them in one process measure the server, not themselves.
 */
import WebSocket from 'ws';

import type { Ack } from '../../src/protocol/events.js';

const NAMESPACE = '/contest';
const CONNECTED = `40${NAMESPACE},`;
const REFUSED = `44${NAMESPACE},`;
const ACK = `43${NAMESPACE},`;

export class LightClient {
  private readonly acks = new Map<number, (ack: Ack<unknown>) => void>();
  private nextAck = 0;
  /** Resolves when the connection is over and everything that came before that has been read. */
  readonly ended: Promise<void>;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.take(data.toString('utf8')));
    // A server that is killed resets its connections; the acks that never come are what the tests look at.
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  /** Resolves once the namespace has let it in. */
  static open(url: string, token?: string): Promise<LightClient> {
    return new Promise((resolve, reject) => {
      const address = `${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
      const socket = new WebSocket(address, { perMessageDeflate: false, skipUTF8Validation: true });
      const auth = { protocolVersion: 1, ...(token === undefined ? {} : { token }) };
      socket.once('error', reject);
      socket.on('message', function greet(data: Buffer) {
        const text = data.toString('utf8');
        if (text.startsWith('0')) socket.send(CONNECTED + JSON.stringify(auth));
        else if (text.startsWith(CONNECTED)) {
          socket.off('message', greet);
          socket.off('error', reject);
          resolve(new LightClient(socket));
        } else if (text.startsWith(REFUSED)) reject(new Error(text));
      });
    });
  }

  /** Never settles when the connection ends before the ack. */
  ask<T>(event: string, message: object): Promise<Ack<T>> {
    return new Promise((resolve) => {
      const id = this.nextAck++;
      this.acks.set(id, resolve as (ack: Ack<unknown>) => void);
      this.socket.send(`42${NAMESPACE},${id}${JSON.stringify([event, message])}`);
    });
  }

  close(): void {
    this.socket.terminate();
  }

  private take(text: string): void {
    if (text === '2') return this.socket.send('3');
    if (!text.startsWith(ACK)) return;
    const bracket = text.indexOf('[');
    const id = Number(text.slice(ACK.length, bracket));
    const [ack] = JSON.parse(text.slice(bracket)) as [Ack<unknown>];
    this.acks.get(id)?.(ack);
    this.acks.delete(id);
  }
}
