import { createClient, type RedisClientType } from '@redis/client';

import { ServiceUnreachableError } from '../service-unreachable-error.js';
import { Bus, Listeners, type BusListener, type NodeIdentity } from './bus.js';

const CONNECT_WITHIN_MS = 5000;
const LONGEST_RETRY_MS = 1000;
/** A dead network sends no word of its end: Redis is asked, and a connection that does not answer is ended. */
const PING_EVERY_MS = 5000;

export interface RedisBusOptions {
  readonly url: string;
  /** Nodes of one installation share it; another installation on the same Redis has another. */
  readonly channel: string;
  readonly self: NodeIdentity;
  readonly onFault: (about: string, error: unknown) => void;
}

/**
 * Hints over Redis. Two connections, because one that listens can do nothing else. Nothing is queued while Redis is away:
 * what could not be said is found in the database, and a queue without an end would only move the failure into memory.
 */
export class RedisBus extends Bus {
  readonly isShared = true;
  readonly #listeners: Listeners;
  readonly #recovered: (() => void)[] = [];
  #lost = false;
  #closed = false;

  private constructor(
    private readonly options: RedisBusOptions,
    private readonly speaker: RedisClientType,
    private readonly hearer: RedisClientType,
  ) {
    super();
    this.#listeners = new Listeners(options.onFault);
  }

  /** @throws ServiceUnreachableError */
  static async connect(options: RedisBusOptions): Promise<RedisBus> {
    const speaker = clientOf(options);
    const hearer = clientOf(options);
    const bus = new RedisBus(options, speaker, hearer);
    try {
      await within(CONNECT_WITHIN_MS, Promise.all([speaker.connect(), hearer.connect()]));
      await within(
        CONNECT_WITHIN_MS,
        hearer.subscribe(options.channel, (words) => bus.#hear(words)),
      );
    } catch (error) {
      destroyAll(speaker, hearer);
      throw new ServiceUnreachableError('Redis', options.url, error);
    }
    for (const client of [speaker, hearer]) {
      client.on('reconnecting', () => (bus.#lost = true));
      client.on('ready', () => bus.#ready());
    }
    return bus;
  }

  get self(): NodeIdentity {
    return this.options.self;
  }

  get isUp(): boolean {
    return this.speaker.isReady && this.hearer.isReady;
  }

  publish(topic: string, payload: unknown): void {
    if (!this.speaker.isReady) return;
    const { name, incarnation } = this.self;
    const words = JSON.stringify([name, incarnation, topic, payload]);
    // Lost with the connection: whoever should have heard looks into the database within a second.
    this.speaker.publish(this.options.channel, words).catch(() => undefined);
  }

  on(topic: string, listener: BusListener): void {
    this.#listeners.add(topic, listener);
  }

  onRecovered(listener: () => void): void {
    this.#recovered.push(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await within(1000, Promise.all([this.speaker.close(), this.hearer.close()])).catch(() => {
      destroyAll(this.speaker, this.hearer);
    });
  }

  #hear(words: string): void {
    let said: unknown;
    try {
      said = JSON.parse(words);
    } catch (error) {
      this.options.onFault('malformed', error);
      return;
    }
    if (!isSaid(said)) return this.options.onFault('malformed', new Error('not a hint'));
    const [name, incarnation, topic, payload] = said;
    if (incarnation !== this.self.incarnation) this.#listeners.tell(topic, payload, { name, incarnation });
  }

  #ready(): void {
    if (!this.#lost || !this.isUp || this.#closed) return;
    this.#lost = false;
    for (const listener of this.#recovered) listener();
  }
}

/** One that is closed already says so by throwing. */
function destroyAll(...clients: readonly RedisClientType[]): void {
  for (const client of clients) if (client.isOpen) client.destroy();
}

type Said = readonly [name: string, incarnation: string, topic: string, payload: unknown];

const isSaid = (said: unknown): said is Said =>
  Array.isArray(said) && said.length === 4 && said.slice(0, 3).every((part) => typeof part === 'string');

function clientOf({ url, onFault }: RedisBusOptions): RedisClientType {
  const client: RedisClientType = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: PING_EVERY_MS,
    socket: {
      connectTimeout: CONNECT_WITHIN_MS,
      reconnectStrategy: (retries) =>
        Math.min(LONGEST_RETRY_MS, 50 * 2 ** Math.min(retries, 6)) * (0.5 + Math.random() / 2),
    },
  });
  // Said once for each loss: while Redis is away every attempt fails the same way.
  let said = false;
  client.on('ready', () => (said = false));
  client.on('error', (error: unknown) => {
    if (said) return;
    said = true;
    onFault('redis', error);
  });
  return client;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
