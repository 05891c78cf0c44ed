import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Console, Participant } from '../support/contest-client.js';
import { BuiltServer, dropDataDir, InProcessServer, newDataDir } from '../support/contest-server.js';
import { rightResponse, Stage, type StageOptions } from '../support/contest-stage.js';

const ALLOWANCE_MS = 15_000;
const OUTAGE_MS = 40_000;
// Generous: the kill -9 rounds of `npm run durability` hold a start to five seconds.
const BACK_WITHIN_MS = 30_000;

describe('a server that is started again', () => {
  let server: InProcessServer;
  let stage: Stage;
  let host: Console;
  let wei: Participant;

  beforeEach(async () => {
    server = await InProcessServer.start({ RECONNECT_ALLOWANCE_MS: String(ALLOWANCE_MS) });
  });
  afterEach(() => server.close());

  async function lobby(options: StageOptions = {}): Promise<void> {
    stage = await Stage.set(server, options);
    host = await stage.console();
    await host.pressAll('contest:open-lobby');
    wei = await stage.join('王伟');
  }

  /** The heartbeat is written each second; stands still for the time of the outage and goes on. */
  async function restart(): Promise<void> {
    server.clock.advance(1000);
    await host.idle();
    server = await server.restart(OUTAGE_MS);
    stage = stage.on(server);
    host = await stage.console();
    wei = await stage.comeBack(wei);
  }

  const right = async (person: Participant) => {
    const { item } = await person.sync();
    return person.respond(rightResponse(stage.item(item?.contestItemId ?? '')));
  };

  it('is in the lobby again, with its people', async () => {
    await lobby();
    await restart();
    expect(await wei.sync()).toMatchObject({ phase: 'lobby', participant: { name: '王伟' } });
    expect((await host.sync()).presence).toMatchObject({ joined: 1, connected: 1 });
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    await wei.client.phase('open');
  });

  it('is on the open item again: the outage and the allowance are given back, the own response is there', async () => {
    await lobby();
    const na = await stage.join('李娜', 1);
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    await wei.client.phase('open');
    const ack = await right(wei);
    const before = await wei.sync();
    await restart();
    const after = await wei.sync();
    expect(after.phase).toBe('open');
    expect(after.ownResponse).toEqual(before.ownResponse);
    expect(after.ownResponse).toMatchObject(ack.ok ? ack.data : {});
    expect(after.item).toEqual({ ...before.item, closesAt: (before.item?.closesAt ?? 0) + OUTAGE_MS + ALLOWANCE_MS });
    server.clock.advance(250);
    await host.idle();
    expect((await host.sync()).phase).toBe('open');
    const back = await stage.comeBack(na);
    expect(await right(back)).toMatchObject({ ok: true });
    server.clock.advance(250);
    await host.client.phase('closed');
  });

  it('closes at the new deadline', async () => {
    await lobby();
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    await restart();
    const { item } = await wei.sync();
    server.clock.advance((item?.closesAt ?? 0) + 1000 - server.clock.now());
    await wei.client.phase('closed');
  });

  it('is paused again, and gives the rest after that', async () => {
    await lobby();
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    server.clock.advance(10_000);
    await host.pressAll('contest:pause');
    await restart();
    expect(await wei.sync()).toMatchObject({ phase: 'open', paused: true, item: { closesAt: null } });
    server.clock.advance(60_000);
    await host.pressAll('contest:resume');
    const resumed = await wei.client.until('contest:changed', (frame) => !frame.paused);
    expect(resumed.item?.closesAt).toBe(server.clock.now() + 20_000);
  });

  it('shows the same reveal, own result and board, with a revision that clients take', async () => {
    const play = async (): Promise<void> => {
      await host.pressAll('item:present', 'item:open');
      await right(wei);
      server.clock.advance(250);
      await host.client.phase('closed');
      await host.pressAll('item:reveal');
      await wei.client.phase('revealed');
    };
    await lobby();
    await host.pressAll('round:introduce');
    // Twice, so that a revision that started over would be lower than the one clients have.
    await play();
    await play();
    const { board, reveal, ownResult, ownTotal } = await wei.sync();
    expect(board?.rows).toMatchObject([{ rank: 1, points: 20 }]);
    await restart();
    const after = await wei.sync();
    expect(after).toMatchObject({ phase: 'revealed', reveal, ownResult, ownTotal });
    expect(after.board).toEqual({ ...board, revision: expect.any(Number) });
    expect(after.board?.revision).toBeGreaterThanOrEqual(board?.revision ?? Infinity);
    await play();
    const next = await wei.client.until('leaderboard:changed');
    expect(next.revision).toBeGreaterThan(after.board?.revision ?? Infinity);
    expect(next.rows).toMatchObject([{ points: 30 }]);
  });

  it('goes on by itself in auto-advance, with the reading time given back', async () => {
    await lobby({ settings: { advance: 'auto', introductionSeconds: 5, readingSeconds: 10 } });
    await host.pressAll('round:introduce');
    server.clock.advance(5000);
    const { nextAt } = await wei.client.phase('presenting');
    await restart();
    const after = await wei.sync();
    expect(after).toMatchObject({ phase: 'presenting', nextAt: (nextAt ?? 0) + OUTAGE_MS + ALLOWANCE_MS });
    host.client.close();
    server.clock.advance((after.nextAt ?? 0) - server.clock.now());
    await wei.client.phase('open');
  });
});

describe('SIGTERM', () => {
  it('ends the server in order while people are connected; it is back on the item', async () => {
    const dataDir = await newDataDir();
    let server = await BuiltServer.start(dataDir);
    try {
      let stage = await Stage.set(server);
      const host = await stage.console();
      await host.pressAll('contest:open-lobby');
      const wei = await stage.join('王伟');
      await stage.join('李娜', 1);
      await host.pressAll('round:introduce', 'item:present', 'item:open');
      const before = (await wei.client.phase('open')).item;
      const ack = await wei.respond({ value: true });
      const stoppedAt = Date.now();
      expect([0, 'SIGTERM']).toContain(await server.stop());
      await wei.client.gone();

      server = await BuiltServer.start(dataDir);
      stage = stage.on(server);
      const snapshot = (await stage.comeBack(wei)).receipt.snapshot;
      expect(Date.now() - stoppedAt).toBeLessThan(BACK_WITHIN_MS);
      expect(snapshot).toMatchObject({ phase: 'open', ownResponse: ack.ok ? ack.data : {} });
      expect(snapshot.item?.closesAt).toBeGreaterThan(before?.closesAt ?? Infinity);
    } finally {
      await server.kill();
      await dropDataDir(dataDir);
    }
  }, 90_000);
});
