/** What is kept of a member's reading: in their own copy of it, and after they had it erased. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { AppConfig } from '../../src/platform/config/app-config.js';
import { Reader } from '../../src/platform/database/reader.js';
import type { OwnData } from '../../src/protocol/privacy.js';
import { AttachmentSweeper } from '../../src/study/attachments/attachment-sweeper.js';
import { bodyOf } from '../support/contest-stage.js';
import { filmOf } from '../support/films.js';
import { OwnReadingDesk, TO_THE_END } from '../support/own-reading-desk.js';
import { joined, readingStage, type ReadingStage } from '../support/reading-stage.js';
import { postFile } from '../support/upload.js';

const SECRET = '示例心里话';
let stage: ReadingStage;
let own: OwnReadingDesk;

beforeAll(async () => {
  stage = await readingStage();
  own = await joined(stage, stage.first[0]);
  const [bookId] = stage.books;
  await bodyOf(own.put('consent', { showName: true }));
  await bodyOf(own.declare(bookId, { ...TO_THE_END, minutes: 120 }));
  await bodyOf(own.post(`books/${bookId}/notes`, { place: '第1页', words: SECRET }));
  await bodyOf(own.put(`books/${bookId}/recommendation`, { words: SECRET }));
  await own.write({ sourceId: 'sample-draft', title: SECRET });
  const { id } = await own.write({ sourceId: 'sample-signed', form: 'sign-video', title: SECRET, words: SECRET, transcript: SECRET }); // prettier-ignore
  await bodyOf(postFile(own.client, own.path(`reflections/${id}/recordings?kind=sign-video&name=x.mp4`), { bytes: filmOf('isom') })); // prettier-ignore
  await bodyOf(own.post(`reflections/${id}/submit`));
  await bodyOf(stage.desk.post(`${stage.campaignId}/reflections/${id}/decision`, { decision: 'adopt', reason: '' }));
}, 120_000);
afterAll(() => stage.server.close());

const everything = async (): Promise<string> => {
  const { source } = stage.server.app.get(Reader);
  const tables = ['reading', 'reading_note', 'reflection', 'book_recommendation', 'attachment', 'campaign_member', 'campaign_consent']; // prettier-ignore
  return JSON.stringify(await Promise.all(tables.map((table) => source.query(`SELECT * FROM ${table}`))));
};
const files = () => readdir(join(stage.server.app.get(AppConfig).dataDir, 'attachments'));

describe('what is kept of a reader', () => {
  it('stands whole in their own copy of it', async () => {
    const { study } = await bodyOf<OwnData>(own.client.get('/api/member/own-data'));
    expect(study['reading']).toMatchObject({
      campaigns: [{ campaign: '示例读书活动', leftAt: null, showName: true }],
      books: [{ title: '示例书一', progress: 100, minutes: 120, notes: [{ place: '第1页', words: SECRET }] }],
      reflections: [
        { title: SECRET, status: 'draft', recordings: [] },
        { title: SECRET, words: SECRET, transcript: SECRET, status: 'adopted', recordings: [{ kind: 'sign-video' }] },
      ],
      recommendations: [{ book: '示例书一', words: SECRET }],
    });
  });

  it('leaves figures of the branch as they were and nobody’s, when it is erased', async () => {
    const before = await stage.office.figures(stage.campaignId, stage.units.office);
    expect(before.rows[0]?.figures).toMatchObject({ participants: 1, finishedAll: 1, adopted: 1, recommendations: 1 });
    expect(await files()).toHaveLength(1);
    await bodyOf(own.client.post('/api/member/own-data/erase', { confirm: true }));
    await stage.server.app.get(AttachmentSweeper).sweep();
    expect((await stage.office.figures(stage.campaignId, stage.units.office)).rows).toEqual(before.rows);
    expect(await everything()).not.toContain(SECRET);
    expect(await files()).toEqual([]);
    const { list } = await stage.desk.detail(stage.campaignId);
    expect(list.flatMap(({ recommendations }) => recommendations)).toEqual([]);
    const other = await joined(stage, stage.second[0]);
    expect(await bodyOf(other.get('adopted'))).toEqual({ reflections: [], next: null });
    const [line] = (await stage.desk.reflections(stage.campaignId)).reflections;
    expect(line).toMatchObject({ title: '（已应本人要求删除）', name: '', status: 'adopted' });
  });
});
