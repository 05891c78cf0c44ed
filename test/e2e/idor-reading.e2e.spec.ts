/** An id of somebody else's in every route of reading campaigns: refused as unknown, and nothing read or changed by it. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Reader } from '../../src/platform/database/reader.js';
import { bodyOf } from '../support/contest-stage.js';
import { foreignStage, type ForeignStage } from '../support/foreign-stage.js';
import { handIn, ReadingDesk } from '../support/reading-desk.js';
import type { RestClient } from '../support/rest-client.js';

const TABLES = ['reading_campaign', 'campaign_book', 'book_recommendation', 'reading', 'reading_note', 'reflection'];
const BODIES: Readonly<Record<string, unknown>> = {
  'PATCH /api/study/reading/campaigns/{id}': { name: '示例改名' },
  'POST /api/study/reading/campaigns/{id}/publish': {},
  'POST /api/study/reading/campaigns/{id}/books': { isbn: null, title: '示例', author: '', publisher: '' },
  'POST /api/study/reading/campaigns/{id}/books/{bookId}/recommendations': { recommender: '示例', words: '示例' },
  'POST /api/study/reading/campaigns/{id}/reflections/{reflectionId}/decision': { decision: 'approve', reason: '' },
};

interface Campaign {
  readonly id: string;
  readonly bookId: string;
  readonly recommendationId: string;
  readonly reflectionId: string;
  readonly recordingId: string;
}

let world: ForeignStage;
let own: Campaign;
let other: Campaign;
let routes: readonly string[];
let before: unknown;

async function campaign(desk: ReadingDesk, unitId: string, personId: string, title: string): Promise<Campaign> {
  const id = await desk.add(unitId);
  const bookId = await desk.addBook(id, { isbn: null, title, author: '', publisher: '' });
  await bodyOf(desk.post(`${id}/books/${bookId}/recommendations`, { recommender: '示例', words: '示例' }));
  const recommendationId = (await desk.detail(id)).list[0]?.recommendations[0]?.id ?? '';
  const reflectionId = await handIn(world.server, id, { unitId, personId });
  return { id, bookId, recommendationId, reflectionId, recordingId: 'no-such-recording' };
}
async function rows(): Promise<unknown> {
  const { source } = world.server.app.get(Reader);
  return Promise.all(TABLES.map((table) => source.query(`SELECT * FROM ${table} ORDER BY 1`)));
}
const pathWith = (route: string, id: string, inner: Campaign): string =>
  (route.split(' ')[1] ?? '')
    .replace('{id}', id)
    .replace('{bookId}', inner.bookId)
    .replace('{recommendationId}', inner.recommendationId)
    .replace('{reflectionId}', inner.reflectionId)
    .replace('{recordingId}', inner.recordingId);
async function call(who: RestClient, route: string, id: string, inner: Campaign): Promise<unknown> {
  const [method = ''] = route.split(' ');
  const body = BODIES[route];
  const answer = await who.send(method, pathWith(route, id, inner), body === undefined ? {} : { body });
  return [route, answer.status, answer.code];
}

beforeAll(async () => {
  world = await foreignStage();
  const desk = new ReadingDesk(world.operator);
  const [{ personId }] = world.drafts;
  own = await campaign(desk, world.ownUnit, personId, '示例书甲');
  other = await campaign(desk, world.otherUnit, personId, '示例书乙');
  const document = (await (await fetch(`${world.server.url}/api/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  routes = Object.entries(document.paths)
    .flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((route) => / \/api\/study\/reading\/.*\{/.test(route));
  before = await rows();
}, 120_000);
afterAll(async () => {
  for (const { client } of world.played.flatMap(({ people }) => people)) client.close();
  await world.server.close();
});

describe('reading campaigns', () => {
  it('of another unit are unknown to a branch secretary on every route', async () => {
    expect(routes.length).toBeGreaterThan(10);
    for (const route of routes) {
      expect(await call(world.secretary, route, other.id, other)).toEqual([route, 404, 'reading.unknown']);
    }
    expect(await rows()).toEqual(before);
  });

  it('have nothing of another campaign inside them', async () => {
    const inner = routes.filter((route) => (route.match(/\{/g) ?? []).length > 1);
    expect(inner.length).toBeGreaterThan(4);
    for (const route of inner) {
      expect(await call(world.operator, route, own.id, other)).toEqual([route, 404, 'reading.unknown']);
    }
    expect(await rows()).toEqual(before);
  });

  it('of the own unit are there for the secretary', async () => {
    const desk = new ReadingDesk(world.secretary);
    expect((await desk.list()).map(({ id }) => id)).toEqual([own.id]);
    expect((await desk.reflections(own.id)).reflections.map(({ id }) => id)).toEqual([own.reflectionId]);
  });
});
