import { randomBytes } from 'node:crypto';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';

import type { Bus, NodeIdentity } from '../../src/platform/bus/bus.js';
import { BusHub, LocalBus } from '../../src/platform/bus/local-bus.js';
import { RedisBus } from '../../src/platform/bus/redis-bus.js';
import { ServiceUnreachableError } from '../../src/platform/service-unreachable-error.js';
import { eventually } from '../support/eventually.js';

const redisUrl = process.env['TEST_REDIS_URL'];

const identity = (name: string): NodeIdentity => ({ name, incarnation: randomBytes(4).toString('hex') });

interface Kind {
  readonly name: string;
  /** Buses of one installation. */
  make(names: readonly string[], onFault: (about: string) => void): Promise<readonly Bus[]>;
}

const local: Kind = {
  name: 'in one process',
  make: (names, onFault) => {
    const hub = new BusHub();
    return Promise.resolve(names.map((name) => new LocalBus(identity(name), hub, onFault)));
  },
};

const overRedis = (url: string): Kind => ({
  name: 'over Redis',
  make: (names, onFault) => {
    const channel = `xuesai-test:${randomBytes(6).toString('hex')}`;
    return Promise.all(names.map((name) => RedisBus.connect({ url, channel, self: identity(name), onFault })));
  },
});

const opened: Bus[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((bus) => bus.close()));
});

const kinds = redisUrl ? [local, overRedis(redisUrl)] : [local];

describe.each(kinds)('a bus $name', ({ make }) => {
  async function three(onFault: (about: string) => void = () => undefined): Promise<readonly [Bus, Bus, Bus]> {
    const buses = await make(['a', 'b', 'c'], onFault);
    opened.push(...buses);
    return buses as readonly [Bus, Bus, Bus];
  }

  it('tells every other node, in order, and who said it', async () => {
    const [a, b, c] = await three();
    const heard: unknown[] = [];
    b.on('moved', (payload, from) => heard.push(['b', payload, from.name]));
    c.on('moved', (payload, from) => heard.push(['c', payload, from.name]));
    for (let version = 1; version <= 20; version += 1) a.publish('moved', { contestId: 'x', version });
    await eventually(() => expect(heard).toHaveLength(40));
    for (const node of ['b', 'c']) {
      const own = heard.filter((one) => (one as [string])[0] === node);
      expect(own).toEqual(Array.from({ length: 20 }, (_, at) => [node, { contestId: 'x', version: at + 1 }, 'a']));
    }
  });

  it('does not tell a node what it said itself', async () => {
    const [a, b] = await three();
    const heard: unknown[] = [];
    a.on('moved', (payload) => heard.push(payload));
    b.on('moved', (payload) => heard.push(payload));
    a.publish('moved', 1);
    await eventually(() => expect(heard).toEqual([1]));
  });

  it('keeps topics apart', async () => {
    const [a, b] = await three();
    const heard: unknown[] = [];
    b.on('one', (payload) => heard.push(['one', payload]));
    b.on('other', (payload) => heard.push(['other', payload]));
    a.publish('other', null);
    a.publish('one', [1, '二']);
    await eventually(() =>
      expect(heard).toEqual([
        ['other', null],
        ['one', [1, '二']],
      ]),
    );
  });

  it('goes on where a listener throws, and says so', async () => {
    const faults: string[] = [];
    const [a, b] = await three((about) => faults.push(about));
    const heard: unknown[] = [];
    b.on('moved', () => {
      throw new Error('planted');
    });
    b.on('moved', (payload) => heard.push(payload));
    a.publish('moved', 7);
    await eventually(() => expect(heard).toEqual([7]));
    expect(faults).toEqual(['moved']);
  });
});

describe('a bus of a single machine', () => {
  it('has nobody to tell', () => {
    const bus = new LocalBus(identity('single'));
    bus.publish('moved', 1);
    expect([bus.isShared, bus.isUp]).toEqual([false, true]);
  });
});

for (const url of redisUrl ? [redisUrl] : []) {
  it('a bus whose Redis goes away loses what is said meanwhile, waits for nothing, and says when hints arrive again', async () => {
    const door = await Door.before(url);
    const channel = `xuesai-test:${randomBytes(6).toString('hex')}`;
    const faults: string[] = [];
    const options = { url: door.url, channel, onFault: (about: string) => faults.push(about) };
    const a = await RedisBus.connect({ ...options, self: identity('a') });
    const b = await RedisBus.connect({ ...options, self: identity('b') });
    opened.push(a, b);
    const heard: unknown[] = [];
    let recovered = 0;
    b.on('moved', (payload) => heard.push(payload));
    b.onRecovered(() => (recovered += 1));

    door.shut();
    await eventually(() => expect([a.isUp, b.isUp]).toEqual([false, false]));
    a.publish('moved', 'lost');
    door.open();
    await eventually(() => expect([a.isUp, b.isUp, recovered]).toEqual([true, true, 1]));
    a.publish('moved', 'heard');
    await eventually(() => expect(heard).toEqual(['heard']));
    expect(faults.every((about) => about === 'redis')).toBe(true);
    await Promise.all(opened.splice(0).map((bus) => bus.close()));
    await door.close();
  });
}

describe('a bus that finds no Redis', () => {
  it('says in one sentence what is missing, without the password', async () => {
    const url = 'redis://:geheim@127.0.0.1:1/0';
    const connecting = RedisBus.connect({ url, channel: 'x', self: identity('a'), onFault: () => undefined });
    const error = await connecting.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ServiceUnreachableError);
    expect((error as Error).message).toMatch(/^连接不上 Redis（127\.0\.0\.1:1\/0：.+），请检查 REDIS_URL.+\)$/u);
    expect((error as Error).message).not.toContain('geheim');
  });
});

/** Stands before a service and can be shut: a network that breaks. */
class Door {
  readonly #through = new Set<Socket>();
  #isOpen = true;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(url: string): Promise<Door> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port: own } = server.address() as { port: number };
    const door = new Door(server, `redis://127.0.0.1:${own}`);
    server.on('connection', (client) => {
      if (!door.#isOpen) return client.destroy();
      const target = connect(Number(port || 6379), hostname);
      for (const [one, other] of [
        [client, target],
        [target, client],
      ] as const) {
        door.#through.add(one);
        one.on('error', () => undefined);
        one.on('close', () => {
          door.#through.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    return door;
  }

  shut(): void {
    this.#isOpen = false;
    for (const socket of this.#through) socket.destroy();
  }

  open(): void {
    this.#isOpen = true;
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((done) => this.server.close(done));
  }
}
