import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { seededRandom } from '../../src/core/random.js';
import type { JoinReceipt, SubmitMessage, SubmitReceipt } from '../../src/protocol/events.js';
import type { Snapshot } from '../../src/protocol/frames.js';
import { verifyLog } from '../support/audit-terminal.js';
import type { Console } from '../support/contest-client.js';
import { BuiltServer, dropDataDir, newDataDir } from '../support/contest-server.js';
import { rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';
import { LightClient } from '../support/light-client.js';
import { publicBoard, publicPage, recount, withRows } from '../support/recount.js';

/** `npm run durability` plays all twenty; DURABILITY_ROUNDS may ask for more, up to the items of the shipped banks. */
const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 5);
const PARTICIPANTS = 2000;
const BRANCHES = 20;
// A busy machine must not fail a ring: `npm run durability` holds it to the five seconds.
const BACK_WITHIN_MS = process.env['DURABILITY_ROUNDS'] === undefined ? 30_000 : 5000;
const ALLOWANCE_MS = 15_000;
/** What two readings of the wall clock in two processes may differ by. */
const CLOCK_SLACK_MS = 100;
/** Connections opened at once; more would only wait in the listening queue. */
const ABREAST = 250;

const seed = process.env['DURABILITY_SEED'] ?? String(Date.now());
const random = seededRandom(seed);

interface Person {
  readonly token: string;
  client: LightClient;
}

