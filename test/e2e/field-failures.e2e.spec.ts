/** What is known to have gone wrong elsewhere in contests of this kind, each once; the life cycle has files of its own. */
import 'reflect-metadata';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ContestChanged, OwnResult, ResponseTallied, Snapshot } from '../../src/protocol/frames.js';
import type { ItemFrame } from '../../src/protocol/item.js';
import type { ContestDetail, LeaderboardPage } from '../../src/protocol/rest.js';
import type { RestClient } from '../support/rest-client.js';
import { createContest, WireServer } from '../support/wire-server.js';
import type { WireClient } from '../support/wire-client.js';

const MINUTE = 60_000;
const DRAWS = [
  { kind: 'true-false' as const, count: 1 },
  { kind: 'choice' as const, select: 'single' as const, count: 1 },
];

let server: WireServer;
let operator: RestClient;
let contest: ContestDetail;
let host: WireClient;

beforeEach(async () => {
  server = await WireServer.start();
  operator = await server.administrator();
  contest = await createContest(operator, DRAWS);
  host = await hostOf(contest);
}, 30_000);

afterEach(() => server.close());

async function hostOf({ id }: ContestDetail): Promise<WireClient> {
  const client = await server.connect({ cookie: operator.cookie });
  await client.watch(id, 'host');
  await client.command('contest:open-lobby', id);
  return client;
}

const firstBranch = (of = contest): string => of.branches[0]?.id ?? '';

async function joined(name: string, of = contest) {
  const client = await server.connect();
  return { client, receipt: await client.join(of.pin, name, firstBranch(of)) };
}

async function openItem(client: WireClient, of = contest, console = host): Promise<ItemFrame> {
  await console.command('item:present', of.id);
  await console.command('item:open', of.id);
  await client.inPhase('open');
  return client.last<ContestChanged>('contest:changed')?.item as ItemFrame;
}

const submission = (item: ItemFrame, submissionId: string, of = contest) => ({
  contestId: of.id,
  contestItemId: item.contestItemId,
  opening: item.opening,
  submissionId,
  response: item.kind === 'true-false' ? { value: false } : { choices: [item.choices[0]?.id] },
});

const snapshotOf = async (client: WireClient, of = contest): Promise<Snapshot> =>
  (await client.ask<{ snapshot: Snapshot }>('contest:sync', { contestId: of.id })).snapshot;

describe('3.2 responses kept by connection', () => {
  it('a response survives a new connection, counts once, and cannot be given again', async () => {
    const { client, receipt } = await joined('示例甲');
    await host.command('round:introduce', contest.id);
    const item = await openItem(client);
    // Somebody else keeps the item open.
    await joined('示例乙');
    await client.ask('response:submit', submission(item, 'submission-1'));
    client.close();

    const again = await server.connect({ auth: { token: receipt.token } });
    expect((await snapshotOf(again)).ownResponse).toMatchObject({ submissionId: 'submission-1' });
    expect(await again.send('response:submit', submission(item, 'submission-2'))).toMatchObject({
      error: { code: 'response.already-submitted', receipt: { submissionId: 'submission-1' } },
    });
    await host.command('item:close', contest.id, { override: true });
    await host.command('item:reveal', contest.id);
    await again.until((one) => one.of('result:own').length > 0);
    expect(again.last<OwnResult>('result:own')).toMatchObject({ outcome: 'correct', points: 10, total: 10 });
    expect(await server.rows('SELECT * FROM response')).toHaveLength(1);
  });
});

