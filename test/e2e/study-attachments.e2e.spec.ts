/** Attachments of entries: kept safely, for those who may see the entry. */
import 'reflect-metadata';

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import type { AttachmentInfo } from '../../src/protocol/study.js';
import { AttachmentSweeper } from '../../src/study/attachments/attachment-sweeper.js';
import { bodyOf } from '../support/contest-stage.js';
import { FILM_PLACE, filmOf } from '../support/films.js';
import { studyStage, themeDay, type StudyDesk, type StudyStage } from '../support/study-desk.js';
import { postFile } from '../support/upload.js';

let stage: StudyStage;
beforeAll(async () => {
  stage = await studyStage({ ATTACHMENT_QUOTA_MB: '1' });
}, 60_000);
afterAll(() => stage.server.close());

const files = () => readdir(join(stage.server.dataDir, 'attachments')).catch(() => []);
const entryOf = (desk: StudyDesk = stage.secretary) => desk.create(themeDay(stage.branch, [stage.people.甲]));
const upload = (id: string, query: string, bytes: Uint8Array | string) =>
  postFile(stage.secretary.operator, `/api/study/entries/${id}/attachments?${query}`, { bytes });
const fetched = (desk: StudyDesk, url: string, headers: Record<string, string> = {}) =>
  fetch(stage.server.url + url, { headers: { cookie: desk.operator.cookie ?? '', ...headers } });

describe('an attachment', () => {
  it('a photo is drawn anew without EXIF, wants words, and is shown to the branch alone', async () => {
    const { id } = await entryOf();
    const exif = { IFD0: { Artist: 'shili-device' }, IFD3: { GPSLatitude: '31/1 1/1 1/1' } };
    const picture = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#336699' } })
      .withExif(exif)
      .jpeg()
      .toBuffer();
    expect((await sharp(picture).metadata()).exif?.includes('shili-device')).toBe(true);
    const photo = await bodyOf<AttachmentInfo>(upload(id, 'kind=photo&name=照片.jpg', picture));
    expect((await stage.secretary.step(id, 'submit')).code).toBe('study.evidence-missing');
    const path = `/api/study/attachments/${photo.id}`;
    await bodyOf(stage.secretary.operator.send('PATCH', path, { body: { alt: '示例：会场' } }));
    expect((await stage.secretary.step(id, 'submit')).status).toBe(200);
    const answer = await fetched(stage.secretary, photo.url);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    const shown = Buffer.from(await answer.arrayBuffer());
    expect(shown.includes('shili-device')).toBe(false);
    expect((await sharp(shown).metadata()).exif).toBeUndefined();
    expect((await fetched(stage.other, photo.url)).status).toBe(404);
    expect((await fetch(stage.server.url + photo.url)).status).toBe(401);
    // Handed in: nobody changes what is attached.
    expect((await upload(id, 'kind=photo&name=x', picture)).code).toBe('study.entry-refused');
    expect((await stage.secretary.operator.delete(path)).code).toBe('study.entry-refused');
  });

  it.each(['isom', 'qt  ', '3gp4'])(
    'a sign video of a phone (%s) loses its place and is played in parts',
    async (brand) => {
      const { id } = await entryOf();
      const film = await bodyOf<AttachmentInfo>(upload(id, 'kind=sign-video&name=手语', filmOf(brand)));
      const whole = Buffer.from(await (await fetched(stage.secretary, film.url)).arrayBuffer());
      expect([whole.includes(FILM_PLACE), whole.includes('示例画面')]).toEqual([false, true]);
      const part = await fetched(stage.secretary, film.url, { range: 'bytes=4-7' });
      expect([part.status, part.headers.get('content-type'), await part.text()]).toEqual([206, 'video/mp4', 'ftyp']);
      expect((await fetched(stage.secretary, film.url, { range: 'bytes=9999999-' })).status).toBe(416);
      const entry = await stage.secretary.entry(id);
      expect(entry.missing.map(({ path }) => path)).toEqual([`attachments.${film.id}.transcript`]);
      await bodyOf(stage.secretary.operator.send('PATCH', `/api/study/attachments/${film.id}`, { body: { transcript: '示例文字稿' } })); // prettier-ignore
      expect((await stage.secretary.entry(id)).missing).toEqual([]);
    },
  );

  it('a document is to be saved, under its name', async () => {
    const { id } = await entryOf();
    const text = await bodyOf<AttachmentInfo>(
      upload(id, `kind=document&name=${encodeURIComponent('讲稿.txt')}`, '示例讲稿'),
    );
    const answer = await fetched(stage.secretary, text.url);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*%E8%AE%B2%E7%A8%BF\.txt$/);
    expect(await answer.text()).toBe('示例讲稿');
  });

  it.each([
    ['photo', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['photo', ''],
    ['sign-video', '示例'],
    ['voice', '#!AMR 示例'],
    ['document', 'MZ\0\0'],
    ['document', 'PK\x03\x04 示例'],
  ])('is refused as a %s by its content', async (kind, bytes) => {
    const { id } = await entryOf();
    const refused = await upload(id, `kind=${kind}&name=x`, bytes);
    expect([refused.status, refused.code]).toEqual([422, 'study.attachment-rejected']);
    expect(refused.body).toMatchObject({ error: { details: [{ path: 'file' }] } });
  });

  it('goes from the disk when it is taken away, and with its draft', async () => {
    const { id } = await entryOf();
    const before = await files();
    const one = await bodyOf<AttachmentInfo>(upload(id, 'kind=document&name=a.txt', '示例一'));
    await bodyOf(upload(id, 'kind=document&name=b.txt', '示例二'));
    expect(await files()).toHaveLength(before.length + 2);
    expect((await stage.secretary.operator.delete(`/api/study/attachments/${one.id}`)).status).toBe(204);
    expect((await fetched(stage.secretary, one.url)).status).toBe(404);
    expect(await files()).toHaveLength(before.length + 1);
    await stage.secretary.operator.delete(`/api/study/entries/${id}`);
    expect(await stage.server.app.get(AttachmentSweeper).sweep()).toBe(1);
    expect(await files()).toEqual(before);
  });

  it('is refused where there is no more room', async () => {
    const { id } = await entryOf();
    const large = 'x'.repeat(700 * 1024);
    await bodyOf(upload(id, 'kind=document&name=a.txt', large));
    const before = await files();
    expect((await upload(id, 'kind=document&name=b.txt', large)).code).toBe('study.attachment-rejected');
    expect(await files()).toEqual(before);
  });
});
