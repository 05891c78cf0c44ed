import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { AdjustmentInfo } from '../../src/protocol/corrections.js';
import type { LeaderboardPage } from '../../src/protocol/rest.js';
import { playItems, Review } from '../support/after-play.js';
import type { Console, Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { publicBoard, publicPage, recount } from '../support/recount.js';

const REASON = '示例理由';

describe('a frozen board', () => {
  let server: InProcessServer;
  let stage: Stage;
  let host: Console;
  let people: Participant[];
  let first: Review;
  let second: Review;
  let frozen: LeaderboardPage;

  const figures = ({ rows, branches, asOfItem, pointsPossible, total }: LeaderboardPage) => ({
    rows,
    branches,
    asOfItem,
    pointsPossible,
    total,
  });
  const give = async (points: number): Promise<void> => {
    const body = { subject: 'participant' as const, subjectId: people[1]?.id ?? '', points, reason: REASON };
    const [made] = await bodyOf<AdjustmentInfo[]>(first.propose(body));
    await bodyOf(second.decide(made?.id ?? '', 'confirm'));
  };

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server, { rounds: [{ items: 4 }] });
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    people = [await stage.join('示例甲'), await stage.join('示例乙'), await stage.join('示例丙', 1)];
    first = new Review(stage, stage.operator);
    second = new Review(stage, await stage.secondHost());
    await host.pressAll('round:introduce');
    await playItems(stage, host, people, [[true, false, true]]);
    await give(1.5);
    await host.pressAll('leaderboard:freeze');
    frozen = await stage.board();
    expect(frozen).toMatchObject({ frozen: true, asOfItem: 1 });
    expect(frozen.rows.map(({ points }) => points)).toEqual([10, 10, 1.5]);
  });
  afterAll(async () => {
    for (const { client } of people) client.close();
    host.client.close();
    await server.close();
  });

  it('stands still over reveals, points by hand and voided items', async () => {
    await playItems(stage, host, people, [[false, true, false]]);
    await give(5);
    const [item] = stage.items;
    expect(await host.press('item:void', { contestItemId: item?.contestItemId ?? '', reason: REASON })).toBeNull();
    server.clock.advance(1);
    await stage.join('迟到');
    expect(figures(await stage.board())).toEqual(figures(frozen));
    const { board, reveal, ownResult, ownTotal } = await (people[1] as Participant).sync();
    expect(board).toMatchObject({ frozen: true, rows: frozen.rows });
    expect(reveal?.distribution).toEqual([]);
    expect(ownResult).toMatchObject({ outcome: 'correct', points: null, total: null, rank: null, branchRank: null });
    expect(ownTotal).toBeNull();
    expect((await host.sync()).board).toEqual(board);
    expect(host.client.last('leaderboard:changed')).toEqual(board);
  });

  it('is the same after a restart, made again from the rows as of then', async () => {
    for (const { client } of people) client.close();
    host.client.close();
    server = await server.restart();
    stage = stage.on(server);
    first = new Review(stage, stage.operator);
    const other = stage.on(server).operator;
    other.cookie = second.operator.cookie;
    other.csrfToken = second.operator.csrfToken;
    second = new Review(stage, other);
    host = await stage.console();
    people = await Promise.all(people.map((person) => stage.comeBack(person)));
    expect(figures(await stage.board())).toEqual(figures(frozen));
    expect(host.snapshot).toMatchObject({ boardFrozen: true, board: { rows: frozen.rows, frozen: true } });
  });

  it('loses who is removed, and nothing else', async () => {
    const [, , bing] = people;
    const removal = { contestId: stage.contestId, participantId: bing?.id, reason: REASON };
    await host.client.demand('participant:remove', removal);
    expect((await stage.board()).rows.map(({ points }) => points)).toEqual([10, 1.5]);
    people = people.slice(0, 2);
  });

  it('keeps previews, results and the final result back until it is thawed', async () => {
    await host.pressAll('contest:end');
    const [item] = stage.items;
    expect((await first.preview({ contestItemId: item?.contestItemId ?? '', kind: 'void' })).code).toBe('board.frozen');
    const results = await stage.operator.get(`/api/contests/${stage.contestId}/results?format=xlsx`);
    expect([results.status, results.code]).toEqual([409, 'board.frozen']);
    expect(await host.press('contest:finalize', {})).toBe('board.frozen');
    expect((await stage.board()).frozen).toBe(true);
  });

  it('comes up to date at once, in a frame that clients take for newer', async () => {
    const [jia, yi] = people as [Participant, Participant];
    const known = (await jia.sync()).board?.revision ?? Infinity;
    await host.pressAll('leaderboard:thaw');
    const frame = await jia.client.until('leaderboard:changed', (board) => !board.frozen);
    expect(frame.revision).toBeGreaterThan(known);
    expect(frame.rows.map(({ points }) => points)).toEqual([16.5, 0]);
    expect(await yi.client.until('standing:own', ({ total }) => total !== null)).toMatchObject({
      total: 16.5,
      rank: 1,
    });
    expect(publicPage(await stage.board())).toEqual(publicBoard(await recount(server.dataDir, stage.contestId)));
    await host.pressAll('contest:finalize');
  });
});
