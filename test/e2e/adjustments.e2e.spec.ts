import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { AdjustmentBody, AdjustmentInfo } from '../../src/protocol/corrections.js';
import { playItems, Review } from '../support/after-play.js';
import type { Console, Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { publicBoard, publicPage, recount } from '../support/recount.js';

const REASON = '示例理由：纸质卷补录';

describe('points given and taken by hand', () => {
  let server: InProcessServer;
  let stage: Stage;
  let host: Console;
  let people: Participant[];
  let first: Review;
  let second: Review;

  const matchesRows = async (): Promise<void> => {
    expect(publicPage(await stage.board())).toEqual(publicBoard(await recount(server.dataDir, stage.contestId)));
  };
  const points = async () => (await stage.board()).rows.map((row) => row.points);
  const give = (index: number, given: number): AdjustmentBody => ({
    subject: 'participant',
    subjectId: people[index]?.id ?? '',
    points: given,
    reason: REASON,
  });
  const proposed = async (body: AdjustmentBody): Promise<AdjustmentInfo> => {
    const [made] = await bodyOf<AdjustmentInfo[]>(first.propose(body));
    if (!made) throw new Error('nothing was proposed');
    return made;
  };

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server, { rounds: [{ items: 2 }] });
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    people = [await stage.join('示例甲'), await stage.join('示例乙'), await stage.join('示例丙', 1)];
    first = new Review(stage, stage.operator);
    second = new Review(stage, await stage.secondHost());
    await host.pressAll('round:introduce');
    // 20, 10 and 10 points; the branches have 15 and 10.
    await playItems(stage, host, people, [[true, true, false]]);
  });
  afterAll(async () => {
    for (const { client } of people) client.close();
    host.client.close();
    await server.close();
  });

  it('count for nothing until a second person has confirmed them', async () => {
    const adjustment = await proposed(give(2, 2.5));
    expect(adjustment).toMatchObject({ name: '示例丙', points: 2.5, state: 'proposed', own: true, decidedBy: null });
    expect(await host.client.until('matters:changed')).toMatchObject({ appeals: 0, adjustments: 1 });
    expect(await points()).toEqual([10, 10, 0]);
    expect((await first.decide(adjustment.id, 'confirm')).code).toBe('adjustment.same-person');
    await bodyOf(second.decide(adjustment.id, 'confirm'));
    expect(await points()).toEqual([10, 10, 2.5]);
    await matchesRows();
    const told = await people[2]?.client.until('standing:own', ({ total }) => total === 2.5);
    expect(told).toMatchObject({ rank: 3, branchRank: 2 });
    expect(await host.client.until('matters:changed', ({ adjustments }) => adjustments === 0)).toBeDefined();
    expect((await second.decide(adjustment.id, 'reject')).code).toBe('adjustment.decided');
    const [row] = await second.adjustments();
    expect(row).toMatchObject({ state: 'confirmed', proposedBy: '示例管理员', decidedBy: '示例主持人', own: false });
  });

  it('wait while an item is at hand, so that no board moves before its reveal', async () => {
    await host.pressAll('item:present');
    expect((await first.propose(give(0, 1))).code).toBe('contest.wrong-phase');
    await host.pressAll('item:open');
    expect((await first.propose(give(0, 1))).code).toBe('contest.wrong-phase');
    await host.press('item:close', { override: true });
    await host.pressAll('item:reveal');
  });

  it('may be taken from a person below nothing, and given to a branch', async () => {
    for (const body of [
      give(1, -12),
      { subject: 'branch' as const, subjectId: stage.branchId(1), points: 30, reason: REASON },
    ]) {
      await bodyOf(second.decide((await proposed(body)).id, 'confirm'));
      await matchesRows();
    }
    const board = await stage.board();
    expect(board.rows.map((row) => row.points)).toEqual([10, 2.5, -2]);
    expect(board.branches.map(({ name, score, mean }) => [name, score, mean])).toEqual([
      ['示例第二支部', 32.5, 2.5],
      ['示例第一支部', 4, 4],
    ]);
  });

  it('are refused where they make no sense', async () => {
    const code = async (changes: Partial<AdjustmentBody>) => (await first.propose({ ...give(0, 1), ...changes })).code;
    expect(await code({ points: 0 })).toBe('rest.invalid');
    expect(await code({ points: 0.001 })).toBe('rest.invalid');
    expect(await code({ reason: ' ' })).toBe('rest.invalid');
    expect(await code({ subjectId: 'none' })).toBe('participant.unknown');
    expect(await code({ subject: 'branch' })).toBe('entry.branch-unknown');
    expect((await second.decide('none', 'confirm')).code).toBe('adjustment.unknown');
  });

  it('put somebody on the board who came after the last item', async () => {
    await host.pressAll('contest:end');
    const late = people[2];
    await host.client.demand('participant:remove', {
      contestId: stage.contestId,
      participantId: late?.id,
      reason: '示例理由',
    });
    expect((await first.propose(give(2, 1))).code).toBe('participant.unknown');
    expect(await points()).toEqual([10, -2]);
    const branch = { subject: 'branch' as const, subjectId: stage.branchId(1), points: 1, reason: REASON };
    expect((await first.propose(branch)).code).toBe('adjustment.branch-unscored');
    await matchesRows();
  });

  it('keep the result from becoming final while one waits, also after a restart', async () => {
    const open = await proposed(give(1, 1));
    expect(await host.press('contest:finalize', {})).toBe('contest.adjustment-open');
    for (const { client } of people) client.close();
    host.client.close();
    const before = await stage.board();
    server = await server.restart();
    stage = stage.on(server);
    first = new Review(stage, stage.operator);
    host = await stage.console();
    expect({ ...(await stage.board()), revision: 0 }).toEqual({ ...before, revision: 0 });
    expect(host.snapshot.openMatters).toEqual({ appeals: 0, adjustments: 1 });
    expect(await host.press('contest:finalize', {})).toBe('contest.adjustment-open');
    expect((await bodyOf<AdjustmentInfo[]>(first.decide(open.id, 'reject')))[0]).toMatchObject({ state: 'rejected' });
    await host.pressAll('contest:finalize');
    expect(await points()).toEqual([10, -2]);
    await matchesRows();
    expect((await first.propose(give(0, 1))).code).toBe('contest.wrong-phase');
  });
});
