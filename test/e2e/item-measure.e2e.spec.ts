import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Reader } from '../../src/platform/database/reader.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { BankItemDetail } from '../../src/protocol/question-bank.js';
import type { CopyReply } from '../../src/protocol/rest.js';
import { Console } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';

const PEOPLE = 30;

interface Drawn {
  readonly contestItemId: string;
  readonly bankId: string;
  readonly itemId: string;
}

describe('measures of bank items', () => {
  let server: InProcessServer;
  let stage: Stage;

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server, { rounds: [{ items: 2 }] });
  });
  afterAll(() => server.close());

  const rows = <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
    server.app.get(Reader).source.query(sql, values);
  const measured = (contestId: string) => rows('SELECT * FROM item_measure WHERE contest_id = $1', [contestId]);

  async function untilMeasured(contestId: string): Promise<void> {
    while ((await measured(contestId)).length === 0) await new Promise((next) => setImmediate(next));
  }

  /** Through all items to the final result. */
  async function play(contest: Stage, respond: (number: number) => Promise<void>): Promise<void> {
    const console = await Console.open(server.url, contest.contestId, stage.operator.cookie ?? '');
    for (const [number] of contest.items.entries()) {
      await console.pressAll(...(number === 0 ? (['round:introduce'] as const) : []), 'item:present', 'item:open');
      await respond(number);
      await console.press('item:close', { override: true });
      await console.client.phase('closed');
      await console.pressAll('item:reveal');
    }
    await console.pressAll('contest:end', 'contest:finalize');
    console.client.close();
  }

  async function openLobby(contest: Stage): Promise<void> {
    const console = await Console.open(server.url, contest.contestId, stage.operator.cookie ?? '');
    await console.pressAll('contest:open-lobby');
    console.client.close();
  }

  async function drawn(contestItemId: string): Promise<Drawn> {
    const [row] = await rows<Drawn>(
      `SELECT drawn.id AS "contestItemId", item.bank_id AS "bankId", item.id AS "itemId" FROM contest_item drawn
      JOIN bank_item_revision revision ON revision.id = drawn.bank_item_id
      JOIN bank_item item ON item.id = revision.item_id WHERE drawn.id = $1`,
      [contestItemId],
    );
    if (!row) throw new Error(`${contestItemId} was drawn from no bank`);
    return row;
  }

  async function measureOf(contestItemId: string): Promise<BankItemDetail['measure']> {
    const { bankId, itemId } = await drawn(contestItemId);
    const detail = await bodyOf<BankItemDetail>(stage.operator.get(`/api/question-banks/${bankId}/items/${itemId}`));
    return detail.measure;
  }

  it('are made when a result becomes final, as computed by hand', async () => {
    await openLobby(stage);
    const people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => stage.join(`示例${index}`)));
    await play(stage, async (number) => {
      const item = stage.items[number];
      if (!item) return;
      // 18 of 30 are right in both; the last three do not respond to the second.
      const there = number === 0 ? people : people.slice(0, -3);
      await Promise.all(
        there.map((person, index) => person.respond(index < 18 ? rightResponse(item) : wrongResponse(item))),
      );
    });
    await untilMeasured(stage.contestId);
    const [first, second] = stage.items;
    // Everyone who was right in one was right in the other: correlation 1. 27 responses are too few to say anything.
    expect(await measureOf(first?.contestItemId ?? '')).toEqual({
      contests: 1,
      responses: 30,
      difficulty: 0.6,
      discrimination: 1,
    });
    expect(await measureOf(second?.contestItemId ?? '')).toEqual({
      contests: 1,
      responses: 27,
      difficulty: null,
      discrimination: null,
    });
  });

  it('are made up for at the next start when a crash came in between', async () => {
    const before = await measured(stage.contestId);
    await server.app.get(WriteQueue).run((manager) => manager.query('DELETE FROM item_measure'));
    server = await server.restart();
    stage = stage.on(server);
    await untilMeasured(stage.contestId);
    expect(await measured(stage.contestId)).toEqual(before);
  });

  it('are never made of a rehearsal, nor of an item that was edited for the contest', async () => {
    const { id } = await bodyOf<CopyReply>(
      stage.operator.post(`/api/contests/${stage.contestId}/rehearsal`, { participants: 2 }),
    );
    const rehearsal = await stage.of(id);
    await openLobby(rehearsal);
    await play(rehearsal, async () => undefined);
    const contest = await stage.another({ rounds: [{ items: 2 }] });
    const [edited, untouched] = contest.items;
    const {
      bankTitle: _bank,
      contestItemId,
      kind: _kind,
      media: _media,
      source: _source,
      select: _select,
      ...body
    } = {
      ...edited,
      stem: '示例：改写过的题干',
    };
    await bodyOf(stage.operator.send('PUT', `/api/contests/${contest.contestId}/items/${contestItemId}`, { body }));
    await openLobby(contest);
    await play(contest, async () => undefined);
    // One after the other: when the last has been looked at, the rehearsal has been too.
    await untilMeasured(contest.contestId);
    expect(await measured(id)).toEqual([]);
    const { contestItemId: kept = '' } = untouched ?? {};
    expect(await rows('SELECT responses FROM item_measure WHERE contest_id = $1', [contest.contestId])).toEqual([
      { responses: 0 },
    ]);
    expect((await measureOf(kept)).contests).toBeLessThanOrEqual(1);
  });
});