describe('3.2 responses at the wrong moment', () => {
  it('before the opening and after the close are refused, and neither counts for nor blocks the next item', async () => {
    const { client } = await joined('示例甲');
    await joined('示例乙');
    await host.command('round:introduce', contest.id);
    await host.command('item:present', contest.id);
    await client.inPhase('presenting');
    const shown = client.last<ContestChanged>('contest:changed')?.item as ItemFrame;
    for (const opening of [1, 2]) {
      const early = await client.send('response:submit', { ...submission(shown, `submission-${opening}`), opening });
      expect(early).toMatchObject({ error: { code: 'item.not-open' } });
    }
    await host.command('item:open', contest.id);
    await host.command('item:close', contest.id, { override: true });
    await client.inPhase('closed');
    const late = submission({ ...shown, opening: 1 }, 'submission-3');
    expect(await client.send('response:submit', late)).toMatchObject({ error: { code: 'item.not-open' } });

    await host.command('item:reveal', contest.id);
    expect(await client.send('response:submit', late)).toMatchObject({ error: { code: 'item.not-open' } });
    const next = await openItem(client);
    expect(await client.send('response:submit', late)).toMatchObject({ error: { code: 'item.not-open' } });
    expect((await snapshotOf(client)).ownResponse).toBeUndefined();
    await client.ask('response:submit', submission(next, 'submission-4'));
    const rows = await server.rows('SELECT submission_id AS "submissionId" FROM response');
    expect(rows).toEqual([{ submissionId: 'submission-4' }]);
  });
});

describe('a burst', () => {
  const MANY = 40;

  it('3.2 keeps every response, once; 3.5 tells participants nothing and watchers four times a second at most', async () => {
    const screen = await server.connect();
    await screen.watch(contest.id, 'screen', contest.screenKey);
    const people = await Promise.all(Array.from({ length: MANY }, (_, index) => joined(`示例${index}`)));
    // Keeps the item open.
    const { client: idle } = await joined('示例乙');
    await host.command('round:introduce', contest.id);
    const item = await openItem(idle);
    await Promise.all(people.map(({ client }) => client.inPhase('open')));
    await Promise.all([host, screen].map((one) => one.until((client) => client.of('response:tallied').length > 0)));
    const before = new Map(
      [host, screen, idle, ...people.map(({ client }) => client)].map((one) => [one, one.frames.length]),
    );
    const startedAt = performance.now();

    const acks = await Promise.all(
      people.flatMap(({ client }, index) => {
        const once = submission(item, `submission-${index}`);
        return [
          client.send('response:submit', once),
          client.send('response:submit', once),
          client.send('response:submit', submission(item, `another-${index}`)),
        ];
      }),
    );
    const heard = (one: WireClient) => one.last<ResponseTallied>('response:tallied')?.responded === MANY;
    await Promise.all([host, screen].map((one) => one.until(heard, 'all are counted')));
    const pulses = Math.ceil((performance.now() - startedAt) / 250) + 1;

    expect(acks.filter(({ ok }) => ok)).toHaveLength(2 * MANY);
    expect(acks.filter((ack) => !ack.ok && ack.error.code === 'response.already-submitted')).toHaveLength(MANY);
    const rows = await server.rows('SELECT DISTINCT participant_id, submission_id FROM response');
    expect(rows).toHaveLength(MANY);
    for (const { client } of people) expect(client.frames.slice(before.get(client))).toEqual([]);
    expect(idle.frames.slice(before.get(idle))).toEqual([]);
    for (const watcher of [host, screen]) {
      const frames = watcher.frames.slice(before.get(watcher));
      expect(frames.map(({ event }) => event).filter((event) => event !== 'response:tallied')).toEqual([]);
      expect(frames.length).toBeLessThanOrEqual(pulses);
    }
  }, 30_000);
});

describe('3.2 events of one contest', () => {
  it('reach nobody in another, not even a console of both', async () => {
    const other = await createContest(operator, DRAWS);
    const hostOfOther = await hostOf(other);
    const { client } = await joined('示例甲');
    const { client: stranger } = await joined('示例乙', other);
    const screen = await server.connect();
    await screen.watch(other.id, 'screen', other.screenKey);
    await Promise.all(
      [hostOfOther, screen].map((one) => one.until((seen) => seen.last('presence:changed')?.['connected'] === 1)),
    );
    const before = [stranger, screen, hostOfOther].map(({ frames }) => frames.length);

    await host.command('round:introduce', contest.id);
    const item = await openItem(client);
    await client.ask('response:submit', submission(item, 'submission-1'));
    await host.inPhase('closed');
    await host.command('item:reveal', contest.id);
    await host.ask('caption:send', { contestId: contest.id, text: '示例字幕' });
    await client.until((one) => one.of('caption:changed').length > 0);
    await host.command('contest:end', contest.id);
    await client.inPhase('ended');
    // Whatever was on its way has come: each of them gets the answer to a question asked after all that.
    for (const one of [stranger, screen, hostOfOther]) await one.ask('contest:sync', { contestId: other.id });

    expect([stranger, screen, hostOfOther].map(({ frames }) => frames.length)).toEqual(before);
    expect((await snapshotOf(stranger, other)).phase).toBe('lobby');
    const board = (await operator.get(`/api/contests/${other.id}/leaderboard`)).body as LeaderboardPage;
    expect(board.rows).toEqual([]);
  });
});

