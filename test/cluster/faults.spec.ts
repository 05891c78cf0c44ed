import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { findFaketime } from '../../scripts/lib/find-cluster-programs.mjs';
import type { ContestEvent } from '../../src/core/contest/types.js';
import type { ClusterOptions } from '../support/cluster.js';
import type { StageOptions } from '../support/contest-stage.js';
import { eventually } from '../support/eventually.js';
import { closeWherever, Final, GUESTS } from '../support/final.js';
import { OwnPostgres, OwnRedis } from '../support/own-services.js';
import { withRows } from '../support/recount.js';

const TEST_MS = 180_000;

let postgres: OwnPostgres;
let redis: OwnRedis;

beforeAll(async () => {
  postgres = await OwnPostgres.start();
  redis = await OwnRedis.start();
}, TEST_MS);

afterEach(() => Final.end(), TEST_MS);

afterAll(async () => {
  await redis.down();
  postgres.drop();
}, TEST_MS);

const prepare = (options?: StageOptions, of?: ClusterOptions): Promise<Final> =>
  Final.prepare({ postgres, redis }, options, of);

describe('a contest on three nodes', () => {
  it(
    'brings the responses of every node to every board, and each result to its own page alone',
    async () => {
      const final = await prepare();
      const [host, watcher] = [await final.hostOn(0), await final.hostOn(2)];
      const byNode = await Promise.all([0, 1, 2].map(async (node) => connectedHere(final.cluster.urlOf(node))));
      expect(byNode.every((count) => count > 0)).toBe(true);
      await host.pressAll('round:introduce', 'item:present', 'item:open');
      await final.everybodySees('open', 1);
      await eventually(async () => expect((await watcher.sync()).presence?.connected).toBe(GUESTS));
      expect(await final.respond(1, final.guests.slice(1))).toEqual([]);
      // The figures of all nodes come to each console; the item waits for the one who is still responding.
      await eventually(() =>
        expect(watcher.client.last('response:tallied')).toMatchObject({ responded: GUESTS - 1, of: GUESTS }),
      );
      expect(watcher.client.last('contest:changed')?.phase).toBe('open');
      expect(await final.respond(1, final.guests.slice(0, 1))).toEqual([]);
      // Nobody is left on any node: it closes before its time.
      await final.everybodySees('closed', 1);
      await watcher.pressAll('item:reveal');
      await final.everybodySees('revealed', 1);
      for (const guest of final.guests) await eventually(() => expect(guest.results).toHaveLength(1));
      const outcomes = final.guests.map(({ results }) => results[0]?.outcome);
      expect(outcomes).toEqual(final.guests.map((_, at) => (at % 3 === 0 ? 'incorrect' : 'correct')));
      await final.finish(host);
      await final.holds();
    },
    TEST_MS,
  );

  it(
    'goes on where the node is killed that opened the item and holds whoever polls',
    async () => {
      const final = await prepare();
      const { poller } = final;
      const doomed = final.nodeOf(poller);
      expect(doomed).toBeGreaterThanOrEqual(0);
      const host = await final.hostOn(doomed);
      await host.pressAll('round:introduce', 'item:present', 'item:open');
      await final.everybodySees('open', 1);
      const half = final.guests.slice(0, GUESTS / 2);
      expect(await final.respond(1, half)).toEqual([]);
      await final.cluster.killNode(doomed);
      expect(await final.respond(1, final.guests.slice(GUESTS / 2))).toEqual([]);
      expect(poller.transport).toBe('polling');
      expect(final.nodeOf(poller)).not.toBe(doomed);
      const next = await final.hostOn((doomed + 1) % 3);
      await closeWherever(next, 1);
      await next.pressAll('item:reveal', 'item:present', 'item:open');
      await final.everybodySees('open', 2);
      expect(await final.respond(2)).toEqual([]);
      await closeWherever(next, 2);
      await next.pressAll('item:reveal');
      await final.finish(next);
      await final.holds();
    },
    TEST_MS,
  );

  it(
    'closes an item at its time where the node that opened it is gone',
    async () => {
      const final = await prepare({ rounds: [{ items: 1, timeLimitSeconds: 8 }] });
      const host = await final.hostOn(1);
      await host.pressAll('round:introduce', 'item:present', 'item:open');
      await final.everybodySees('open', 1);
      await final.cluster.killNode(1);
      await final.everybodySees('closed', 1);
      const next = await final.hostOn(0);
      await next.pressAll('item:reveal');
      await final.finish(next);
      await final.holds();
    },
    TEST_MS,
  );

  it(
    'is played through a rolling restart',
    async () => {
      const final = await prepare();
      for (const number of [1, 2, 3]) {
        const host = await final.hostOn(number % 3);
        if (number === 1) await host.pressAll('round:introduce');
        await host.pressAll('item:present', 'item:open');
        await final.everybodySees('open', number);
        const responding = final.respond(number);
        expect(await final.cluster.restartNode(number - 1)).toBe('SIGTERM');
        expect(await responding).toEqual([]);
        await closeWherever(host, number);
        await host.pressAll('item:reveal');
        await final.everybodySees('revealed', number);
      }
      await final.finish(await final.hostOn(0));
      await final.holds();
    },
    TEST_MS,
  );

  it(
    'waits for a database that is restarted in the middle of a burst',
    async () => {
      const final = await prepare();
      const host = await final.hostOn(0);
      await host.pressAll('round:introduce', 'item:present', 'item:open');
      await final.everybodySees('open', 1);
      const first = final.respond(1, final.guests.slice(0, 10));
      postgres.down();
      const rest = final.respond(1, final.guests.slice(10));
      postgres.up();
      expect(await first).toEqual([]);
      expect(await rest).toEqual([]);
      await final.cluster.allReady();
      await closeWherever(host, 1);
      await eventually(async () => expect(await host.press('item:reveal', {})).toBeNull());
      await final.everybodySees('revealed', 1);
      await final.finish(host);
      await final.holds();
    },
    TEST_MS,
  );

  it(
    'plays on while Redis is gone, restarted and flushed',
    async () => {
      const final = await prepare();
      const host = await final.hostOn(0);
      await host.pressAll('round:introduce', 'item:present', 'item:open');
      await final.everybodySees('open', 1);
      await redis.down();
      expect(await final.respond(1)).toEqual([]);
      await closeWherever(host, 1);
      // Without a hint, by looking into the database.
      await final.everybodySees('closed', 1);
      await redis.up();
      await redis.flush();
      await host.pressAll('item:reveal');
      await final.everybodySees('revealed', 1);
      await host.pressAll('item:present', 'item:open');
      await final.everybodySees('open', 2);
      await redis.flush();
      expect(await final.respond(2)).toEqual([]);
      await closeWherever(host, 2);
      await host.pressAll('item:reveal');
      await final.finish(host);
      await final.holds();
    },
    TEST_MS,
  );

  it(
    'keeps one time where the clock of a node is five seconds off, and says which node it is',
    async () => {
      const wrong: Record<string, string> = {
        LD_PRELOAD: findFaketime() ?? '',
        FAKETIME: '+5s',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        DONT_FAKE_MONOTONIC: '1',
      };
      const final = await prepare(
        { rounds: [{ items: 2, timeLimitSeconds: 10 }] },
        { envOf: (node) => (node === 1 ? wrong : {}) },
      );
      expect([await final.cluster.ready(0), await final.cluster.ready(1), await final.cluster.ready(2)]).toEqual([
        200, 503, 200,
      ]);
      const host = await final.hostOn(1);
      await host.pressAll('round:introduce', 'item:present');
      const before = Date.now();
      await host.pressAll('item:open');
      await final.everybodySees('open', 1);
      const { closesAt } = final.guests[0]?.state?.item ?? {};
      expect(Math.abs((closesAt ?? 0) - (Date.now() + 10_000))).toBeLessThan(4000);
      const opened = Date.now();
      // The last one never responds: the item is closed by its time, by whichever node.
      expect(await final.respond(1, final.guests.slice(1))).toEqual([]);
      const responded = Date.now();
      await final.everybodySees('closed', 1);
      await host.pressAll('item:reveal');
      await final.finish(host);
      await final.holds();
      const { opensAt, closedAt, receivedAt } = await timesOf(final, 1);
      expect(receivedAt).toHaveLength(GUESTS - 1);
      // The database is on this machine, whose clock is right.
      expect(opensAt).toBeGreaterThan(before - APART_MS);
      expect(opensAt).toBeLessThan(opened + APART_MS);
      expect(Math.min(...receivedAt)).toBeGreaterThanOrEqual(opensAt);
      expect(Math.max(...receivedAt)).toBeLessThan(Math.min(closedAt, responded) + APART_MS);
    },
    TEST_MS,
  );

  it(
    'lets one of two hosts have the button that both press on two nodes',
    async () => {
      const final = await prepare();
      const [one, other] = [await final.hostOn(0), await final.hostOn(1)];
      const buttons = ['round:introduce', 'item:present', 'item:open', 'item:close', 'item:reveal'] as const;
      for (const button of buttons) {
        const version = Math.max(one.version, other.version);
        const more = { expectedVersion: version, ...(button === 'item:close' ? { override: true } : {}) } as never;
        const codes = await Promise.all([one.press(button, more), other.press(button, more)]);
        expect(codes.filter((code) => code === null)).toHaveLength(1);
        expect(
          codes.filter((code) => code !== null && /^contest\.(version-conflict|wrong-phase)$/.test(code)),
        ).toHaveLength(1);
        await eventually(() => expect(one.version).toBe(other.version));
      }
      await final.everybodySees('revealed', 1);
      await final.finish(one);
      await final.holds();
    },
    TEST_MS,
  );
});

