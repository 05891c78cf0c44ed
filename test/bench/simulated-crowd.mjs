/**
 * Participants inside the node: connections of Engine.IO whose transport writes nowhere. Everything above the network is
 * the server's own: handshake, validation, the write queue, rendering, one packet for each connection.
 */
import { randomBytes } from 'node:crypto';
import { Socket, Transport } from 'engine.io';

const NAMESPACE = '/contest';
const ACK = `43${NAMESPACE},`;
const EVENT = `42${NAMESPACE},["`;
const ENTERED = `40${NAMESPACE},`;
const REFUSED = `44${NAMESPACE},`;
const ACCEPTED = '[{"ok":true';
/** Of a WebSocket frame from the server by the length of its text. */
const headerBytes = (length) => (length < 126 ? 2 : length < 65_536 ? 4 : 10);

/** Transports that have written in this turn of the event loop: told that it has gone, as a socket's callback would. */
let written = [];
function gone() {
  const transports = written;
  written = [];
  for (const transport of transports) {
    transport.writable = true;
    transport.emit('drain');
    transport.emit('ready');
  }
}

export class SimulatedConnection extends Transport {
  bytes = 0;
  #acks = new Map();
  #nextAck = 0;
  #entered = null;
  /** @type {(event: string) => void} */
  onEvent = () => {};

  constructor(request) {
    super(request);
    this.socket = { bufferedAmount: 0 };
    this.writable = true;
  }

  get name() {
    return 'websocket';
  }

  /** @param engine of the server that it connects to @param {Record<string, string>} headers */
  static open(engine, headers = {}) {
    const request = {
      _query: { EIO: '4', transport: 'websocket' },
      method: 'GET',
      url: '/socket.io/?EIO=4&transport=websocket',
      headers,
      connection: { remoteAddress: '127.0.0.1' },
      socket: { remoteAddress: '127.0.0.1' },
    };
    const transport = new SimulatedConnection(request);
    const id = randomBytes(15).toString('base64url');
    const socket = new Socket(id, engine, transport, request, 4);
    engine.clients[id] = socket;
    engine.clientsCount++;
    socket.once('close', () => {
      delete engine.clients[id];
      engine.clientsCount--;
    });
    engine.emit('connection', socket);
    return transport;
  }

  enter(auth) {
    return new Promise((resolve, reject) => {
      this.#entered = { resolve, reject };
      this.#receive(`0${NAMESPACE},${JSON.stringify(auth)}`);
    });
  }

  /** @returns {Promise<any>} the data of the ack; rejects with the refusal's code */
  async ask(event, body) {
    const text = await new Promise((resolve) => this.submit(event, body, resolve));
    const [ack] = JSON.parse(text);
    if (!ack.ok) throw new Error(`${event}: ${ack.error.code} ${ack.error.message}`);
    return ack.data;
  }

  /** @param {(text: string, accepted: boolean) => void} done */
  submit(event, body, done) {
    const id = this.#nextAck++;
    this.#acks.set(id, done);
    this.#receive(`2${NAMESPACE},${id}${JSON.stringify([event, body])}`);
  }

  /** What comes after the `4` of Engine.IO. */
  #receive(data) {
    this.emit('packet', { type: 'message', data });
  }

  send(packets) {
    this.writable = false;
    if (written.push(this) === 1) setImmediate(gone);
    for (const packet of packets) this.#take(packet);
  }

  #take({ type, data, options }) {
    if (type === 'ping') return void setImmediate(() => this.emit('packet', { type: 'pong' }));
    const prepared = options?.wsPreEncodedFrame;
    if (prepared !== undefined) for (const part of prepared) this.bytes += part.length;
    // `4` of Engine.IO stands before each message.
    else this.bytes += headerBytes(data.length + 1) + Buffer.byteLength(data) + 1;
    if (type !== 'message') return;
    if (data) this.#read(`4${data}`);
    else for (const text of textsOf(prepared)) this.#read(text);
  }

  #read(text) {
    if (text.startsWith(EVENT)) this.onEvent(text.slice(EVENT.length, text.indexOf('"', EVENT.length)));
    else if (text.startsWith(ACK)) this.#answer(text.slice(ACK.length));
    else if (text.startsWith(ENTERED)) this.#entered.resolve();
    else if (text.startsWith(REFUSED)) this.#entered.reject(new Error(text));
  }

  #answer(text) {
    const from = text.indexOf('[');
    const id = Number(text.slice(0, from));
    const done = this.#acks.get(id);
    this.#acks.delete(id);
    done?.(text.slice(from), text.startsWith(ACCEPTED, from));
  }

  doClose(done) {
    done();
  }
}

/**
 * What prepared frames say, as far as the names of their events. A part holds frames that are whole, or the adapter of
 * Socket.IO put the head of one frame into a part of its own; nothing is copied, or that would be what is measured.
 */
function* textsOf(parts) {
  if (parts[0].length === headLength(parts[0], 0)) return void (yield beginning(parts[1], 0, parts[1].length));
  for (const bytes of parts) {
    for (let at = 0; at < bytes.length;) {
      const from = at + headLength(bytes, at);
      const short = bytes[at + 1] & 0x7f;
      const length =
        short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
      yield beginning(bytes, from, length);
      at = from + length;
    }
  }
}

/** RFC 6455 5.2, unmasked. */
function headLength(bytes, at) {
  const short = bytes[at + 1] & 0x7f;
  return short < 126 ? 2 : short === 126 ? 4 : 10;
}

const beginning = (bytes, from, length) => bytes.latin1Slice(from, from + Math.min(length, 80));
