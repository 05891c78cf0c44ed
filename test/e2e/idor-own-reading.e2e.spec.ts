/** Somebody else's campaign, note, reflection or recording in every route of a member's reading: refused as unknown. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Reader } from '../../src/platform/database/reader.js';
import type { OwnReflection } from '../../src/protocol/own-reading.js';
import { bodyOf } from '../support/contest-stage.js';
import { filmOf } from '../support/films.js';
import { HALF_WAY, SAMPLE_REFLECTION, type OwnReadingDesk } from '../support/own-reading-desk.js';
import { joined, readingStage, type ReadingStage } from '../support/reading-stage.js';
import { postFile } from '../support/upload.js';

const TABLES = ['campaign_member', 'campaign_consent', 'reading', 'reading_note', 'reflection', 'book_recommendation', 'attachment']; // prettier-ignore
const WORDS = { words: '示例' };
const { sourceId: _made, ...FIELDS } = SAMPLE_REFLECTION;
/** What a faultless call carries, where it is more than nothing. */
const BODIES: Readonly<Record<string, object>> = {
  'PUT …/joining': { joined: true },
  'PUT …/consent': { showName: true },
  'POST …/books': { isbn: null, title: '示例', author: '', publisher: '', format: 'print' },
  'PUT …/books/{bookId}/reading': HALF_WAY,
  'POST …/books/{bookId}/notes': { place: '', ...WORDS },
  'PUT …/books/{bookId}/notes/{noteId}': { place: '', ...WORDS },
  'PUT …/books/{bookId}/recommendation': WORDS,
  'POST …/reflections': SAMPLE_REFLECTION,
  'PUT …/reflections/{reflectionId}': { ...FIELDS, baseVersion: 1 },
};

interface Inner {
  readonly bookId: string;
  readonly noteId: string;
  readonly reflectionId: string;
  readonly recordingId: string;
}

let stage: ReadingStage;
let routes: readonly string[];
/** Of the first branch's own campaign, to which nobody of the second belongs. */
let other: Inner;
let foreignCampaign: string;
/** Of somebody of the same branch in the shared campaign. */
let neighbour: Inner;
let mine: OwnReadingDesk;
let before: unknown;

async function keep(desk: OwnReadingDesk, name: string): Promise<Inner> {
  const book = { isbn: null, title: `示例自选${name}`, author: '', publisher: '', format: 'print' };
  const { id: bookId } = await bodyOf<{ id: string }>(desk.post('books', book));
  const { id: noteId } = await bodyOf<{ id: string }>(desk.post(`books/${bookId}/notes`, { place: '', ...WORDS }));
  const { id: reflectionId } = await desk.write({ sourceId: `sample-${name}`, form: 'voice' });
  const path = desk.path(`reflections/${reflectionId}/recordings?kind=voice&name=x.m4a`);
  const kept = await bodyOf<OwnReflection>(postFile(desk.client, path, { bytes: filmOf('M4A ') }));
  return { bookId, noteId, reflectionId, recordingId: kept.recordings[0]?.id ?? '' };
}
const rows = async (): Promise<unknown> => {
  const { source } = stage.server.app.get(Reader);
  return Promise.all(TABLES.map((table) => source.query(`SELECT * FROM ${table} ORDER BY 1`)));
};

beforeAll(async () => {
  stage = await readingStage();
  foreignCampaign = await stage.desk.add(stage.units.first);
  await bodyOf(stage.desk.post(`${foreignCampaign}/publish`));
  const [one, two] = stage.first;
  const at = await joined({ ...stage, campaignId: foreignCampaign }, one);
  other = await keep(at, 'other');
  neighbour = await keep(await joined(stage, two), 'neighbour');
  mine = await joined(stage, stage.second[0]);
  await keep(mine, 'mine');
  const document = (await (await fetch(`${stage.server.url}/api/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  routes = Object.entries(document.paths)
    .flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((route) => route.includes('/api/member/reading/campaigns/{id}'))
    .map((route) => route.replace('/api/member/reading/campaigns/{id}', '…'));
  before = await rows();
}, 120_000);
afterAll(() => stage.server.close());

async function call(campaignId: string, route: string, inner: Inner): Promise<unknown> {
  const [method = '', shape = ''] = route.split(' ');
  const path = Object.entries(inner).reduce((text, [name, id]) => text.replace(`{${name}}`, id), shape);
  const address = `/api/member/reading/campaigns/${campaignId}${path.slice(1)}`;
  if (route.endsWith('/recordings')) {
    const sent = await postFile(mine.client, `${address}?kind=voice&name=x.m4a`, { bytes: filmOf('M4A ') });
    return [route, sent.status, sent.code];
  }
  const answer = await mine.client.send(method, address, method === 'GET' ? {} : { body: BODIES[route] ?? {} });
  return [route, answer.status, answer.code];
}

describe('reading of somebody else', () => {
  it('in a campaign that is none of one’s business is unknown on every route', async () => {
    expect(routes.length).toBeGreaterThan(18);
    for (const route of routes)
      expect(await call(foreignCampaign, route, other)).toEqual([route, 404, 'reading.unknown']);
    expect(await rows()).toEqual(before);
  });

  it('in one’s own campaign is unknown, too: books, notes, reflections, recordings', async () => {
    const inner = routes.filter((route) => route.includes('{'));
    expect(inner.length).toBeGreaterThan(11);
    for (const route of inner) {
      expect(await call(stage.campaignId, route, neighbour)).toEqual([route, 404, 'reading.unknown']);
    }
    expect(await rows()).toEqual(before);
  });
});
