import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ContestChanged } from '../../src/protocol/frames.js';
import type { Console, Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { rightResponse, Stage, type StageOptions } from '../support/contest-stage.js';

const PULSE_MS = 250;
const GRACE_MS = 1000;

describe('a contest without its host', () => {
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
    readonly people: readonly Participant[];
  }

  async function open(names: readonly string[], options: StageOptions = {}): Promise<Scene> {
    const stage = await first.another(options);
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const people = await Promise.all(names.map((name, index) => stage.join(name, index % 2)));
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    return { stage, host, people };
  }

  const right = async ({ stage }: Scene, person: Participant) => {
    const { item } = await person.client.phase('open');
    return person.respond(rightResponse(stage.item(item?.contestItemId ?? '')));
  };

  it('plays to the end by itself in auto-advance', async () => {
    const stage = await first.another({
      settings: { advance: 'auto', introductionSeconds: 4, readingSeconds: 3, revealSeconds: 6 },
      rounds: [{ items: 1, warmUp: true }, { items: 2 }, { items: 1 }],
    });
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const people = [await stage.join('王伟'), await stage.join('李娜', 1)] as const;
    await host.pressAll('round:introduce');
    host.client.close();

    const { client } = people[0];
    const seen: string[] = [];
    let frame = await client.phase('introducing');
    while (frame.phase !== 'ended') {
      seen.push(`${frame.phase} ${frame.item?.number ?? ''}`.trim());
      const { version } = frame;
      if (frame.phase === 'open') await playOpen(frame);
      else if (frame.nextAt !== null) server.clock.advance(frame.nextAt - server.clock.now());
      await client.until('contest:changed', (next) => next.version > version);
      frame = client.all('contest:changed').find((next) => next.version > version) ?? frame;
    }
    const item = (number: number) => [
      `presenting ${number}`,
      `open ${number}`,
      `closed ${number}`,
      `revealed ${number}`,
    ];
    expect(seen).toEqual(['introducing', ...item(0), 'introducing', ...item(1), ...item(2), 'introducing', ...item(3)]);
    expect((await stage.board()).rows.map((row) => row.points)).toEqual([30, 10]);

    /** From the second item on only one responds, so that the deadline has to close it. */
    async function playOpen({ item }: ContestChanged): Promise<void> {
      const responding = (item?.number ?? 0) < 2 ? people : [people[1]];
      for (const person of responding) {
        await person.client.phase('open');
        await person.respond(rightResponse(stage.item(item?.contestItemId ?? '')));
      }
      server.clock.advance(
        responding.length === people.length ? PULSE_MS : (item?.closesAt ?? 0) + GRACE_MS - server.clock.now(),
      );
    }
  });

  it('closes an item at its deadline and grace, and not before', async () => {
    const scene = await open(['王伟']);
    scene.host.client.close();
    const [person] = scene.people as [Participant];
    server.clock.advance(30_000 + GRACE_MS - 1);
    expect(await right(scene, person)).toMatchObject({ ok: true });
    const other = await open(['李娜']);
    const [late] = other.people as [Participant];
    other.host.client.close();
    server.clock.advance(30_000 + GRACE_MS);
    const closed = await late.client.phase('closed');
    expect(closed.item?.closesAt).toBeNull();
  });

  it('closes early once everybody present has responded', async () => {
    const scene = await open(['王伟', '李娜']);
    const [one, two] = scene.people as [Participant, Participant];
    await right(scene, one);
    server.clock.advance(PULSE_MS);
    await scene.host.idle();
    expect((await scene.host.sync()).phase).toBe('open');
    await right(scene, two);
    server.clock.advance(PULSE_MS);
    await scene.host.client.phase('closed');
  });

  it('waits half a minute for somebody who lost the network, and no longer', async () => {
    const scene = await open(['王伟', '李娜'], { rounds: [{ items: 1, timeLimitSeconds: 300 }] });
    const [one, two] = scene.people as [Participant, Participant];
    two.client.close();
    await scene.host.untilConnected(1);
    await right(scene, one);
    server.clock.advance(29_000);
    await scene.host.idle();
    expect((await scene.host.sync()).phase).toBe('open');
    server.clock.advance(1000 + PULSE_MS);
    await scene.host.client.phase('closed');
  });

  it('does not close over nobody: an empty hall has its time', async () => {
    const scene = await open(['王伟']);
    (scene.people as [Participant])[0].client.close();
    await scene.host.untilConnected(0);
    server.clock.advance(29_500);
    await scene.host.idle();
    expect((await scene.host.sync()).phase).toBe('open');
  });
});
