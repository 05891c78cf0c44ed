/** Where one of the services says nothing: no hint gets through, or the database hangs. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { resultDigest } from '../../src/contest/live/scoreboard.js';
import type { ParticipantInfo } from '../../src/protocol/rest.js';
import { bodyOf } from '../support/contest-stage.js';
import { eventually } from '../support/eventually.js';
import { closeWherever, Final, GUESTS } from '../support/final.js';
import { OwnPostgres, OwnRedis } from '../support/own-services.js';
import { publicBoard, publicPage, recount, withRows } from '../support/recount.js';

const TEST_MS = 180_000;
/** Each node looks for itself once a second. */
const SECONDS_MS = 10_000;

let postgres: OwnPostgres;
let redis: OwnRedis;

beforeAll(async () => {
  postgres = await OwnPostgres.start();
  redis = await OwnRedis.start();
}, TEST_MS);
afterEach(() => {
  postgres.goOn();
  return Final.end();
}, TEST_MS);
afterAll(async () => {
  await redis.down();
  postgres.drop();
}, TEST_MS);

describe('while no hint gets through', () => {
  it(
    'who was taken out on one node is neither in the result that another makes final, nor on any board',
    async () => {
      const final = await Final.prepare({ postgres, redis });
      const { contestId } = final.stage;
      const [host, other] = [await final.hostOn(0), await final.hostOn(1)];
      await host.pressAll('round:introduce', 'item:present', 'item:open');
      await final.everybodySees('open', 1);
      expect(await final.respond(1)).toEqual([]);
      await closeWherever(host, 1);
      await host.pressAll('item:reveal');
      await final.everybodySees('revealed', 1);
      await redis.down();
      const best = final.guests[1]?.id ?? '';
      await other.client.demand('participant:remove', { contestId, participantId: best, reason: '示例理由' });
      // At once, before any node looks for itself.
      await host.pressAll('contest:end', 'contest:finalize');
      const board = await recount(final.cluster.database, contestId);
      const [filed] = await withRows(final.cluster.database, (rows) =>
        rows.all<{ payload: string }>(`SELECT payload FROM contest_event WHERE type = 'contest-finalized'`),
      );
      expect(JSON.parse(filed?.payload ?? '')).toMatchObject({ resultDigest: resultDigest(board) });
      const truth = publicBoard(board);
      for (const node of [0, 1, 2]) {
        await eventually(async () => {
          expect(publicPage(await final.stage.on(final.cluster.only(node)).board())).toEqual(truth);
        });
      }
      await redis.up();
      await final.isVouchedFor();
    },
    TEST_MS,
  );

  it(
    'a name and a caption of one node are on the others within seconds, and a contest that it deleted is gone',
    async () => {
      const final = await Final.prepare({ postgres, redis });
      const { contestId, operator } = final.stage;
      const [host, other] = [await final.hostOn(0), await final.hostOn(1)];
      const onFirst = final.stage.on(final.cluster.only(0)).operator;
      const copy = await bodyOf<{ id: string }>(onFirst.post(`/api/contests/${contestId}/copy`, {}));
      const elsewhere = final.stage.on(final.cluster.only(1)).operator;
      expect((await elsewhere.get(`/api/contests/${copy.id}`)).status).toBe(200);
      await redis.down();
      const participantId = final.guests[0]?.id ?? '';
      await other.client.demand('participant:rename', { contestId, participantId, name: '示例新名' });
      await other.client.demand('caption:send', { contestId, text: '示例字幕' });
      await eventually(async () => {
        const people = await bodyOf<ParticipantInfo[]>(onFirst.get(`/api/contests/${contestId}/participants`));
        expect(people.find(({ id }) => id === participantId)?.name).toBe('示例新名');
        expect(host.client.last('caption:changed')?.text).toBe('示例字幕');
      }, SECONDS_MS);
      expect((await operator.delete(`/api/contests/${copy.id}`)).status).toBe(204);
      await eventually(
        async () => expect((await elsewhere.get(`/api/contests/${copy.id}`)).status).toBe(404),
        SECONDS_MS,
      );
      await redis.up();
    },
    TEST_MS,
  );
});

describe('while the database hangs', () => {
  it(
    'nothing is acknowledged, and afterwards everything is that was sent, once',
    async () => {
      const final = await Final.prepare({ postgres, redis });
      const host = await final.hostOn(0);
      await host.pressAll('round:introduce', 'item:present', 'item:open');
      await final.everybodySees('open', 1);
      const responding = final.respond(1);
      postgres.standStill();
      expect(await Promise.all([0, 1, 2].map((node) => final.cluster.ready(node)))).toEqual([503, 503, 503]);
      // What was on its way back from the database is there by now.
      const waiting = final.guests.filter(({ acknowledged }) => acknowledged.length === 0);
      expect(waiting.length).toBeGreaterThan(GUESTS / 2);
      // So long that beats, and whoever waits for a turn of the connection, are past their time.
      await eventually(() => expect(Math.min(...waiting.map(({ sent }) => sent))).toBeGreaterThan(3));
      expect(waiting.flatMap(({ acknowledged }) => acknowledged)).toEqual([]);
      postgres.goOn();
      expect(await responding).toEqual([]);
      await final.cluster.allReady();
      await closeWherever(host, 1);
      await eventually(async () => expect(await host.press('item:reveal', {})).toBeNull());
      await final.everybodySees('revealed', 1);
      await final.finish(host);
      await final.holds();
    },
    TEST_MS,
  );
});
