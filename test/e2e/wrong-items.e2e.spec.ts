/** The wrong-item book: filled by final results, tried again, put aside; what units should study next; nobody else's. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ItemResponse } from '../../src/protocol/item.js';
import type { OwnData } from '../../src/protocol/privacy.js';
import type {
  WeakTopics,
  WrongItemDetail,
  WrongItemKey,
  WrongItemReviewed,
  WrongItemsPage,
  WrongItemState,
} from '../../src/protocol/wrong-items.js';
import { Reader } from '../../src/platform/database/reader.js';
import { Review } from '../support/after-play.js';
import { InProcessServer } from '../support/contest-server.js';
import { bodyOf, type Stage } from '../support/contest-stage.js';
import { membersOf } from '../support/member-desk.js';
import type { RestClient } from '../support/rest-client.js';
import { playByRoster, studyStage, written, type StudyStage } from '../support/study-stage.js';

const DAY_MS = 24 * 60 * 60_000;
const PATH = '/api/member/wrong-items';

let server: InProcessServer;
let study: StudyStage;
let stage: Stage;
let client: RestClient;
let other: RestClient;

beforeAll(async () => {
  server = await InProcessServer.start();
  study = await studyStage(server);
  // 示例甲 is wrong about the second item and leaves out the fourth; 示例乙 is wrong about all but the last.
  const hits = [
    [true, false],
    [false, false],
    [true, false],
    [undefined, true],
  ];
  stage = await playByRoster(study, hits);
  await written(server);
  [client, other] = study.members.map((member) => member.client) as [RestClient, RestClient];
}, 60_000);
afterAll(() => server.close());

const page = (who: RestClient, state: WrongItemState = 'due') =>
  bodyOf<WrongItemsPage>(who.get(`${PATH}?state=${state}`));
const rows = (sql: string): Promise<readonly object[]> => server.app.get(Reader).source.query(sql);
const keyResponse = ({ correctResponse }: WrongItemKey): ItemResponse => correctResponse as ItemResponse;

describe('a wrong-item book', () => {
  it('has what its owner got wrong and nothing else, to be looked at from the next day on', async () => {
    expect((await page(client)).counts).toEqual({ due: 0, waiting: 1, aside: 0 });
    expect((await page(other)).counts).toEqual({ due: 0, waiting: 3, aside: 0 });
    const [item] = (await page(client, 'waiting')).items;
    expect(item).toMatchObject({ state: 'waiting', contestTitle: '示例竞赛', kind: 'true-false' });
    expect((item?.dueAt ?? 0) - (item?.lastWrongAt ?? 0)).toBeGreaterThanOrEqual(DAY_MS);
  });

  it('shows an item without its key, and the key with explanation and source to whoever asks', async () => {
    const id = (await page(client, 'waiting')).items[0]?.id ?? '';
    const detail = await bodyOf<WrongItemDetail>(client.get(`${PATH}/${id}`));
    const key = await bodyOf<WrongItemKey>(client.get(`${PATH}/${id}/key`));
    const shown = stage.items.find(({ stem }) => stem === detail.stem);
    expect(shown).toBeDefined();
    expect(key).toEqual({
      correctResponse: shown?.correctResponse,
      explanation: shown?.explanation,
      source: shown?.source,
    });
    expect(JSON.stringify(detail)).not.toContain(shown?.explanation);
    expect(detail.item).not.toHaveProperty('correctResponse');
  });

  it('is nobody else’s: neither read nor tried nor put aside by another member', async () => {
    const id = (await page(client, 'waiting')).items[0]?.id ?? '';
    const review = { response: { value: true } };
    const answers = [
      await other.get(`${PATH}/${id}`),
      await other.get(`${PATH}/${id}/key`),
      await other.post(`${PATH}/${id}/review`, review),
      await other.send('PUT', `${PATH}/${id}/aside`, { body: { aside: true } }),
    ];
    expect(answers.map(({ status, code }) => [status, code])).toEqual(
      answers.map(() => [404, 'study.wrong-item-unknown']),
    );
    expect(await rows('SELECT * FROM wrong_item_review')).toEqual([]);
  });

  it('comes again later each time it is right, and soon where it is wrong', async () => {
    const id = (await page(client, 'waiting')).items[0]?.id ?? '';
    const key = keyResponse(await bodyOf<WrongItemKey>(client.get(`${PATH}/${id}/key`)));
    const wrong = { value: !('value' in key && key.value) };
    const review = (response: unknown) => client.post(`${PATH}/${id}/review`, { response });
    expect((await review({ choices: ['a'] })).code).toBe('response.malformed');
    expect((await review('yes')).code).toBe('rest.invalid');
    let before = 0;
    for (let turn = 0; turn < 2; turn += 1) {
      const done = await bodyOf<WrongItemReviewed>(review(key));
      expect(done.outcome).toBe('correct');
      const days = (done.dueAt - server.clock.now()) / DAY_MS;
      expect(days).toBeGreaterThanOrEqual(Math.max(1, before));
      before = days;
    }
    const done = await bodyOf<WrongItemReviewed>(review(wrong));
    expect(done.outcome).toBe('incorrect');
    expect((done.dueAt - server.clock.now()) / DAY_MS).toBeLessThan(before);
    expect(await rows('SELECT outcome FROM wrong_item_review ORDER BY id')).toHaveLength(3);
  });

  it('forgets for a while what its owner puts aside', async () => {
    const id = (await page(client, 'waiting')).items[0]?.id ?? '';
    const aside = (value: boolean) => client.send('PUT', `${PATH}/${id}/aside`, { body: { aside: value } });
    expect((await aside(true)).status).toBe(204);
    expect((await page(client)).counts).toEqual({ due: 0, waiting: 0, aside: 1 });
    expect((await page(client, 'aside')).items.map((item) => item.id)).toEqual([id]);
    expect((await aside(false)).status).toBe(204);
    expect((await page(client)).counts).toEqual({ due: 0, waiting: 1, aside: 0 });
  });

  it('is judged by the key in force, without items that were voided, and is not doubled by the same item again', async () => {
    const before = (await page(other)).counts.waiting;
    const next = await playByRoster(
      study,
      [
        [true, true],
        [false, true],
      ],
      { end: false },
    );
    const review = new Review(next, study.first.operator);
    const [first, second] = next.items;
    const apply = async (contestItemId: string, change: object) => {
      const { version } = await review.sheet();
      return bodyOf(review.apply({ contestItemId, reason: '示例理由', expectedVersion: version, ...change } as never));
    };
    const key = first?.correctResponse as { readonly value: boolean };
    await apply(first?.contestItemId ?? '', { kind: 'key', correctResponse: { value: !key.value } });
    await apply(second?.contestItemId ?? '', { kind: 'void' });
    const host = await next.console();
    await host.pressAll('contest:finalize');
    host.client.close();
    await written(server);
    // Both responded by the first key, so that both are wrong by the second.
    const items = (await page(client, 'waiting')).items.map(({ stem }) => stem);
    expect(items).toContain(first?.stem);
    expect(items.filter((stem) => stem === second?.stem).length).toBeLessThanOrEqual(1);
    expect(new Set(items).size).toBe(items.length);
    expect((await page(other)).counts.waiting).toBeGreaterThanOrEqual(before);
  });
});

describe('weak topics', () => {
  it('say nothing of a branch of two, which has fewer than five people', async () => {
    const unit = await study.desk.unit('示例甲局 第一支部');
    const path = `/api/study/units/${unit.id}/weak-topics`;
    const topics = await bodyOf<WeakTopics>(study.desk.operator.get(path));
    expect(topics.contests).toBe(2);
    expect(topics.topics.length).toBeGreaterThan(0);
    expect(topics.topics.every(({ figures, sources }) => figures === null && sources.length === 0)).toBe(true);
    expect((await study.desk.operator.get(`${path}?months=0`)).code).toBe('rest.invalid');
    expect((await client.get(path)).code).toBe('auth.required');
  });

  it('name topics and where to read once five have responded, of all units below', async () => {
    const units = ['示例甲局 第一支部', '示例甲局 第二支部', '示例乙局 第一支部', '示例乙局'];
    const members = (await Promise.all(units.map((unit) => membersOf(study.desk, unit)))).flat();
    expect(members).toHaveLength(5);
    await playByRoster({ ...study, members }, [members.map(() => false), members.map((_, index) => index > 0)]);
    await written(server);
    const top = await study.desk.unit('示例省');
    const { topics } = await bodyOf<WeakTopics>(study.desk.operator.get(`/api/study/units/${top.id}/weak-topics`));
    const shown = topics.filter(({ figures }) => figures !== null);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown[0]?.figures?.people).toBe(5);
    expect(shown.some(({ sources }) => sources.length > 0)).toBe(true);
    const text = JSON.stringify(topics);
    for (const { name, personId } of members) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(personId);
    }
  });
});

describe('an erasure', () => {
  it('takes the book away and leaves the figures of units', async () => {
    const before = await rows('SELECT * FROM wrong_item_figure ORDER BY 1, 2, 3');
    const { study: kept } = await bodyOf<OwnData>(client.get('/api/member/own-data'));
    expect(kept['wrongItems']).toEqual(expect.arrayContaining([expect.objectContaining({ putAside: false })]));
    await bodyOf(client.post('/api/member/own-data/erase', { confirm: true }));
    const personId = study.members[0]?.personId ?? '';
    expect(await rows(`SELECT * FROM wrong_item WHERE person_id = '${personId}'`)).toEqual([]);
    expect(await rows('SELECT * FROM wrong_item_figure ORDER BY 1, 2, 3')).toEqual(before);
  });
});
