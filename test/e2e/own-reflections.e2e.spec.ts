/** Reflections of members, with recordings: handed in, returned, adopted; what others see of them; who is recognised. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Reader } from '../../src/platform/database/reader.js';
import type { AdoptedPage, MemberRecognition, OwnReflection } from '../../src/protocol/own-reading.js';
import type { ReflectionDetail } from '../../src/protocol/reading.js';
import { bodyOf } from '../support/contest-stage.js';
import { filmOf } from '../support/films.js';
import { OwnReadingDesk, SAMPLE_REFLECTION, TO_THE_END } from '../support/own-reading-desk.js';
import { joined, readingStage, type ReadingStage } from '../support/reading-stage.js';
import { getFile, postFile } from '../support/upload.js';

let stage: ReadingStage;
let author: OwnReadingDesk;
/** Of the author's branch, and of another. */
let neighbour: OwnReadingDesk;
let stranger: OwnReadingDesk;

beforeAll(async () => {
  stage = await readingStage();
  author = await joined(stage, stage.first[0]);
  neighbour = await joined(stage, stage.first[1]);
  stranger = await joined(stage, stage.second[0]);
}, 120_000);
afterAll(() => stage.server.close());

let made = 0;
const fresh = () => ({ sourceId: `sample-reflection-${(made += 1)}-of-test` });
const codeOf = async (pending: Promise<{ code: string | null }>): Promise<string | null> => (await pending).code;
const decide = (id: string, decision: string, reason = '') =>
  stage.desk.post(`${stage.campaignId}/reflections/${id}/decision`, { decision, reason });
const record = (id: string, kind: string, bytes: Uint8Array) =>
  postFile(author.client, author.path(`reflections/${id}/recordings?kind=${kind}&name=x.mp4`), { bytes });
const adoptedFor = (desk: OwnReadingDesk): Promise<AdoptedPage> => bodyOf(desk.get('adopted'));
const fieldsOf = ({ bookId, title, form, words, transcript }: OwnReflection) => ({
  bookId,
  title,
  form,
  words,
  transcript,
});

