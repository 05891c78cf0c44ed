import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ContestClient, type Participant } from '../support/contest-client.js';
import { InProcessServer } from '../support/contest-server.js';
import { rightResponse, Stage } from '../support/contest-stage.js';

/** A contest of three people, two of whom respond, one late; and what each figure says of it. */
describe('metrics of a contest', () => {
  let server: InProcessServer;
  let stage: Stage;
  let people: Participant[];

  /** By the name with its labels as they stand in the text. */
  async function figures(): Promise<ReadonlyMap<string, number>> {
    const text = await (await fetch(`${server.url}/api/metrics`)).text();
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
  }

  /** What one deed adds to the figures that are named; others may move. */
  async function added(deed: () => Promise<unknown>, ...names: readonly string[]): Promise<number[]> {
    const before = await figures();
    await deed();
    const after = await figures();
    return names.map((name) => (after.get(name) ?? 0) - (before.get(name) ?? 0));
  }

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server);
  });
  afterAll(() => server.close());

  it('counts who is there, by kind and by transport', async () => {
    const host = await stage.console();
    await host.pressAll('contest:open-lobby');
    const join = async () => {
      people = [await stage.join('王伟'), await stage.join('李娜', 1), await stage.join('张敏')];
    };
    expect(await added(join, 'xuesai_joins_total', 'xuesai_reconnections_total')).toEqual([3, 0]);
    await ContestClient.connect(server.url);
    const now = await figures();
    expect(now.get('xuesai_connections{kind="participant"}')).toBe(3);
    expect(now.get('xuesai_connections{kind="console"}')).toBe(1);
    expect(now.get('xuesai_connections{kind="screen"}')).toBe(0);
    expect(now.get('xuesai_connections{kind="guest"}')).toBe(1);
    expect(now.get('xuesai_transports{transport="websocket"}')).toBe(5);
    expect(now.get('xuesai_frames_waiting')).toBe(0);
    await host.pressAll('round:introduce', 'item:present', 'item:open');
    host.client.close();
  });

  it('counts the frames of one change once for each who gets them, and how long the telling took', async () => {
    const host = await stage.console();
    const extend = async () => {
      await host.press('item:extend', { seconds: 10 });
      await Promise.all(people.map(({ client }) => client.until('contest:changed', (f) => f.version === host.version)));
    };
    const names = ['xuesai_frames_sent_total{event="contest:changed"}', 'xuesai_tell_seconds_count'];
    // Three participants and this console.
    expect(await added(extend, ...names)).toEqual([4, 1]);
    host.client.close();
  });

  it('measures responses from their arrival to their acknowledgement, and leaves refused ones out', async () => {
    const { item } = await people[0]!.sync();
    const response = rightResponse(stage.item(item?.contestItemId ?? ''));
    const names = ['xuesai_response_ack_seconds_count', 'xuesai_response_ack_seconds_bucket{le="+Inf"}'];
    const both = () => Promise.all([people[0]!.respond(response), people[1]!.respond(response)]);
    expect(await added(both, ...names, 'xuesai_commit_rows_sum')).toEqual([2, 2, 2]);
    const again = () => people[0]!.respond(response);
    const refused = 'xuesai_refusals_total{way="socket",code="response.already-submitted"}';
    expect(await added(again, names[0]!, refused)).toEqual([0, 1]);
  });

  it('counts snapshots that were asked for, and people who came back', async () => {
    expect(await added(() => people[2]!.sync(), 'xuesai_resyncs_total')).toEqual([1]);
    const comeBack = () => stage.comeBack(people[2]!);
    expect(await added(comeBack, 'xuesai_reconnections_total', 'xuesai_joins_total')).toEqual([1, 0]);
  });

  it('counts refusals by their code, on each way', async () => {
    const wrong = async () => {
      await people[0]!.client.ask('contest:sync', { contestId: 'another' });
      await ContestClient.connect(server.url, { token: 'nobody-has-this' }).catch(() => undefined);
      await fetch(`${server.url}/api/nothing`);
    };
    expect(
      await added(
        wrong,
        'xuesai_refusals_total{way="socket",code="contest.not-joined"}',
        'xuesai_refusals_total{way="handshake",code="entry.token-unknown"}',
        'xuesai_refusals_total{way="rest",code="rest.not-found"}',
      ),
    ).toEqual([1, 1, 1]);
  });

  it('stand under the same names in the dashboard, and each of our own has a panel', async () => {
    const file = new URL('../../deploy/grafana/xuesai.json', import.meta.url);
    const { panels } = JSON.parse(readFileSync(file, 'utf8')) as Dashboard;
    const asked = new Set(panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => metricsIn(expr))));
    const text = await (await fetch(`${server.url}/api/metrics`)).text();
    const known = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' || type === 'summary' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    );
    expect([...asked].filter((name) => !known.includes(name) && !OF_NODES.includes(name))).toEqual([]);
    expect(OF_NODES.filter((name) => known.includes(name) || !asked.has(name))).toEqual([]);
    const bare = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
    const shown = new Set([...asked].map(bare));
    const own = new Set(known.filter((name) => name.startsWith('xuesai_')).map(bare));
    expect([...own].filter((name) => !shown.has(name))).toEqual([]);
    expect(panels.filter(({ targets }) => targets.some(({ expr }) => metricsIn(expr).length === 0))).toEqual([]);
  });
});

/** What only a node among several measures. */
const OF_NODES = ['xuesai_bus_up', 'xuesai_clock_offset_ms', 'xuesai_clock_behind_ms'];

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

/** Names that stand before a selector of labels. */
function metricsIn(expr: string): string[] {
  return [...expr.matchAll(/([a-z_][a-z0-9_]*)\{/g)].map(([, name = '']) => name);
}