describe(`kill -9 in a burst of ${PARTICIPANTS} responses (DURABILITY_SEED=${seed})`, () => {
  let dataDir: string;
  let server: BuiltServer;
  let stage: Stage;
  let host: Console;
  let people: Person[] = [];

  beforeAll(async () => {
    dataDir = await newDataDir();
    server = await start();
    stage = await Stage.set(server, {
      rounds: [{ items: ROUNDS, everyKind: true, timeLimitSeconds: 600 }],
      branches: Array.from({ length: BRANCHES }, (_, index) => ({ name: `示例支部${index + 1}`, expected: 110 })),
    });
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    people = await inBatches(
      Array.from({ length: PARTICIPANTS }, (_, index) => index),
      join,
    );
    await host.pressAll('round:introduce');
  }, 60_000);

  afterAll(async () => {
    for (const { client } of people) client.close();
    host.client.close();
    await server.stop();
    await dropDataDir(dataDir);
  });

  const start = (): Promise<BuiltServer> =>
    BuiltServer.start(dataDir, { RECONNECT_ALLOWANCE_MS: String(ALLOWANCE_MS) });

  async function join(index: number): Promise<Person> {
    const client = await LightClient.open(stage.url);
    const ack = await client.ask<JoinReceipt>('contest:join', {
      pin: stage.contest.pin,
      name: `示例${index}`,
      branchId: stage.branchId(index % BRANCHES),
      consent: { notice: true },
    });
    if (!ack.ok) throw new Error(ack.error.code);
    return { token: ack.data.token, client };
  }

  async function comeBack(person: Person): Promise<void> {
    person.client = await LightClient.open(stage.url, person.token);
  }

  /** The server is back when it says so and somebody who comes back is on the item. */
  async function restart(): Promise<Snapshot> {
    server = await start();
    stage = stage.on(server);
    const ready = await stage.operator.get('/api/health/ready');
    expect(ready.status).toBe(200);
    const [first] = people;
    if (!first) throw new Error('nobody is there');
    await comeBack(first);
    const ack = await first.client.ask<{ snapshot: Snapshot }>('contest:sync', { contestId: stage.contestId });
    if (!ack.ok) throw new Error(ack.error.code);
    return ack.data.snapshot;
  }

  /** Everybody's response to the item at hand: two in three are right. */
  function burst(item: { readonly contestItemId: string; readonly opening: number }, round: number): SubmitMessage[] {
    const content = stage.item(item.contestItemId);
    return people.map((_, index) => ({
      contestId: stage.contestId,
      contestItemId: item.contestItemId,
      opening: item.opening,
      submissionId: `burst-${round}-${index}`,
      response: (index * 7 + round) % 3 === 0 ? wrongResponse(content) : rightResponse(content),
    }));
  }

  /** Sends all, kills the server at a random moment of it, and answers the receipts that came through. */
  async function sendAndKill(messages: readonly SubmitMessage[]): Promise<Map<number, SubmitReceipt>> {
    const receipts = new Map<number, SubmitReceipt>();
    let dead: Promise<void> | null = null;
    const kill = (): void => void (dead ??= server.kill());
    const killAfterAcks = random() < 0.5 ? Math.floor(random() * PARTICIPANTS) : Infinity;
    const killAfterMs = Math.floor(random() * 250);
    const timer = killAfterAcks === Infinity ? setTimeout(kill, killAfterMs) : null;
    for (const [index, message] of messages.entries()) {
      void people[index]?.client.ask<SubmitReceipt>('response:submit', message).then((ack) => {
        if (!ack.ok) throw new Error(ack.error.code);
        receipts.set(index, ack.data);
        if (receipts.size > killAfterAcks) kill();
      });
      if (index % 100 === 99) await new Promise((next) => setImmediate(next));
    }
    await Promise.all(people.map(({ client }) => client.ended));
    if (timer) clearTimeout(timer);
    await dead;
    return receipts;
  }

  it.each(Array.from({ length: ROUNDS }, (_, index) => index + 1))(
    'round %i: nothing acknowledged is lost, nothing counts twice, the contest goes on by itself',
    async (round) => {
      await host.pressAll('item:present', 'item:open');
      const { item } = await host.client.phase('open');
      if (!item) throw new Error('no item is open');
      const messages = burst(item, round);

      const receipts = await sendAndKill(messages);
      host.client.close();
      const killedAt = Date.now();
      const snapshot = await restart();
      const backAfterMs = Date.now() - killedAt;

      expect(backAfterMs).toBeLessThan(BACK_WITHIN_MS);
      expect(snapshot.item).toMatchObject({ contestItemId: item.contestItemId, opening: 1, opensAt: item.opensAt });
      const { responses } = await standing(dataDir, item.contestItemId);
      expect(responses).toBeGreaterThanOrEqual(receipts.size);
      // Only where the kill came too late for the burst may the item be closed: everybody's response was on disk.
      if (responses < PARTICIPANTS) expect(snapshot.phase).toBe('open');
      if (snapshot.phase === 'open') {
        const outage = await outageOf(dataDir, stage.contestId);
        expect(outage.from).toBeLessThanOrEqual(killedAt + CLOCK_SLACK_MS);
        expect(outage.to).toBeGreaterThanOrEqual(killedAt + ALLOWANCE_MS - CLOCK_SLACK_MS);
        const lengthened = (snapshot.item?.closesAt ?? 0) - (item.closesAt ?? 0);
        expect(lengthened).toBe(outage.to - Math.max(outage.from, item.opensAt ?? 0));
      }

      host = await stage.console();
      await inBatches(people.slice(1), comeBack);
      const retries = await Promise.all(
        messages.map((message, index) => people[index]?.client.ask<SubmitReceipt>('response:submit', message)),
      );
      const refused = retries.filter((ack) => ack?.ok !== true);
      expect(refused).toEqual([]);
      const changed = [...receipts].filter(([index, first]) => {
        const again = retries[index];
        return (
          !again?.ok || again.data.submissionId !== first.submissionId || again.data.receivedAt !== first.receivedAt
        );
      });
      expect(changed).toEqual([]);

      if ((await host.sync()).phase === 'open') await host.client.phase('closed');
      await host.pressAll('item:reveal');
      const stored = await withRows(dataDir, (rows) =>
        rows.all<{ submissionId: string; receivedAt: number }>(
          'SELECT submission_id AS submissionId, received_at AS receivedAt FROM response WHERE contest_item_id = ?',
          item.contestItemId,
        ),
      );
      expect(stored).toHaveLength(PARTICIPANTS);
      const receivedAt = new Map(stored.map((row) => [row.submissionId, row.receivedAt]));
      const lost = [...receipts.values()].filter((one) => receivedAt.get(one.submissionId) !== one.receivedAt);
      expect(lost).toEqual([]);

      const page = await stage.board();
      expect(page.rows).toHaveLength(PARTICIPANTS);
      expect(publicPage(page)).toEqual(publicBoard(await recount(dataDir, stage.contestId)));
    },
    60_000,
  );

  it('every response, also those of the moments of death, is vouched for by a sound audit log', async () => {
    const { findings, rows } = await verifyLog(dataDir);
    expect(findings).toEqual([]);
    expect(rows).toBeGreaterThan(ROUNDS * PARTICIPANTS);
  });
});

async function inBatches<In, Out>(all: readonly In[], one: (value: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  for (let from = 0; from < all.length; from += ABREAST) {
    results.push(...(await Promise.all(all.slice(from, from + ABREAST).map(one))));
  }
  return results;
}

async function standing(dataDir: string, contestItemId: string): Promise<{ responses: number }> {
  const [counted] = await withRows(dataDir, (rows) =>
    rows.all<{ responses: number }>(
      'SELECT count(*) AS responses FROM response WHERE contest_item_id = ?',
      contestItemId,
    ),
  );
  return counted ?? { responses: 0 };
}

/** The last outage on record. */
async function outageOf(dataDir: string, contestId: string): Promise<{ from: number; to: number }> {
  const events = await withRows(dataDir, (rows) =>
    rows.all<{ payload: string }>(
      `SELECT payload FROM contest_event WHERE contest_id = ? AND type = 'outage-bridged' ORDER BY version DESC LIMIT 1`,
      contestId,
    ),
  );
  return JSON.parse(events[0]?.payload ?? '') as { from: number; to: number };
}