describe('a reflection', () => {
  it('is one however often the same is sent, and its author’s alone until it is handed in', async () => {
    const source = fresh();
    const one = await author.write(source);
    expect((await author.write(source)).id).toBe(one.id);
    expect(one).toMatchObject({ status: 'draft', editable: true, withdrawable: false, words: SAMPLE_REFLECTION.words });
    expect(await codeOf(neighbour.get(`reflections/${one.id}`))).toBe('reading.unknown');
    expect((await stage.desk.reflections(stage.campaignId)).reflections).toEqual([]);
    await bodyOf(author.delete(`reflections/${one.id}`));
    expect(await codeOf(author.get(`reflections/${one.id}`))).toBe('reading.unknown');
  });

  it('that was saved elsewhere meanwhile is not written over', async () => {
    const one = await author.write(fresh());
    const path = `reflections/${one.id}`;
    const phone = { ...fieldsOf(one), words: '示例：手机上写的', baseVersion: one.version };
    const saved = await bodyOf<OwnReflection>(author.put(path, phone));
    expect(saved.version).toBeGreaterThan(one.version);
    // Once more, because nothing came back.
    expect((await bodyOf<OwnReflection>(author.put(path, phone))).version).toBe(saved.version);
    expect(await codeOf(author.put(path, { ...phone, words: '示例：电脑上写的' }))).toBe('reading.changed');
    expect((await bodyOf<OwnReflection>(author.get(path))).words).toBe('示例：手机上写的');
    expect(await codeOf(author.put(path, { ...phone, bookId: 'nothing', baseVersion: saved.version }))).toBe('reading.unknown'); // prettier-ignore
    await bodyOf(author.delete(path));
  });

  it('says something when it is handed in, comes back with a reason, and goes again', async () => {
    const { id } = await author.write({ ...fresh(), words: ' ' });
    const path = `reflections/${id}`;
    expect(await codeOf(author.post(`${path}/submit`))).toBe('reading.rejected');
    const draft = await bodyOf<OwnReflection>(author.get(path));
    const words = { ...fieldsOf(draft), words: '示例内容', bookId: stage.books[0], baseVersion: draft.version };
    await bodyOf(author.put(path, words));
    const submitted = await bodyOf<OwnReflection>(author.post(`${path}/submit`));
    expect(submitted).toMatchObject({ status: 'submitted', editable: false, withdrawable: true });
    expect(await codeOf(author.put(path, { ...words, words: '示例：迟了', baseVersion: submitted.version }))).toBe('reading.wrong-status'); // prettier-ignore
    expect(await codeOf(author.delete(path))).toBe('reading.wrong-status');
    expect(await bodyOf(author.post(`${path}/withdraw`))).toMatchObject({ status: 'draft', editable: true });
    await bodyOf(author.post(`${path}/submit`));
    await bodyOf(decide(id, 'return', '示例：请补充'));
    const returned = await bodyOf<OwnReflection>(author.get(path));
    expect(returned).toMatchObject({ status: 'returned', returnReason: '示例：请补充', editable: true });
    await bodyOf(author.put(path, { ...words, words: '示例内容，补充', baseVersion: returned.version }));
    await bodyOf(author.post(`${path}/submit`));
    await bodyOf(decide(id, 'approve'));
    expect(await codeOf(author.post(`${path}/withdraw`))).toBe('reading.wrong-status');
    expect((await author.detail()).done.reflections).toBe(1);
    const line = (await author.detail()).reflections.find((row) => row.id === id);
    expect(line).toMatchObject({ status: 'approved', bookTitle: '示例书一' });
  });

  it('is taken in on the days of the campaign and no others', async () => {
    const { id } = await author.write(fresh());
    await bodyOf(stage.desk.patch(stage.campaignId, { toDate: '2026-05-09' }));
    for (const pending of [
      author.post('reflections', { ...SAMPLE_REFLECTION, ...fresh() }),
      author.post(`reflections/${id}/submit`),
      author.delete(`reflections/${id}`),
      record(id, 'voice', filmOf('M4A ')),
    ]) {
      expect(await codeOf(pending)).toBe('reading.not-running');
    }
    expect(await bodyOf(author.get(`reflections/${id}`))).toMatchObject({ editable: false, withdrawable: false });
    await bodyOf(stage.desk.patch(stage.campaignId, { toDate: '2026-06-30' }));
  });
});

