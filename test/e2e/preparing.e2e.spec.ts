import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ContestDetail, ContestSummary, CopyReply, EditableItem } from '../../src/protocol/rest.js';
import { DEFAULT_SETTINGS } from '../../src/protocol/settings.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, Stage } from '../support/contest-stage.js';

describe('preparing a contest', () => {
  let server: InProcessServer;
  let stage: Stage;
  const path = (rest = ''): string => `/api/contests/${stage.contestId}${rest}`;
  const detail = (): Promise<ContestDetail> => bodyOf(stage.operator.get(path()));

  beforeAll(async () => {
    server = await InProcessServer.start({ DEMO: 'true' });
    stage = await Stage.set(server, { rounds: [{ items: 1, warmUp: true }, { items: 2 }] });
  });
  afterAll(() => server.close());

  const put = (item: EditableItem, change: object) => {
    const { stem, choices, targets, correctResponse, explanation, points, timeLimitSeconds } = item;
    const body = {
      stem,
      choices,
      ...(targets ? { targets } : {}),
      correctResponse,
      explanation,
      points,
      timeLimitSeconds,
    };
    return stage.operator.send('PUT', path(`/items/${item.contestItemId}`), { body: { ...body, ...change } });
  };

  it('shows drawn items with their keys to operators only', async () => {
    const found = await detail();
    expect(found.rounds.map(({ warmUp, items }) => [warmUp, items.length])).toEqual([
      [true, 1],
      [false, 2],
    ]);
    expect(found.rounds[1]?.items[0]).toMatchObject({ points: 10, correctResponse: expect.anything() });
    const stranger = await fetch(`${server.url}${path()}`);
    expect(stranger.status).toBe(401);
  });

  it('draws the same items from the same seed', async () => {
    const bankId = stage.contest.rounds[1]?.items[0]?.bankTitle ? await firstBank() : '';
    const body = {
      title: '示例同种子竞赛',
      settings: DEFAULT_SETTINGS,
      rounds: [{ title: '示例环节', draw: [{ bankId, count: 5 }], points: 10, timeLimitSeconds: 30 }],
      branches: [{ name: '示例支部', expected: null }],
      seed: 'published',
    };
    const one = await bodyOf<ContestDetail>(stage.operator.post('/api/contests', body));
    const other = await bodyOf<ContestDetail>(stage.operator.post('/api/contests', body));
    const stems = ({ rounds }: ContestDetail) => rounds.flatMap(({ items }) => items.map(({ stem }) => stem));
    expect(stems(one)).toEqual(stems(other));
    const ids = ({ rounds }: ContestDetail) => rounds.flatMap(({ items }) => items.map((item) => item.contestItemId));
    expect(ids(one).filter((id) => ids(other).includes(id))).toEqual([]);
    for (const { id } of [one, other]) await stage.operator.delete(`/api/contests/${id}`);
  });

  async function firstBank(): Promise<string> {
    const banks = await bodyOf<{ id: string }[]>(stage.operator.get('/api/question-banks'));
    return banks[0]?.id ?? '';
  }

  it('draws by difficulty, and keeps what was drawn with the seed', async () => {
    const line = { bankId: await firstBank(), kind: 'true-false', difficulty: { min: 2, max: 3 }, count: 2 };
    const body = {
      title: '示例按难度抽题',
      settings: DEFAULT_SETTINGS,
      rounds: [{ title: '示例环节', draw: [line], points: 10, timeLimitSeconds: 30 }],
      branches: [],
      seed: 'published',
    };
    const contest = await bodyOf<ContestDetail>(stage.operator.post('/api/contests', body));
    expect([contest.seed, contest.rounds[0]?.draw]).toEqual(['published', [line]]);
    const { id } = await bodyOf<CopyReply>(stage.operator.post(`/api/contests/${contest.id}/copy`, undefined));
    const copied = await bodyOf<ContestDetail>(stage.operator.get(`/api/contests/${id}`));
    expect([copied.seed, copied.rounds[0]?.draw]).toEqual(['published', [line]]);
    for (const one of [contest.id, id]) await stage.operator.delete(`/api/contests/${one}`);
    for (const difficulty of [{ min: 0, max: 3 }, { min: 1 }, 3, { min: 1, max: 2, mean: 1 }]) {
      const round = { ...body.rounds[0], draw: [{ ...line, difficulty }] };
      const answer = await stage.operator.post('/api/contests', { ...body, rounds: [round] });
      expect([difficulty, answer.code]).toEqual([difficulty, 'rest.invalid']);
    }
  });

  it('says which line of a draw the bank cannot fill', async () => {
    const body = {
      title: '示例竞赛',
      settings: DEFAULT_SETTINGS,
      rounds: [
        {
          title: '示例环节',
          draw: [{ bankId: await firstBank(), kind: 'ordering', count: 50 }],
          points: 10,
          timeLimitSeconds: 30,
        },
      ],
      branches: [],
    };
    const answer = await stage.operator.post('/api/contests', body);
    expect(answer.code).toBe('contest.not-enough-items');
    expect(JSON.stringify(answer.body)).toContain('rounds.0.draw.0.count');
  });

  it('refuses settings out of range with the place of each', async () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      speedBonusPercent: 30,
      indexWeights: { participation: 1, mean: 1, pass: 1 },
    };
    const answer = await stage.operator.send('PATCH', path(), { body: { settings } });
    expect(answer.status).toBe(400);
    const text = JSON.stringify(answer.body);
    expect(text).toContain('settings.speedBonusPercent');
    expect(text).toContain('settings.indexWeights');
  });

  it('edits an item, and refuses a key that does not fit', async () => {
    const item = (await detail()).rounds[1]?.items[0] as EditableItem;
    const { value } = item.correctResponse as { value: boolean };
    const changed = await bodyOf<ContestDetail>(
      put(item, { stem: '示例题干', correctResponse: { value: !value }, points: 2.5 }),
    );
    expect(changed.rounds[1]?.items[0]).toMatchObject({
      stem: '示例题干',
      correctResponse: { value: !value },
      points: 2.5,
    });
    expect((await put(item, { correctResponse: { choices: ['x'] } })).code).toBe('item.rejected');
    expect((await put(item, { correctResponse: { value: true, choices: [] } })).code).toBe('rest.invalid');
    expect((await put(item, { kind: 'choice' })).code).toBe('rest.invalid');
  });

  it('swaps an item for another of its bank and kind', async () => {
    const before = (await detail()).rounds[1]?.items[1] as EditableItem;
    const after = await bodyOf<ContestDetail>(
      stage.operator.post(path(`/items/${before.contestItemId}/swap`), undefined),
    );
    const now = after.rounds[1]?.items[1];
    expect(now?.contestItemId).not.toBe(before.contestItemId);
    expect(now?.stem).not.toBe(before.stem);
    expect([now?.kind, now?.bankTitle, now?.points]).toEqual([before.kind, before.bankTitle, before.points]);
  });

  it('replaces branches and keeps the ids of those that stay', async () => {
    const [first] = (await detail()).branches;
    const branches = [
      { name: '示例第三支部', expected: 9 },
      { name: first?.name ?? '', expected: 7 },
    ];
    const patched = await bodyOf<ContestDetail>(stage.operator.send('PATCH', path(), { body: { branches } }));
    expect(patched.branches.map(({ name, expected }) => [name, expected])).toEqual([
      ['示例第三支部', 9],
      [first?.name, 7],
    ]);
    expect(patched.branches[1]?.id).toBe(first?.id);
    const twice = [...branches, { name: ' 示例第三支部 ', expected: 1 }];
    const refused = await stage.operator.send('PATCH', path(), { body: { branches: twice } });
    expect(refused.code).toBe('contest.rejected');
    expect(JSON.stringify(refused.body)).toContain('branches.2.name');
  });

  it('copies as a template under new item ids', async () => {
    const { id } = await bodyOf<CopyReply>(stage.operator.post(path('/copy'), undefined));
    const [original, copied] = [await detail(), await bodyOf<ContestDetail>(stage.operator.get(`/api/contests/${id}`))];
    const items = (contest: ContestDetail) => contest.rounds.flatMap((round) => round.items);
    expect(items(copied).map(({ stem }) => stem)).toEqual(items(original).map(({ stem }) => stem));
    const ids = new Set(items(original).map(({ contestItemId }) => contestItemId));
    expect(items(copied).some(({ contestItemId }) => ids.has(contestItemId))).toBe(false);
    expect(copied.pin).not.toBe(original.pin);
    await stage.operator.delete(`/api/contests/${id}`);
    expect((await stage.operator.get(`/api/contests/${id}`)).code).toBe('contest.unknown');
  });

  it('archives and brings back', async () => {
    await stage.operator.post(path('/archive'), undefined);
    expect((await detail()).archived).toBe(true);
    await stage.operator.post(path('/unarchive'), undefined);
    expect((await detail()).archived).toBe(false);
  });

  it('marks the demonstration and deletes it in one call', async () => {
    const list = await bodyOf<ContestSummary[]>(stage.operator.get('/api/contests'));
    const demo = list.find(({ kind }) => kind === 'demo');
    expect((await stage.operator.delete(`/api/contests/${demo?.id}`)).status).toBe(204);
    const left = await bodyOf<ContestSummary[]>(stage.operator.get('/api/contests'));
    expect(left.some(({ kind }) => kind === 'demo')).toBe(false);
  });

  it('changes nothing once the lobby is open, nor deletes what people have joined', async () => {
    const console = await stage.console();
    await console.pressAll('contest:open-lobby');
    const item = (await detail()).rounds[1]?.items[0] as EditableItem;
    expect((await put(item, { stem: '示例' })).code).toBe('contest.not-draft');
    expect((await stage.operator.post(path(`/items/${item.contestItemId}/swap`), undefined)).code).toBe(
      'contest.not-draft',
    );
    expect((await stage.operator.send('PATCH', path(), { body: { title: '示例' } })).code).toBe('contest.not-draft');
    expect((await stage.operator.delete(path())).code).toBe('contest.live');
    expect((await stage.operator.post(path('/archive'), undefined)).code).toBe('contest.live');
    console.client.close();
  });
});