/** How far two readings of one clock may lie apart, measured over a busy network. */
const APART_MS = 1000;

/** Of one item, by its rows. */
async function timesOf(final: Final, number: number) {
  return withRows(final.cluster.database, async (rows) => {
    const { contestId } = final.stage;
    const events = await rows.all<{ payload: string }>(
      'SELECT payload FROM contest_event WHERE contest_id = $1',
      contestId,
    );
    const about = events.map(({ payload }) => JSON.parse(payload) as ContestEvent);
    const ofItem = about.filter((event) => 'contestItemId' in event && event.contestItemId === final.item(number));
    const received = await rows.all<{ at: number }>(
      'SELECT received_at AS at FROM response WHERE contest_id = $1 AND contest_item_id = $2',
      contestId,
      final.item(number),
    );
    return {
      opensAt: ofItem.find((event) => event.type === 'item-opened')?.opensAt ?? NaN,
      closedAt: ofItem.find((event) => event.type === 'item-closed')?.closedAt ?? NaN,
      receivedAt: received.map(({ at }) => Number(at)),
    };
  });
}

/** By the node's own figures. */
async function connectedHere(url: string): Promise<number> {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  return Number(/^xuesai_connections\{kind="participant"\} (\d+)/m.exec(text)?.[1] ?? NaN);
}
