/**
 * A participant's connection in as little code as the wire allows: WebSocket, Engine.IO 4 and Socket.IO 5 spoken over
 * a plain TCP socket. A full socket.io-client costs more than the server does for it, so that ten thousand of them
 * would measure the clients.
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const NAMESPACE = '/contest';
/** `42/contest,` and `43/contest,`: the two kinds of message there are after the handshake. */
const BODY_AT = 2 + NAMESPACE.length + 1;
const OPCODE_TEXT = 1;
const OPCODE_CLOSE = 8;
const DIGIT_0 = 0x30;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const QUOTE = 0x22;
const HEADERS_END = Buffer.from('\r\n\r\n');

/** Client frames must be masked; a mask of zeros is a mask, and the server unmasks it like any other. */
export function textFrame(text) {
  const body = Buffer.from(text);
  const extended = body.length < 126 ? 0 : 2;
  if (body.length > 0xffff) throw new RangeError('a frame of the bench has at most 64 KB');
  const frame = Buffer.alloc(6 + extended + body.length);
  frame[0] = 0x80 | OPCODE_TEXT;
  frame[1] = 0x80 | (extended ? 126 : body.length);
  if (extended) frame.writeUInt16BE(body.length, 2);
  body.copy(frame, 6 + extended);
  return frame;
}

export const eventFrame = (ackId, event, body) => textFrame(`42${NAMESPACE},${ackId}${JSON.stringify([event, body])}`);

/** One buffer for all clients: a chunk is read to its end before the next one comes. */
const RECEIVED = Buffer.alloc(64 * 1024);

const PONG = textFrame('3');

/**
 * @typedef {object} WireOptions
 * @property {number} port
 * @property {string} [localAddress] another loopback address, where one has run out of ports
 * @property {Record<string, string>} [headers]
 * @property {(client: WireClient, event: string, chunk: Buffer, from: number, to: number) => void} onEvent
 *   called for each event; bytes `from` to `to` are its JSON array, valid during the call only
 */
export class WireClient {
  /** @param {WireOptions} options */
  constructor(options) {
    this.onEvent = options.onEvent;
    this.acks = new Map();
    this.nextAck = 0;
    this.rest = null;
    this.upgraded = false;
    this.opened = null;
    this.closed = false;
    this.socket = connect({
      port: options.port,
      host: '127.0.0.1',
      localAddress: options.localAddress,
      noDelay: true,
      onread: { buffer: RECEIVED, callback: (length) => this.take(RECEIVED.subarray(0, length)) ?? true },
    });
    const headers = Object.entries(options.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
    this.socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${options.port}\r\n` +
        `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${headers.join('')}\r\n`,
    );
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error('the server closed a connection')));
  }

  /** Resolves once the namespace has let the client in. */
  enter(auth) {
    return new Promise((resolve, reject) => {
      this.opened = { auth, resolve, reject };
    });
  }

  /** @returns {Promise<any>} the data of the ack; rejects with the refusal's code */
  async send(event, body) {
    const ack = await new Promise((resolve, reject) => {
      const id = this.nextAck++;
      this.acks.set(id, {
        resolve: (chunk, from, to) => resolve(JSON.parse(chunk.toString('utf8', from, to))[0]),
        reject,
      });
      this.socket.write(eventFrame(id, event, body));
    });
    if (!ack.ok) throw new Error(`${event}: ${ack.error.code} ${ack.error.message}`);
    return ack.data;
  }

  /** Sends a prepared frame; `resolve` gets the bytes of its ack. */
  sendFrame(frame, ackId, resolve) {
    this.acks.set(ackId, { resolve, reject: () => {} });
    this.socket.write(frame);
  }

  close() {
    this.closed = true;
    this.socket.destroy();
  }

  fail(error) {
    if (this.closed) return;
    this.closed = true;
    this.socket.destroy();
    this.opened?.reject(error);
    for (const { reject } of this.acks.values()) reject(error);
    this.acks.clear();
  }

  take(chunk) {
    let bytes = this.rest === null ? chunk : Buffer.concat([this.rest, chunk]);
    this.rest = null;
    if (!this.upgraded) {
      const end = bytes.indexOf(HEADERS_END);
      if (end < 0) {
        this.rest = Buffer.from(bytes);
        return;
      }
      const status = bytes.toString('latin1', 9, 12);
      if (status !== '101') return this.fail(new Error(`the server answered ${status} to the upgrade`));
      this.upgraded = true;
      bytes = bytes.subarray(end + HEADERS_END.length);
    }
    let at = 0;
    while (bytes.length - at >= 2) {
      let length = bytes[at + 1];
      let from = at + 2;
      if (length === 126 && bytes.length - at >= 4) {
        length = bytes.readUInt16BE(from);
        from += 2;
      } else if (length === 127 && bytes.length - at >= 10) {
        length = Number(bytes.readBigUInt64BE(from));
        from += 8;
      } else if (length >= 126) break;
      if (from + length > bytes.length) break;
      if ((bytes[at] & 0x0f) === OPCODE_CLOSE) return this.fail(new Error('the server closed a connection'));
      this.read(bytes, from, from + length);
      at = from + length;
    }
    if (at < bytes.length) this.rest = Buffer.from(bytes.subarray(at));
  }

  /** One Engine.IO packet. */
  read(bytes, from, to) {
    const engine = bytes[from] - DIGIT_0;
    if (engine === 2) this.socket.write(PONG);
    else if (engine === 0) this.socket.write(textFrame(`40${NAMESPACE},${JSON.stringify(this.opened.auth)}`));
    else if (engine === 4) this.readMessage(bytes, from, to, bytes[from + 1] - DIGIT_0);
  }

  readMessage(bytes, from, to, type) {
    if (type === 0) return this.opened.resolve();
    if (type === 4) return this.fail(new Error(`refused: ${bytes.toString('utf8', from + BODY_AT, to)}`));
    let at = from + BODY_AT;
    if (bytes[at - 1] !== COMMA) throw new Error(`unexpected packet ${bytes.toString('utf8', from, to)}`);
    let id = 0;
    for (; bytes[at] !== BRACKET; at++) id = id * 10 + bytes[at] - DIGIT_0;
    if (type === 2) {
      this.onEvent(this, bytes.toString('latin1', at + 2, bytes.indexOf(QUOTE, at + 2)), bytes, at, to);
    } else if (type === 3) {
      const ack = this.acks.get(id);
      this.acks.delete(id);
      ack?.resolve(bytes, at, to);
    }
  }
}
