import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Needs } from '../../src/protocol/frames.js';
import type { ContestClient, Console, Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { rightResponse, Stage } from '../support/contest-stage.js';
import { publicBoard, publicPage, recount, withRows } from '../support/recount.js';

const T0 = 20_000;
const GRACE_MS = 1000;
const PULSE_MS = 250;
const half: Needs = { multiplier: 1.5 };
const double: Needs = { multiplier: 2 };

describe('accommodations', () => {
  let server: InProcessServer;
  let first: Stage;

  beforeAll(async () => {
    server = await InProcessServer.start();
    first = await Stage.set(server);
  });
  afterAll(() => server.close());

  interface Scene {
    readonly stage: Stage;
    readonly host: Console;
    readonly screen: ContestClient;
    readonly contestItemId: string;
    readonly opensAt: number;
    readonly people: readonly Participant[];
  }

  async function open(speedBonusPercent: number, needs: readonly (Needs | undefined)[]): Promise<Scene> {
    const stage = await first.another({
      settings: { speedBonusPercent },
      rounds: [{ items: 2, points: 10, timeLimitSeconds: T0 / 1000 }],
    });
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const people = await Promise.all(needs.map((one, index) => stage.join(`示例${index}`, index % 2, one)));
    const screen = await stage.screen();
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    const { item } = await screen.phase('open');
    return { stage, host, screen, people, contestItemId: item?.contestItemId ?? '', opensAt: item?.opensAt ?? 0 };
  }

  const closesAt = async (client: ContestClient): Promise<number> => (await client.phase('open')).item?.closesAt ?? 0;
  let ids = 0;
  const right = ({ stage, contestItemId }: Scene, person: Participant) =>
    person.submit({
      contestItemId,
      opening: 1,
      submissionId: `own-time-${ids++}`,
      response: rightResponse(stage.item(contestItemId)),
    });
  const to = ({ opensAt }: Scene, elapsed: number): void =>
    server.clock.advance(opensAt + elapsed - server.clock.now());
  const needsRows = (person: Participant) =>
    withRows(server.dataDir, (rows) => rows.all('SELECT * FROM participant_needs WHERE participant_id = ?', person.id));

  it('without speed give everybody the same window, to the byte', async () => {
    const scene = await open(0, [undefined, half]);
    const [ordinary, longer] = scene.people as [Participant, Participant];
    const frames = [
      await ordinary.client.phase('open'),
      await longer.client.phase('open'),
      await scene.screen.phase('open'),
    ];
    expect(new Set(frames.map((frame) => JSON.stringify(frame))).size).toBe(1);
    expect(frames[0]?.item?.closesAt).toBe(scene.opensAt + 1.5 * T0);
    expect(await closesAt(scene.host.client)).toBe(scene.opensAt + 1.5 * T0);
    to(scene, 1.5 * T0);
    expect(await right(scene, ordinary)).toMatchObject({ ok: true });
  });

  it('with speed give everybody a deadline of their own; host and screen see the ordinary one', async () => {
    const scene = await open(20, [undefined, half, double]);
    const [ordinary, longer, longest] = scene.people as [Participant, Participant, Participant];
    expect(await closesAt(ordinary.client)).toBe(scene.opensAt + T0);
    expect(await closesAt(longer.client)).toBe(scene.opensAt + 1.5 * T0);
    expect(await closesAt(longest.client)).toBe(scene.opensAt + 2 * T0);
    expect(await closesAt(scene.screen)).toBe(scene.opensAt + T0);
    expect(await closesAt(scene.host.client)).toBe(scene.opensAt + T0);
    expect((await longer.sync()).item?.closesAt).toBe(scene.opensAt + 1.5 * T0);

    to(scene, T0 + GRACE_MS + 1);
    expect(await right(scene, ordinary)).toMatchObject({ ok: false, error: { code: 'item.not-open' } });
    to(scene, 1.4 * T0);
    expect(await right(scene, longer)).toMatchObject({ ok: true });
    to(scene, 2 * T0 + GRACE_MS - 1);
    expect(await right(scene, longest)).toMatchObject({ ok: true });
  });

  it('with speed end at the own deadline and grace, although the item is still open for somebody', async () => {
    const scene = await open(20, [half, double]);
    const [longer] = scene.people as [Participant];
    to(scene, 1.6 * T0 + GRACE_MS);
    expect((await scene.host.sync()).phase).toBe('open');
    expect(await right(scene, longer)).toMatchObject({ ok: false, error: { code: 'item.not-open' } });
  });

  it('with speed give equal points for an equal fraction of the own time', async () => {
    const scene = await open(20, [undefined, half, double, undefined]);
    const [ordinary, longer, longest, slow] = scene.people as [Participant, Participant, Participant, Participant];
    const fraction = 0.5;
    to(scene, fraction * T0);
    await right(scene, ordinary);
    to(scene, fraction * 1.5 * T0);
    await right(scene, longer);
    to(scene, 0.9 * T0);
    await right(scene, slow);
    to(scene, fraction * 2 * T0);
    await right(scene, longest);
    server.clock.advance(PULSE_MS);
    await scene.host.client.phase('closed');
    await scene.host.pressAll('item:reveal');
    const points = await Promise.all(scene.people.map(async ({ client }) => (await client.until('result:own')).points));
    // f = (0.5 - 0.2) / 0.8 = 0.375, up to 0.4: 10 + 20 % x 0.6; f = 0.875, up to 1: no bonus.
    expect(points).toEqual([11.2, 11.2, 11.2, 10]);
    const board = publicBoard(await recount(server.dataDir, scene.stage.contestId));
    expect(publicPage(await scene.stage.board())).toEqual(board);

    await longer.client.demand('participant:update-needs', { contestId: scene.stage.contestId, needs: null });
    await scene.host.pressAll('contest:end', 'contest:finalize');
    expect(publicPage(await scene.stage.board())).toEqual(board);
  });

  it('with speed freeze what host and screen count at the ordinary deadline', async () => {
    const scene = await open(20, [undefined, undefined, half]);
    const [ordinary, , longer] = scene.people as [Participant, Participant, Participant];
    to(scene, 5000);
    await right(scene, ordinary);
    server.clock.advance(PULSE_MS);
    const frozen = { responded: 1, of: 3 };
    await scene.screen.until('response:tallied', (tally) => tally.responded === 1);
    to(scene, T0 + GRACE_MS + PULSE_MS);
    for (const client of [scene.host.client, scene.screen]) {
      expect(await client.until('response:tallied', (tally) => tally.stillResponding === true)).toMatchObject(frozen);
    }
    const told = scene.screen.all('response:tallied').length;
    await right(scene, longer);
    server.clock.advance(PULSE_MS);
    // Everybody who has time has responded: the item closes, and only then is the figure whole.
    await scene.screen.phase('closed');
    expect(
      scene.screen
        .all('response:tallied')
        .slice(told)
        .filter((tally) => tally.responded !== 1),
    ).toEqual([]);
  });

  it('with speed tell a console or screen that comes late no more than the frozen figure', async () => {
    const scene = await open(20, [undefined, half, double]);
    const [ordinary, longer] = scene.people as [Participant, Participant];
    to(scene, 5000);
    await right(scene, ordinary);
    to(scene, 1.2 * T0);
    await right(scene, longer);
    server.clock.advance(PULSE_MS);
    const frozen = { responded: 1, stillResponding: true };
    expect((await (await scene.stage.console()).sync()).tally).toMatchObject(frozen);
    expect((await (await scene.stage.screen()).sync(scene.stage.contestId)).tally).toMatchObject(frozen);
  });

  it('widen the window for all when somebody with a larger multiplier comes in the middle', async () => {
    const scene = await open(0, [undefined]);
    const [ordinary] = scene.people as [Participant];
    expect(await closesAt(ordinary.client)).toBe(scene.opensAt + T0);
    to(scene, 0.5 * T0);
    await scene.stage.join('示例后来者', 1, half);
    for (const client of [ordinary.client, scene.screen, scene.host.client]) {
      await client.until('contest:changed', (frame) => frame.item?.closesAt === scene.opensAt + 1.5 * T0);
    }
    to(scene, 1.4 * T0);
    expect(await right(scene, ordinary)).toMatchObject({ ok: true });
  });

  it('widen it for each of several who come at once, to the largest', async () => {
    const scene = await open(0, [undefined]);
    const [ordinary] = scene.people as [Participant];
    await Promise.all([
      scene.stage.join('示例甲', 1, half),
      scene.stage.join('示例乙', 1, double),
      scene.stage.join('示例丙', 1, { multiplier: 1.3 }),
      scene.host.press('item:extend', { seconds: 10 }),
    ]);
    const widest = scene.opensAt + 2 * (T0 + 10_000);
    await ordinary.client.until('contest:changed', (frame) => frame.item?.closesAt === widest);
    await scene.host.idle();
    expect((await ordinary.sync()).item?.closesAt).toBe(widest);
  });

  it('take effect at once when asked for in the middle, by the person or by the host', async () => {
    const scene = await open(20, [undefined, undefined, undefined]);
    const [one, two, three] = scene.people as [Participant, Participant, Participant];
    const { contestId } = scene.stage;
    expect(await one.client.ask('participant:update-needs', { contestId, needs: half })).toMatchObject({
      ok: false,
      error: { code: 'entry.needs-consent-required' },
    });
    await one.client.demand('participant:update-needs', { contestId, needs: half, consent: true });
    await one.client.until('contest:changed', (frame) => frame.item?.closesAt === scene.opensAt + 1.5 * T0);
    await scene.host.client.demand('participant:set-needs', { contestId, participantId: two.id, needs: double });
    await two.client.until('contest:changed', (frame) => frame.item?.closesAt === scene.opensAt + 2 * T0);
    // The window is wide enough for this one, so that nothing changes but the own deadline.
    const version = scene.host.snapshot.version + 6;
    await scene.host.client.until('contest:changed', (frame) => frame.version === version);
    await three.client.demand('participant:update-needs', { contestId, needs: { multiplier: 1.3 }, consent: true });
    await three.client.until('contest:changed', (frame) => frame.item?.closesAt === scene.opensAt + 1.3 * T0);
    expect(await scene.host.sync()).toMatchObject({ version, item: { closesAt: scene.opensAt + T0 } });
  });

  it('leave nothing behind when withdrawn', async () => {
    const scene = await open(0, [undefined, half]);
    const [, longer] = scene.people as [Participant, Participant];
    const rows = await needsRows(longer);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('multiplier');
    await longer.client.demand('participant:update-needs', { contestId: scene.stage.contestId, needs: null });
    expect(await needsRows(longer)).toEqual([]);
    expect((await longer.sync()).needs).toBeNull();
  });
});
