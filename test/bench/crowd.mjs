/** Ten thousand participants and one host, all in one process. */
import { WireClient, eventFrame } from './wire-client.mjs';

/** Joins that wait for their answer at the same time: a hall that scans one QR code. */
const JOINING_AT_ONCE = 200;
/** One loopback address has some 28,000 ports for its side of a connection to one port of the server. */
const CLIENTS_PER_ADDRESS = 20_000;
const PUSH_WITHIN_MS = 30_000;
const ACKS_WITHIN_MS = 60_000;
const SENDING_MS = 1000;
const ACCEPTED = '[{"ok":true';

export class Crowd {
  constructor({ port, protocolVersion }) {
    this.port = port;
    this.auth = { protocolVersion };
    /** @type {WireClient[]} */
    this.clients = [];
    this.host = null;
    this.awaited = null;
    this.lost = 0;
  }

  async enterHost({ headers }) {
    this.host = new WireClient({ port: this.port, headers, onEvent: () => {} });
    await this.host.enter(this.auth);
  }

  /** @param {(index: number) => object} bodyOf the `contest:join` of the nth participant */
  async join(count, bodyOf) {
    const startedAt = performance.now();
    let next = 0;
    const line = async () => {
      for (let index = next++; index < count; index = next++) {
        const client = new WireClient({
          port: this.port,
          // Undefined leaves the choice to the system, which can use a port again for another server; a bound one cannot.
          localAddress:
            index < CLIENTS_PER_ADDRESS ? undefined : `127.0.0.${1 + Math.floor(index / CLIENTS_PER_ADDRESS)}`,
          onEvent: (...received) => this.receive(index, ...received),
        });
        this.clients[index] = client;
        await client.enter(this.auth);
        await client.send('contest:join', bodyOf(index));
      }
    };
    await Promise.all(Array.from({ length: Math.min(JOINING_AT_ONCE, count) }, line));
    return { perSecond: (count * 1000) / (performance.now() - startedAt) };
  }

  receive(index, _client, event, chunk, from, to) {
    const awaited = this.awaited?.get(event);
    if (!awaited || awaited.at[index] > 0) return;
    awaited.at[index] = performance.now();
    if (awaited.first === null) {
      awaited.first = chunk.toString('utf8', from, to);
      awaited.bytes = to - from;
    }
    if (++awaited.count === this.clients.length) awaited.done();
  }

  /**
   * Runs the trigger and waits until every participant has received each of the named events once.
   * @param {() => Promise<unknown>} trigger
   * @returns for each event the milliseconds from the trigger's sending to its receipt by each participant, and the
   *   first frame with its size in bytes
   */
  async push(trigger, ...events) {
    const awaited = new Map();
    const all = events.map(
      (event) =>
        new Promise((done) => {
          awaited.set(event, { at: new Float64Array(this.clients.length), count: 0, first: null, bytes: 0, done });
        }),
    );
    this.awaited = awaited;
    const sentAt = performance.now();
    await trigger();
    await within(PUSH_WITHIN_MS, Promise.all(all), () => {
      const missing = [...awaited].map(([event, { count }]) => `${event} ${count}`).join(', ');
      return `not everybody was reached: ${missing} of ${this.clients.length}`;
    });
    this.awaited = null;
    return events.map((event) => {
      const { at, first, bytes } = awaited.get(event);
      return { ms: Array.from(at, (receivedAt) => receivedAt - sentAt), payload: JSON.parse(first)[1], bytes };
    });
  }

  /**
   * Everybody responds once, spread evenly over one second.
   * @param {(index: number) => object} bodyOf
   * @returns milliseconds from each frame's sending to its ack, and the submission ids that were acknowledged
   */
  async burst(bodyOf) {
    const count = this.clients.length;
    const bodies = this.clients.map((_, index) => bodyOf(index));
    const frames = bodies.map((body, index) => eventFrame(this.clients[index].nextAck, 'response:submit', body));
    const ms = new Float64Array(count);
    const acknowledged = [];
    const refused = [];
    let answered = 0;
    let sent = 0;
    const done = new Promise((resolve) => {
      const submit = (index) => {
        const client = this.clients[index];
        const sentAt = performance.now();
        client.sendFrame(frames[index], client.nextAck++, (chunk, from, to) => {
          ms[index] = performance.now() - sentAt;
          if (chunk.toString('latin1', from, from + ACCEPTED.length) === ACCEPTED)
            acknowledged.push(bodies[index].submissionId);
          else refused.push(chunk.toString('utf8', from, to));
          if (++answered === count) resolve();
        });
      };
      const startedAt = performance.now();
      const tick = () => {
        const due = Math.min(count, Math.ceil(((performance.now() - startedAt) / SENDING_MS) * count));
        while (sent < due) submit(sent++);
        if (sent < count) setTimeout(tick, 1);
      };
      tick();
    });
    await within(ACKS_WITHIN_MS, done, () => `${answered} of ${count} responses were answered`);
    if (refused.length > 0) throw new Error(`${refused.length} responses were refused, the first with ${refused[0]}`);
    return { ms: [...ms], acknowledged };
  }

  close() {
    for (const client of this.clients) client.close();
    this.host?.close();
  }
}

/** @template T @param {Promise<T>} promise @param {() => string} sentence */
function within(ms, promise, sentence) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`After ${ms} ms ${sentence()}.`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