describe('a reflection in sign or voice', () => {
  let id: string;
  let recordingId: string;

  it('is a recording without place and device, of which the wrong kind is not kept', async () => {
    const source = fresh();
    ({ id } = await author.write({ ...source, form: 'sign-video', words: '' }));
    expect(await codeOf(author.post(`reflections/${id}/submit`))).toBe('reading.rejected');
    expect(await codeOf(record(id, 'sign-video', Buffer.from('示例文字')))).toBe('study.attachment-rejected');
    await bodyOf(record(id, 'voice', filmOf('M4A ')));
    const { recordings } = await bodyOf<OwnReflection>(record(id, 'sign-video', filmOf('isom')));
    expect(recordings).toMatchObject([{ kind: 'sign-video', mediaType: 'video/mp4' }]);
    recordingId = recordings[0]?.id ?? '';
    const film = await getFile(author.client, author.path(`reflections/${id}/recordings/${recordingId}`));
    expect([film.status, Buffer.from(film.bytes).includes('示例地点')]).toEqual([200, false]);
    for (const bytes of [2, 3]) {
      const answer = await record(id, 'sign-video', filmOf('isom'));
      expect([bytes, answer.code]).toEqual([bytes, bytes === 2 ? null : 'study.attachment-rejected']);
    }
    const second = (await bodyOf<OwnReflection>(author.get(`reflections/${id}`))).recordings[1]?.id ?? '';
    await bodyOf(author.delete(`reflections/${id}/recordings/${second}`));
    expect(await codeOf(author.delete(`reflections/${id}/recordings/${second}`))).toBe('reading.recording-unknown');
    await bodyOf(author.post(`reflections/${id}/submit`));
    const kept = await stage.server.app
      .get(Reader)
      .source.query(`SELECT kind FROM attachment WHERE owner_id = $1 AND removed_at IS NULL`, [id]);
    expect(kept).toEqual([{ kind: 'sign-video' }]);
  });

  it('is seen by whoever decides on it, and by no other member', async () => {
    const path = `/api/study/reading/campaigns/${stage.campaignId}/reflections/${id}`;
    const detail = await bodyOf<ReflectionDetail>(stage.desk.operator.get(path));
    expect(detail.recordings.map((one) => one.id)).toEqual([recordingId]);
    expect((await getFile(stage.desk.operator, `${path}/recordings/${recordingId}`)).status).toBe(200);
    expect(await codeOf(neighbour.get(`reflections/${id}/recordings/${recordingId}`))).toBe('reading.unknown');
    expect(await codeOf(stage.desk.operator.get(`${path}/recordings/nothing`))).toBe('reading.recording-unknown');
  });

  it('is adopted with a transcript, and shows its face where its author agreed to be named', async () => {
    expect(await codeOf(decide(id, 'adopt'))).toBe('reading.rejected');
    await bodyOf(decide(id, 'return', '示例：请写文字稿'));
    const returned = await bodyOf<OwnReflection>(author.get(`reflections/${id}`));
    const said = { ...fieldsOf(returned), transcript: '示例文字稿', baseVersion: returned.version };
    await bodyOf(author.put(`reflections/${id}`, said));
    await bodyOf(author.post(`reflections/${id}/submit`));
    await bodyOf(decide(id, 'adopt'));
    const name = stage.first[0]?.name;
    const [mine] = (await adoptedFor(author)).reflections;
    expect(mine).toMatchObject({ name, unit: '第一支部', transcript: '示例文字稿', recordings: [{ id: recordingId }] });
    const [near] = (await adoptedFor(neighbour)).reflections;
    expect(near).toMatchObject({ name, unit: '第一支部', recordings: [] });
    const [far] = (await adoptedFor(stranger)).reflections;
    expect(far).toMatchObject({ name: '示***', unit: null, transcript: '示例文字稿', recordings: [] });
    const film = `reflections/${id}/recordings/${recordingId}`;
    expect(await codeOf(stranger.get(film))).toBe('reading.unknown');
    await bodyOf(author.put('consent', { showName: true }));
    const [named] = (await adoptedFor(stranger)).reflections;
    expect(named).toMatchObject({ name, unit: '第一支部', recordings: [{ id: recordingId }] });
    expect((await getFile(stranger.client, stranger.path(film))).status).toBe(200);
    await bodyOf(author.put('consent', { showName: false }));
    expect(await codeOf(stranger.get(film))).toBe('reading.unknown');
  });
});

describe('recognition', () => {
  const seenBy = (desk: OwnReadingDesk): Promise<MemberRecognition> => bodyOf(desk.get('recognition'));

  it('is shown when the campaign is over: names of those who agreed, and how many more there are', async () => {
    for (const desk of [author, stranger]) {
      for (const bookId of stage.books) await bodyOf(desk.declare(bookId, TO_THE_END));
    }
    const { id } = await stranger.handIn(fresh());
    await bodyOf(decide(id, 'approve'));
    await bodyOf(author.put('consent', { showName: true }));
    expect((await author.detail()).reached).toBe(true);
    expect(await seenBy(neighbour)).toMatchObject({ people: null, unnamed: 0, rule: { title: '读书达人' } });
    await bodyOf(stage.desk.patch(stage.campaignId, { toDate: '2026-05-09' }));
    const list = await seenBy(neighbour);
    expect(list.people).toEqual([{ name: stage.first[0]?.name, unit: '第一支部' }]);
    expect(list.unnamed).toBe(1);
    // Naming oneself is open after the end, and so is leaving.
    await bodyOf(stranger.put('consent', { showName: true }));
    await bodyOf(author.join(false));
    expect(await seenBy(neighbour)).toMatchObject({
      people: [{ name: stage.second[0]?.name, unit: '第二支部' }],
      unnamed: 0,
    });
  });
});
