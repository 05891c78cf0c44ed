import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { CorrectionPreview } from '../../src/protocol/corrections.js';
import type { CorrectResponse } from '../../src/protocol/item.js';
import type { LeaderboardPage } from '../../src/protocol/rest.js';
import { playItems, Review } from '../support/after-play.js';
import type { Console, Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { publicBoard, publicPage, recount } from '../support/recount.js';

const REASON = '示例理由：条文已修订';

describe('corrections after play', () => {
  let server: InProcessServer;
  let stage: Stage;
  let host: Console;
  let people: Participant[];
  let review: Review;
  let second: string;

  const places = (page: LeaderboardPage) => page.rows.map(({ rank, points, branchName }) => [rank, points, branchName]);
  const matchesRows = async (): Promise<void> => {
    expect(publicPage(await stage.board())).toEqual(publicBoard(await recount(server.dataDir, stage.contestId)));
  };
  /** A true-false item: whoever was wrong is right by the other key. */
  const otherKey = (contestItemId: string): CorrectResponse => {
    const key = stage.item(contestItemId).correctResponse;
    if (!('value' in key)) throw new Error('a true-false item was wanted');
    return { value: !key.value };
  };

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server, { rounds: [{ items: 3 }] });
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    people = [await stage.join('示例甲'), await stage.join('示例乙'), await stage.join('示例丙', 1)];
    review = new Review(stage, stage.operator);
    await host.pressAll('round:introduce');
    // 30, 10 and 20 points.
    await playItems(stage, host, people, [
      [true, true, true],
      [true, false, true],
      [true, false, false],
    ]);
    second = stage.items[1]?.contestItemId ?? '';
  });
  afterAll(async () => {
    for (const { client } of people) client.close();
    host.client.close();
    await server.close();
  });

  const correct = { kind: 'key' as const, reason: REASON };

  it('wait for the end', async () => {
    const body = { ...correct, contestItemId: second, correctResponse: otherKey(second) };
    const { contestItemId, kind, correctResponse } = body;
    expect((await review.preview({ contestItemId, kind, correctResponse })).code).toBe('contest.wrong-phase');
    expect((await review.apply({ ...body, expectedVersion: host.version })).code).toBe('contest.wrong-phase');
    await host.pressAll('contest:end');
  });

  it('are previewed with every rank that would move, and change nothing by it', async () => {
    const before = await stage.board();
    const { version } = await host.sync();
    const preview = await review.moves({ contestItemId: second, kind: 'key', correctResponse: otherKey(second) });
    expect(preview.version).toBe(version);
    expect(named(preview)).toEqual([
      ['示例甲', [1, 30], [1, 20]],
      ['示例乙', [3, 10], [1, 20]],
      ['示例丙', [2, 20], [3, 10]],
    ]);
    expect(preview.branches.map(({ name, before: was, after }) => [name, was, after])).toEqual([
      ['示例第二支部', { rank: 1, points: 20 }, { rank: 2, points: 10 }],
    ]);
    const voided = await review.moves({ contestItemId: second, kind: 'void' });
    expect(named(voided)).toEqual([
      ['示例甲', [1, 30], [1, 20]],
      ['示例丙', [2, 20], [2, 10]],
      ['示例乙', [3, 10], [2, 10]],
    ]);
    expect(await stage.board()).toEqual(before);
    expect((await host.sync()).version).toBe(version);
  });

  it('are refused where they do not fit, in words', async () => {
    const sent = { ...correct, contestItemId: second, correctResponse: otherKey(second) };
    const { version } = await review.sheet();
    const apply = async (changes: object) =>
      (await review.apply({ ...sent, expectedVersion: version, ...changes })).code;
    expect(await apply({ expectedVersion: version - 1 })).toBe('contest.version-conflict');
    expect(await apply({ contestItemId: 'none' })).toBe('item.unknown');
    expect(await apply({ correctResponse: { choices: ['a'] } })).toBe('item.key-unfit');
    expect(await apply({ correctResponse: undefined })).toBe('rest.invalid');
    expect(await apply({ correctResponse: { value: 'yes' } })).toBe('rest.invalid');
    expect(await apply({ reason: '  ' })).toBe('rest.invalid');
    expect((await review.sheet()).history).toEqual([]);
  });

  it('of a key move everybody at once, as previewed, and tell each their own line', async () => {
    const { version } = await review.sheet();
    const sent = { ...correct, contestItemId: second, correctResponse: otherKey(second), expectedVersion: version };
    const sheet = await bodyOf<typeof first>(review.apply(sent));
    const first = await review.sheet();
    expect(sheet).toEqual(first);
    expect(sheet.history).toMatchObject([
      { kind: 'key', number: 2, contestItemId: second, reason: REASON, by: '示例管理员', cancelled: null },
    ]);
    expect(sheet.items[1]).toMatchObject({ correctResponse: sent.correctResponse, voided: false });
    expect(places(await stage.board()).map(([rank, points]) => [rank, points])).toEqual([
      [1, 20],
      [1, 20],
      [3, 10],
    ]);
    await matchesRows();
    const [, yi] = people;
    const told = await yi?.client.until(
      'result:own',
      ({ contestItemId, total }) => contestItemId === second && total === 20,
    );
    expect(told).toMatchObject({ outcome: 'correct', points: 10, rank: 1, branchRank: 1 });
    const frame = await yi?.client.until('contest:changed', ({ corrections }) => (corrections?.length ?? 0) > 0);
    expect(frame?.corrections).toEqual([{ contestItemId: second, number: 2, kind: 'key', reason: REASON }]);
    expect((await review.apply(sent)).code).toBe('contest.version-conflict');
  });

  it('stand after a restart', async () => {
    const before = await stage.board();
    const history = await review.sheet();
    for (const { client } of people) client.close();
    host.client.close();
    server = await server.restart();
    stage = stage.on(server);
    review = new Review(stage, stage.operator);
    host = await stage.console();
    people = await Promise.all(people.map((person) => stage.comeBack(person)));
    expect({ ...(await stage.board()), revision: 0 }).toEqual({ ...before, revision: 0 });
    expect(await review.sheet()).toEqual(history);
    await matchesRows();
  });

  it('of an item taken out count nobody, and are taken back in any order', async () => {
    let sheet = await review.sheet();
    const [key] = sheet.history;
    const expectedVersion = sheet.version;
    sheet = await bodyOf(review.apply({ kind: 'void', contestItemId: second, reason: REASON, expectedVersion }));
    expect((await stage.board()).pointsPossible).toBe(20);
    await matchesRows();
    sheet = await bodyOf(review.cancel(key?.version ?? 0, sheet.version));
    await matchesRows();
    expect(sheet.items[1]).toMatchObject({ voided: true });
    const [voiding] = sheet.history;
    expect((await review.cancel(key?.version ?? 0, sheet.version)).code).toBe('correction.unknown');
    sheet = await bodyOf(review.cancel(voiding?.version ?? 0, sheet.version));
    expect(sheet.history.map(({ kind, cancelled }) => [kind, cancelled?.reason, cancelled?.by])).toEqual([
      ['void', '示例撤回理由', '示例管理员'],
      ['key', '示例撤回理由', '示例管理员'],
    ]);
    expect(places(await stage.board())).toEqual([
      [1, 30, '示例第一支部'],
      [2, 20, '示例第二支部'],
      [3, 10, '示例第一支部'],
    ]);
    await matchesRows();
  });

  it('are over once the result is final', async () => {
    const { version } = await review.sheet();
    await host.pressAll('contest:finalize');
    const sent = { ...correct, contestItemId: second, correctResponse: otherKey(second) };
    expect((await review.apply({ ...sent, expectedVersion: version + 1 })).code).toBe('contest.wrong-phase');
    expect((await review.preview({ contestItemId: second, kind: 'void' })).code).toBe('contest.wrong-phase');
  });
});

function named({ participants }: CorrectionPreview) {
  return participants
    .map(({ name, before, after }) => [name, [before.rank, before.points], [after.rank, after.points]] as const)
    .sort((a, b) => Number(a[2][0]) - Number(b[2][0]) || Number(a[1][0]) - Number(b[1][0]));
}
