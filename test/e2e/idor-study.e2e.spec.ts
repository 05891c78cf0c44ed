/** What the study log keeps of another unit: not there for a secretary, on every route that takes an id of it. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { PersonHours } from '../../src/protocol/hours.js';
import { foreignStage, OF_STUDY, routesOf, rowsOf, type ForeignStage } from '../support/foreign-stage.js';
import { postFile } from '../support/upload.js';

let world: ForeignStage;
let handed: Awaited<ReturnType<typeof handedIn>>;
let before: Awaited<ReturnType<typeof rowsOf>>;

beforeAll(async () => {
  world = await foreignStage();
  handed = await handedIn();
  before = await rowsOf(world);
}, 120_000);
afterAll(async () => {
  for (const { client } of world.played.flatMap(({ people }) => people)) client.close();
  await world.server.close();
});

/** What a faultless call carries, where it is more than nothing. */
const BODIES: Readonly<Record<string, object>> = {
  'PATCH /api/study/entries/{id}': { baseVersion: 1, patch: { title: '示例' } },
  'POST /api/study/entries/{id}/return': { reason: '示例' },
  'POST /api/study/entries/{id}/corrections': { baseVersion: 1, patch: { title: '示例' }, reason: '示例' },
  'PATCH /api/study/attachments/{id}': { alt: '示例' },
  'PUT /api/study/hours/units/{id}/ledgers': { people: [] },
  'POST /api/study/hours/awards/{id}/take-back': { reason: '示例' },
  'POST /api/study/hours/people/{id}/certificates': { contestId: 'x' },
};

describe('what the study log keeps of another unit', () => {
  it('is as if it were not there, on every route that takes one', async () => {
    const { operator, secretary, otherUnit } = world;
    const entry = await operator.post('/api/study/entries', { unitId: otherUnit, kind: 'other', onDate: '2026-01-05' });
    const { id } = entry.body as { id: string };
    const file = `/api/study/entries/${id}/attachments?kind=document&name=x.txt`;
    const attached = await postFile(operator, file, { bytes: '示例' });
    const ids = {
      entries: id,
      attachments: (attached.body as { id: string }).id,
      units: otherUnit,
      ...handed,
    };
    const codes = {
      entries: 'study.entry-unknown',
      attachments: 'study.attachment-unknown',
      units: 'unit.unknown',
      exports: 'study.export-unknown',
      people: 'person.unknown',
      awards: 'hours.award-unknown',
      certificates: 'hours.certificate-unknown',
    };
    const routes = (await routesOf(world)).filter((route) => OF_STUDY.test(route) && route.includes('{'));
    expect(routes.length).toBeGreaterThan(12);
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      const kind = (/study\/(?:hours\/)?(\w+)\//.exec(path)?.[1] ?? 'entries') as keyof typeof ids;
      const query = route === 'POST /api/study/entries/{id}/attachments' ? '?kind=document&name=x.txt' : '';
      const body = method === 'GET' ? {} : { body: BODIES[route] ?? {} };
      const answer = await secretary.send(method, path.replace('{id}', ids[kind]) + query, body);
      expect([route, answer.code]).toEqual([route, codes[kind]]);
    }
    expect(await rowsOf(world)).toEqual(before);
  });
});

/** Somebody of the other unit with hours, a certificate of them, and a file of that unit. */
async function handedIn() {
  const { operator, otherUnit } = world;
  const made = async (path: string, body: object) => ((await operator.post(path, body)).body as { id: string }).id;
  const people = await made('/api/organisation/people', { name: '示例', staffCode: null, unitId: otherUnit });
  const award = {
    personId: people,
    ledger: 'cadre',
    title: '示例',
    onDate: '2026-01-01',
    hundredths: 100,
    key: 'sample-key',
  };
  await operator.post('/api/study/hours/awards', award);
  const { awards: given } = (await operator.get(`/api/study/hours/people/${people}?year=2026`)).body as PersonHours;
  const awards = given[0]?.id ?? '';
  const certificates = await made(`/api/study/hours/awards/${awards}/certificate`, {});
  const exports = await made('/api/study/exports', { kind: 'cards', unitId: otherUnit, year: 2026 });
  return { people, awards, certificates, exports };
}
