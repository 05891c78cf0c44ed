import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { OwnResult } from '../../src/protocol/frames.js';
import { Console, type Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { rightResponse, Stage, wrongResponse } from '../support/contest-stage.js';
import { publicBoard, publicPage, recount, withRows } from '../support/recount.js';

const LIMIT_MS = 30_000;

describe('what a host may do to a running contest', () => {
  let server: InProcessServer;
  let first: Stage;
  let stage: Stage;
  let host: Console;
  let wei: Participant;
  let na: Participant;

  beforeAll(async () => {
    server = await InProcessServer.start();
    first = await Stage.set(server);
  });
  afterAll(() => server.close());

  beforeEach(async () => {
    stage = await first.another();
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    wei = await stage.join('王伟');
    na = await stage.join('李娜', 1);
    await host.pressAll('round:introduce');
  });

  const openItem = async (): Promise<string> => {
    await host.pressAll('item:present', 'item:open');
    return currentItem();
  };
  const currentItem = async (): Promise<string> => (await wei.client.phase('open')).item?.contestItemId ?? '';
  const right = async (person: Participant, contestItemId: string, opening = 1) =>
    person.submit({
      contestItemId,
      opening,
      submissionId: newId(),
      response: rightResponse(stage.item(contestItemId)),
    });
  const wrong = async (person: Participant, contestItemId: string, opening = 1) =>
    person.submit({
      contestItemId,
      opening,
      submissionId: newId(),
      response: wrongResponse(stage.item(contestItemId)),
    });
  let ids = 0;
  const newId = (): string => `control-${ids++}`;
  const closeNow = async (): Promise<void> => {
    expect(await host.press('item:close', { override: true })).toBeNull();
    await wei.client.phase('closed');
  };
  const reveal = async (): Promise<void> => {
    await host.pressAll('item:reveal');
    await wei.client.phase('revealed');
  };
  const eventsOf = (type: string) =>
    withRows(server.dataDir, async (rows) => {
      const found = await rows.all<{ payload: string; operatorId: string | null }>(
        'SELECT payload, operator_id AS "operatorId" FROM contest_event WHERE contest_id = ? AND type = ? ORDER BY version',
        stage.contestId,
        type,
      );
      return found.map(({ payload, operatorId }) => ({ ...(JSON.parse(payload) as object), operatorId }));
    });
  const result = (person: Participant, contestItemId: string): Promise<OwnResult> =>
    person.client.until('result:own', (own) => own.contestItemId === contestItemId);
  const boardEqualsRows = async (): Promise<void> =>
    expect(publicPage(await stage.board())).toEqual(publicBoard(await recount(server.dataDir, stage.contestId)));

  it('pause freezes the deadline and refuses responses; resume gives the whole rest', async () => {
    const contestItemId = await openItem();
    const closesAt = (await wei.sync()).item?.closesAt ?? 0;
    server.clock.advance(10_000);
    await host.pressAll('contest:pause');
    expect(await wei.client.until('contest:changed', (frame) => frame.paused)).toMatchObject({
      phase: 'open',
      item: { closesAt: null },
    });
    expect(await right(wei, contestItemId)).toMatchObject({ ok: false, error: { code: 'contest.paused' } });
    server.clock.advance(600_000);
    expect(await host.press('contest:pause', {})).toBe('contest.paused');
    await host.pressAll('contest:resume');
    const resumed = await wei.client.until('contest:changed', (frame) => !frame.paused);
    expect(resumed.item?.closesAt).toBe(closesAt + 600_000);
    server.clock.advance(20_000 + 1000 - 1);
    expect(await right(wei, contestItemId)).toMatchObject({ ok: true });
    server.clock.advance(1);
    await host.client.phase('closed');
    expect(await host.press('contest:resume', {})).toBe('contest.not-paused');
  });

  it('pause stops the reading time of auto-advance, too', async () => {
    stage = await first.another({ settings: { advance: 'auto', readingSeconds: 10 } });
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    wei = await stage.join('王伟');
    await host.pressAll('round:introduce', 'item:present');
    const { nextAt } = await wei.client.phase('presenting');
    server.clock.advance(4000);
    await host.pressAll('contest:pause');
    server.clock.advance(60_000);
    await host.pressAll('contest:resume');
    const resumed = await wei.client.until('contest:changed', (frame) => frame.phase === 'presenting' && !frame.paused);
    expect(resumed.nextAt).toBe((nextAt ?? 0) + 60_000);
    server.clock.advance(6000);
    await wei.client.phase('open');
  });

  it('extend moves the deadline for everybody', async () => {
    const contestItemId = await openItem();
    const closesAt = (await wei.sync()).item?.closesAt ?? 0;
    expect(await host.press('item:extend', { seconds: 45 })).toBeNull();
    await na.client.until('contest:changed', (frame) => frame.item?.closesAt === closesAt + 45_000);
    server.clock.advance(LIMIT_MS + 44_000);
    expect(await right(na, contestItemId)).toMatchObject({ ok: true });
  });

  it('closing over somebody is refused, then possible as an override on record', async () => {
    const contestItemId = await openItem();
    await right(wei, contestItemId);
    expect(await host.press('item:close', {})).toBe('item.time-remaining');
    expect((await host.sync()).phase).toBe('open');
    await closeNow();
    const [closed] = await eventsOf('item-closed');
    expect(closed).toMatchObject({ reason: 'host', override: true, stillResponding: 1 });
    expect(closed?.operatorId).toBe((await host.sync()).host?.controllerId);
    expect(await right(na, contestItemId)).toMatchObject({ ok: false, error: { code: 'item.not-open' } });
  });

  it('closing over nobody is no override', async () => {
    const contestItemId = await openItem();
    await right(wei, contestItemId);
    await right(na, contestItemId);
    expect(await host.press('item:close', { override: true })).toBeNull();
    expect(await eventsOf('item-closed')).toMatchObject([{ override: false, stillResponding: 0 }]);
  });

  it('a reopened item is opening 2: an earlier response stands unless a new one replaces it', async () => {
    const contestItemId = await openItem();
    await right(wei, contestItemId);
    await wrong(na, contestItemId);
    await closeNow();
    await host.pressAll('item:reopen');
    const { item } = await wei.client.phase('open');
    expect(item).toMatchObject({ contestItemId, opening: 2, opensAt: server.clock.now() });
    expect(item?.closesAt).toBe(server.clock.now() + LIMIT_MS);
    expect((await wei.sync()).ownResponse).toBeUndefined();
    expect(await right(na, contestItemId, 1)).toMatchObject({
      ok: false,
      error: { code: 'response.already-submitted' },
    });
    expect(await right(na, contestItemId, 2)).toMatchObject({ ok: true });
    await closeNow();
    await reveal();
    expect(await result(wei, contestItemId)).toMatchObject({ outcome: 'correct', total: 10 });
    expect(await result(na, contestItemId)).toMatchObject({ outcome: 'correct', total: 10, opening: 2 });
    expect(await host.press('item:reopen', {})).toBe('contest.wrong-phase');
    await boardEqualsRows();
  });

  it('voids the open item: it closes, nobody gets points for it', async () => {
    const contestItemId = await openItem();
    await right(wei, contestItemId);
    expect(await host.press('item:void', { contestItemId, reason: '示例理由' })).toBeNull();
    await wei.client.phase('closed');
    await reveal();
    expect(await result(wei, contestItemId)).toMatchObject({ outcome: 'void', points: 0, total: 0 });
    expect((await wei.client.phase('revealed')).reveal?.voided).toBe(true);
    await boardEqualsRows();
  });

  it('voids a revealed item: points are taken back and each is told', async () => {
    const contestItemId = await openItem();
    await right(wei, contestItemId);
    await closeNow();
    await reveal();
    expect(await result(wei, contestItemId)).toMatchObject({ outcome: 'correct', total: 10, rank: 1 });
    const board = await wei.client.until('leaderboard:changed');
    expect(await host.press('item:void', { contestItemId, reason: '示例理由' })).toBeNull();
    const corrected = await wei.client.until('leaderboard:changed', (frame) => frame.revision > board.revision);
    expect(corrected.rows.map((row) => row.points)).toEqual([0, 0]);
    expect(corrected.pointsPossible).toBe(0);
    await wei.client.until('result:own', (own) => own.outcome === 'void' && own.total === 0);
    expect(await host.press('item:void', { contestItemId, reason: '示例理由' })).toBe('item.already-voided');
    await boardEqualsRows();
  });

  it('voids an earlier item while the next is read: each is told of it and of the new total', async () => {
    const earlier = await openItem();
    await right(wei, earlier);
    await closeNow();
    await reveal();
    await host.pressAll('item:present');
    expect(await host.press('item:void', { contestItemId: earlier, reason: '示例理由' })).toBeNull();
    await wei.client.until(
      'result:own',
      (own) => own.contestItemId === earlier && own.outcome === 'void' && own.total === 0,
    );
    const snapshot = await wei.sync();
    expect(snapshot).toMatchObject({ phase: 'presenting', ownTotal: 0 });
    expect(snapshot.ownResult).toBeUndefined();
    await boardEqualsRows();
  });

  it('skips an item: it is not asked, and does not count', async () => {
    await host.pressAll('item:present');
    const skipped = (await host.sync()).item?.contestItemId ?? '';
    await host.pressAll('item:skip');
    expect((await host.sync()).phase).toBe('introducing');
    const next = await openItem();
    expect(next).not.toBe(skipped);
    expect(await right(wei, skipped)).toMatchObject({ ok: false, error: { code: 'item.not-open' } });
    expect(await host.press('item:void', { contestItemId: skipped, reason: '示例理由' })).toBe('item.not-presented');
  });

  it('another operator takes over; the first may look on but not press', async () => {
    const second = await stage.secondHost();
    const other = await stage.console(second);
    expect(await other.press('item:present', {})).toBe('contest.not-in-control');
    await other.pressAll('contest:take-over');
    const frame = await host.client.until(
      'contest:changed',
      (changed) => changed.host?.controllerName === '示例主持人',
    );
    expect(host.version).toBe(frame.version);
    expect(await host.press('item:present', {})).toBe('contest.not-in-control');
    await other.pressAll('item:present');
    await host.client.phase('presenting');
  });

  it('a double press and a press on a second console change nothing the second time', async () => {
    const twin = await stage.console();
    const expectedVersion = host.version;
    const presses = await Promise.all([
      host.press('item:present', { expectedVersion }),
      host.press('item:present', { expectedVersion }),
      twin.press('item:present', { expectedVersion }),
    ]);
    expect(presses.filter((code) => code === null)).toHaveLength(1);
    expect(presses.filter((code) => code === 'contest.version-conflict')).toHaveLength(2);
    expect((await host.sync()).version).toBe(expectedVersion + 1);
    expect(await eventsOf('item-presented')).toHaveLength(1);
  });

  it('shows the board when it ends, also where it was kept back until then', async () => {
    stage = await first.another({ settings: { leaderboardAfterItem: false } });
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    wei = await stage.join('王伟');
    await host.pressAll('round:introduce');
    const contestItemId = await openItem();
    await right(wei, contestItemId);
    server.clock.advance(250);
    await host.client.phase('closed');
    await reveal();
    expect(await result(wei, contestItemId)).toMatchObject({ rank: null, branchRank: null });
    expect(wei.client.all('leaderboard:changed')).toEqual([]);
    await host.pressAll('contest:end');
    expect((await wei.client.until('leaderboard:changed')).rows).toMatchObject([{ rank: 1, points: 10 }]);
  });
});