describe('3.4 time', () => {
  it("is the server's: a client that tells its own is refused, a lying ping earns nothing, a late joiner starts with the rest", async () => {
    const timed = await createContest(operator, DRAWS, { speedBonusPercent: 20 });
    const console = await hostOf(timed);
    const { client, receipt } = await joined('示例甲', timed);
    await joined('示例乙', timed);
    await console.command('round:introduce', timed.id);
    const item = await openItem(client, timed, console);
    server.clock.advance(24_000);
    for (const lie of [{ elapsedMs: 1 }, { sentAt: item.opensAt }, { receivedAt: item.opensAt }]) {
      const ack = await client.send('response:submit', { ...submission(item, 'submission-1', timed), ...lie });
      expect(ack).toMatchObject({ error: { code: 'protocol.malformed' } });
    }
    await client.ask('clock:ping', { sentAt: 0 });
    const { client: late } = await joined('示例丙', timed);
    expect((await snapshotOf(late, timed)).item).toMatchObject({ opensAt: item.opensAt, closesAt: item.closesAt });
    const again = await server.connect({ auth: { token: receipt.token } });
    await again.ask('response:submit', submission(item, 'submission-2', timed));
    const rows = await server.rows('SELECT elapsed_ms AS "elapsedMs", own_limit_ms AS "ownLimitMs" FROM response');
    expect(rows).toEqual([{ elapsedMs: 24_000, ownLimitMs: 30_000 }]);
  });
});

describe('3.6 names', () => {
  it('of two characters are names, and the same name twice is told apart', async () => {
    const receipts = [await joined('示例'), await joined('示例'), await joined(' 示\u200b例 ')].map(
      ({ receipt }) => receipt,
    );
    expect(receipts.map(({ participant }) => participant.name)).toEqual(['示例', '示例（2）', '示例（3）']);
    expect(new Set(receipts.map(({ participant }) => participant.id)).size).toBe(3);
    const elsewhere = await server.connect();
    const other = await elsewhere.join(contest.pin, '示例', contest.branches[1]?.id ?? '');
    expect(other.participant.name).toBe('示例');
  });

  it('do not give a person away who took no second seat by pressing twice', async () => {
    const client = await server.connect();
    const message = { pin: contest.pin, name: '示例', branchId: firstBranch(), consent: { notice: true } };
    const acks = await Promise.all([client.send('contest:join', message), client.send('contest:join', message)]);
    expect(acks.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await server.rows('SELECT name FROM participant')).toHaveLength(1);
  });
});

describe('3.3 a long contest', () => {
  it('is as alive in minute 61 as in the first, for who stayed and for who comes back', async () => {
    const { client, receipt } = await joined('示例甲');
    const { client: leaver, receipt: left } = await joined('示例乙');
    leaver.close();
    await host.command('round:introduce', contest.id);
    for (let minute = 0; minute < 61; minute += 10) {
      server.clock.advance(10 * MINUTE);
      await host.ask('caption:send', { contestId: contest.id, text: `示例字幕 ${minute}` });
    }
    const item = await openItem(client);
    await client.ask('response:submit', submission(item, 'submission-1'));
    const again = await server.connect({ auth: { token: left.token } });
    expect((await snapshotOf(again)).participant).toEqual(left.participant);
    expect((await snapshotOf(client)).participant).toEqual(receipt.participant);
    const elsewhere = await server.connect();
    const byCode = { pin: contest.pin, rejoinCode: left.rejoinCode };
    expect(await elsewhere.ask('contest:join', byCode)).toMatchObject({ participant: left.participant });
  });
});
