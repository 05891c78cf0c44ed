/** A member's own entries over REST: written, evidenced, handed in, returned, and nobody else's. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import type { StudySetup } from '../../src/protocol/study-setup.js';
import type { AttachmentInfo, EntryInfo, EntryPage } from '../../src/protocol/study.js';
import { bodyOf } from '../support/contest-stage.js';
import { filmOf } from '../support/films.js';
import { membersOf, type Member } from '../support/member-desk.js';
import type { RestClient } from '../support/rest-client.js';
import { rowsOf, studyStage, themeDay, type StudyStage } from '../support/study-desk.js';
import { getFile, postFile } from '../support/upload.js';

const OWN = '/api/member/study';
const PICTURE = sharp({ create: { width: 8, height: 8, channels: 3, background: '#336699' } })
  .png()
  .toBuffer();

let stage: StudyStage;
let own: Member;
let other: Member;
beforeAll(async () => {
  stage = await studyStage();
  [own, other] = (await membersOf(stage.organisation, '示例甲局 第一支部')) as [Member, Member];
}, 60_000);
afterAll(() => stage.server.close());

const selfStudy = (over: object = {}) => ({
  kind: 'self-study',
  onDate: '2026-01-04',
  title: '示例自学',
  modes: ['self'],
  minutes: 60,
  record: { item: '示例篇目', 'declared-hours': 1, insight: '示例体会' },
  ...over,
});
const write = (over: object = {}, member = own) =>
  bodyOf<EntryInfo>(member.client.post(`${OWN}/entries`, selfStudy(over)));
const read = (id: string, member = own) => bodyOf<EntryInfo>(member.client.get(`${OWN}/entries/${id}`));
const list = (query = '', member = own) => bodyOf<EntryPage>(member.client.get(`${OWN}/entries?${query}`));
const step = (id: string, name: string, member = own) => member.client.post(`${OWN}/entries/${id}/${name}`, {});
const attach = async (client: RestClient, id: string, query: string, bytes: Uint8Array) =>
  bodyOf<AttachmentInfo>(postFile(client, `${OWN}/entries/${id}/attachments?${query}`, { bytes }));

describe('a member', () => {
  it('is told what a form is made of as of a day', async () => {
    const { modes, kinds } = await bodyOf<StudySetup>(own.client.get(`${OWN}/setup?on=2026-01-04`));
    expect(modes.map(({ id }) => id)).toContain('self');
    expect(kinds.find(({ kind }) => kind === 'self-study')?.fields.map(({ key }) => key)).toContain('insight');
    expect((await own.client.get(`${OWN}/setup?on=2026-02-30`)).code).toBe('rest.invalid');
  });

  it('writes, hands in, reads why it came back, mends it, and hands it in again', async () => {
    const { id, status, personName } = await write({ record: {} });
    expect([status, personName]).toEqual(['draft', '示例甲']);
    expect((await step(id, 'submit')).code).toBe('study.evidence-missing');
    const body = { baseVersion: 1, patch: { record: { item: '示例篇目', 'declared-hours': 1, insight: '示例体会' } } };
    await bodyOf(own.client.send('PATCH', `${OWN}/entries/${id}`, { body }));
    await bodyOf(step(id, 'submit'));
    await bodyOf(stage.secretary.step(id, 'return', { reason: '示例退回理由' }));
    const returned = await read(id);
    expect(returned).toMatchObject({ status: 'returned', returnReason: '示例退回理由', actions: ['edit', 'submit', 'remove'] }); // prettier-ignore
    const again = { baseVersion: returned.version, patch: { title: '示例自学（已改）' } };
    await bodyOf(own.client.send('PATCH', `${OWN}/entries/${id}`, { body: again }));
    await bodyOf(step(id, 'submit'));
    await bodyOf(step(id, 'withdraw'));
    await bodyOf(step(id, 'submit'));
    await bodyOf(stage.secretary.step(id, 'approve'));
    expect(await read(id)).toMatchObject({ status: 'approved', title: '示例自学（已改）', actions: [] });
    expect((await list('of=person&status=approved')).entries.map((row) => row.id)).toEqual([id]);
  });

  it('shows a photo with words, and a sign video with its text in place of a written reflection', async () => {
    const { id } = await write({ record: { item: '示例篇目', 'declared-hours': 1 } });
    const photo = await attach(own.client, id, 'kind=photo&name=photo.png', await PICTURE);
    const film = await attach(own.client, id, 'kind=sign-video&name=film.mp4', filmOf('isom'));
    const missing = (await read(id)).missing.map(({ path }) => path);
    expect(missing).toEqual([`attachments.${photo.id}.alt`, `attachments.${film.id}.transcript`]);
    const change = (one: AttachmentInfo, body: object) =>
      bodyOf(own.client.send('PATCH', `${OWN}/attachments/${one.id}`, { body }));
    await change(photo, { alt: '示例：书桌' });
    await change(film, { transcript: '示例文字稿' });
    expect((await read(id)).missing).toEqual([]);
    expect(photo.url).toBe(`${OWN}/attachments/${photo.id}`);
    expect((await getFile(own.client, photo.url)).headers.get('content-type')).toBe('image/png');
    await bodyOf(step(id, 'submit'));
    // Whoever decides sees it through a door of their own.
    const [seen] = (await stage.secretary.entry(id)).attachments;
    expect(seen?.url).toBe(`/api/study/attachments/${photo.id}`);
    expect((await own.client.delete(photo.url)).code).toBe('study.entry-refused');
  });

  it('takes a draft and what is attached away', async () => {
    const { id } = await write();
    const { url } = await attach(own.client, id, 'kind=photo&name=x.png&alt=x', await PICTURE);
    expect((await own.client.delete(url)).status).toBe(204);
    expect((await own.client.delete(`${OWN}/entries/${id}`)).status).toBe(204);
    expect((await own.client.get(`${OWN}/entries/${id}`)).code).toBe('study.entry-unknown');
  });

  it('who sends the same twice has it once, and who leaves fifty lying about mends or removes some first', async () => {
    const once = await write({ sourceId: 'sample-1' });
    expect((await write({ sourceId: 'sample-1' })).id).toBe(once.id);
    for (let count = 1; count < 50; count += 1) await write({}, other);
    const { code } = await other.client.post(`${OWN}/entries`, selfStudy());
    expect(code).toBeNull();
    const answer = await other.client.post(`${OWN}/entries`, selfStudy());
    expect([answer.code, JSON.stringify(answer.body)]).toEqual([
      'study.entry-rejected',
      expect.stringContaining('50 条'),
    ]);
  });

  it.each([
    ['nothing', null, 'protocol.malformed'],
    ['no day', { kind: 'self-study' }, 'study.entry-rejected'],
    ['a list of people', { ...selfStudy(), attendance: [{ personId: 'x', state: 'present' }] }, 'study.entry-rejected'],
    ['another status', { ...selfStudy(), status: 'approved' }, 'study.entry-rejected'],
  ])('who sends %s is told so', async (_name, body, code) => {
    expect((await own.client.post(`${OWN}/entries`, body)).code).toBe(code);
  });
});

describe('what is somebody’s own', () => {
  it('is as if it were not there for another member, on every route that takes it', async () => {
    const { id } = await write();
    const { id: file } = await attach(own.client, id, 'kind=photo&name=x.png&alt=x', await PICTURE);
    const answer = await fetch(`${stage.server.url}/api/openapi.json`);
    const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      path.startsWith(OWN) && path.includes('{id}')
        ? Object.keys(methods).map((method) => [method.toUpperCase(), path] as const)
        : [],
    );
    expect(routes.length).toBe(9);
    const before = await rowsOf(stage.server, 'SELECT * FROM study_entry ORDER BY id');
    for (const [method, path] of routes) {
      const ofFile = path.includes('/attachments/{id}');
      const query = path.endsWith('/attachments') ? '?kind=photo&name=x.png' : '';
      const body =
        method === 'PATCH' ? { body: ofFile ? { alt: 'x' } : { baseVersion: 1, patch: { title: 'x' } } } : {};
      const { code } = await other.client.send(method, path.replace('{id}', ofFile ? file : id) + query, body);
      expect([method, path, code]).toEqual([method, path, ofFile ? 'study.attachment-unknown' : 'study.entry-unknown']);
    }
    expect(await rowsOf(stage.server, 'SELECT * FROM study_entry ORDER BY id')).toEqual(before);
    expect((await stage.secretary.operator.get(`/api/study/attachments/${file}`)).code).toBe(
      'study.attachment-unknown',
    );
  });

  it('stays readable for who belongs nowhere now, and grows no more', async () => {
    const { id } = await write();
    const attendance = [{ personId: own.personId, state: 'present' as const }];
    const meeting = await stage.secretary.create(themeDay(stage.branch, [], { attendance }));
    await stage.secretary.lock(meeting.id);
    await bodyOf(stage.organisation.patch(`people/${own.personId}`, { unitId: null }));
    const { entries } = await list('limit=100');
    expect(entries.map((row) => row.id)).toEqual(expect.arrayContaining([id, meeting.id]));
    expect((await read(meeting.id)).actions).toEqual([]);
    const answer = await own.client.post(`${OWN}/entries`, selfStudy());
    expect([answer.code, JSON.stringify(answer.body)]).toEqual(['unit.unknown', expect.stringContaining('支部')]);
  });
});
