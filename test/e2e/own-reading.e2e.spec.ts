/** Reading campaigns as members take part in them: joining, books and progress, notes, recommendations. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Reader } from '../../src/platform/database/reader.js';
import type { MemberCampaignSummary } from '../../src/protocol/own-reading.js';
import { bodyOf } from '../support/contest-stage.js';
import { OWN_READING, OwnReadingDesk, TO_THE_END } from '../support/own-reading-desk.js';
import { SAMPLE_BOOK } from '../support/reading-desk.js';
import { joined, readingStage, type ReadingStage } from '../support/reading-stage.js';

let stage: ReadingStage;

beforeAll(async () => {
  stage = await readingStage();
}, 120_000);
afterAll(() => stage.server.close());

const rows = (sql: string, ...values: readonly unknown[]) =>
  stage.server.app.get(Reader).source.query(sql, [...values]) as Promise<Record<string, unknown>[]>;
const statements = async (verb: string): Promise<number> =>
  (await rows(`SELECT id FROM statement WHERE source IN ('reading', 'voiding') AND verb = $1`, verb)).length;
const refusal = async (pending: Promise<{ code: string | null; body: unknown }>): Promise<unknown> => {
  const { code, body } = await pending;
  const { details = [] } = (body as { error?: { details?: { path: string }[] } } | null)?.error ?? {};
  return [code, ...details.map(({ path }) => path)];
};
/** Another campaign of the province. */
async function campaign(days: { readonly fromDate: string; readonly toDate: string }, unitId = stage.units.province) {
  const id = await stage.desk.add(unitId, days);
  await bodyOf(stage.desk.post(`${id}/publish`));
  return id;
}

describe('campaigns of a member', () => {
  it('are those of the own unit and above, once they are published', async () => {
    const days = { fromDate: '2026-05-01', toDate: '2026-05-31' };
    const office = await campaign(days, stage.units.office);
    const draft = await stage.desk.add(stage.units.province, days);
    const [one] = stage.first;
    const [small] = stage.small;
    const seen = async (client = one?.client) => (await OwnReadingDesk.list(client as never)).map(({ id }) => id);
    expect(await seen()).toEqual(expect.arrayContaining([stage.campaignId, office]));
    expect(await seen(small?.client)).toContain(stage.campaignId);
    expect(await seen(small?.client)).not.toContain(office);
    expect(await seen()).not.toContain(draft);
    for (const path of [draft, office, 'nothing']) {
      expect((await small?.client.get(`${OWN_READING}/${path}`))?.code).toBe('reading.unknown');
    }
    expect((await stage.desk.operator.get(OWN_READING)).code).toBe('member.required');
  });

  it('are joined and left as one likes, and nothing is recorded without joining', async () => {
    const [one] = stage.first;
    const desk = new OwnReadingDesk(one?.client as never, stage.campaignId);
    expect(await desk.detail()).toMatchObject({ joined: false, mayJoin: true, records: false, phase: 'running' });
    expect(await refusal(desk.declare(stage.books[0]))).toEqual(['reading.not-joined']);
    expect(await refusal(desk.put('consent', { showName: true }))).toEqual(['reading.not-joined']);
    await bodyOf(desk.join());
    await bodyOf(desk.join());
    expect(await desk.detail()).toMatchObject({ joined: true, mayJoin: false, records: true });
    await bodyOf(desk.put('consent', { showName: true }));
    expect((await desk.detail()).showName).toBe(true);
    await bodyOf(desk.join(false));
    expect(await desk.detail()).toMatchObject({ joined: false, mayJoin: true, showName: false });
    expect(await refusal(desk.declare(stage.books[0]))).toEqual(['reading.not-joined']);
  });

  it('are open for records on their days and no others', async () => {
    const [one] = stage.first;
    const coming = new OwnReadingDesk(one?.client as never, await campaign({ fromDate: '2026-06-01', toDate: '2026-06-02' })); // prettier-ignore
    await bodyOf(coming.join());
    expect(await coming.detail()).toMatchObject({ phase: 'coming', joined: true, records: false });
    expect(await refusal(coming.post('books', { ...SAMPLE_BOOK, format: 'print' }))).toEqual(['reading.not-running']);
    const over = new OwnReadingDesk(one?.client as never, await campaign({ fromDate: '2026-05-01', toDate: '2026-05-09' })); // prettier-ignore
    expect(await refusal(over.join())).toEqual(['reading.not-running']);
  });

  it('stay with who moved away, to be looked at', async () => {
    const mover = stage.second.at(-1);
    const id = await campaign({ fromDate: '2026-05-01', toDate: '2026-05-31' }, stage.units.second);
    const desk = new OwnReadingDesk(mover?.client as never, id);
    await bodyOf(desk.join());
    const { id: bookId } = await bodyOf<{ id: string }>(desk.post('books', { ...SAMPLE_BOOK, format: 'audio' }));
    await bodyOf(stage.organisation.patch(`people/${mover?.personId}`, { unitId: stage.units.small }));
    expect(await desk.detail()).toMatchObject({ joined: true, records: false, mayJoin: false, begunBooks: 1 });
    expect(await refusal(desk.declare(bookId))).toEqual(['reading.elsewhere']);
  });
});

describe('books of a member', () => {
  let own: OwnReadingDesk;
  beforeAll(async () => {
    own = await joined(stage, stage.first[0]);
  });

  it('count by pages or in percent, to the end, once in the learning record, and back again', async () => {
    const [bookId] = stage.books;
    await bodyOf(own.declare(bookId, { page: 60, pages: 240, progress: 0, format: 'braille' }));
    expect((await own.book(bookId)).book.reading).toEqual({
      format: 'braille',
      progress: 25,
      page: 60,
      pages: 240,
      minutes: 0,
      finishedOn: null,
    });
    expect(await refusal(own.declare(bookId, { page: 241, pages: 240 }))).toEqual(['reading.rejected', 'page']);
    expect(await refusal(own.declare(bookId, { page: 1, pages: null }))).toEqual(['reading.rejected', 'pages']);
    expect(await refusal(own.declare(bookId, { progress: 101 }))).toEqual(['rest.invalid', 'progress']);
    const before = await statements('completed');
    await bodyOf(own.declare(bookId, { ...TO_THE_END, minutes: 90 }));
    await bodyOf(own.declare(bookId, { ...TO_THE_END, minutes: 90 }));
    expect(await statements('completed')).toBe(before + 1);
    expect((await own.book(bookId)).book.reading?.finishedOn).toBe('2026-05-10');
    stage.server.clock.advance(1000);
    await bodyOf(own.declare(bookId, { progress: 99 }));
    expect([await statements('voided'), (await own.book(bookId)).book.reading?.finishedOn]).toEqual([1, null]);
    stage.server.clock.advance(1000);
    await bodyOf(own.declare(bookId, TO_THE_END));
    expect(await statements('completed')).toBe(before + 2);
    expect(await own.detail()).toMatchObject({ finishedBooks: 1, done: { finishedBooks: 1 }, reached: false });
  });

  it('come from the list, from a recommendation, or by ISBN from the reader alone', async () => {
    const book = { isbn: '9787020002207', title: '示例自选书', author: '', publisher: '', format: 'e-book' };
    expect(await refusal(own.post('books', { ...book, isbn: '9787020002208' }))).toEqual(['reading.rejected', 'isbn']);
    const { id } = await bodyOf<{ id: string }>(own.post('books', book));
    expect(await bodyOf(own.post('books', book))).toEqual({ id });
    const found = await bodyOf<{ id: string }[]>(own.client.get('/api/member/reading/books?isbn=7-02-000220-X'));
    expect(found.map((one) => one.id)).toEqual([id]);
    expect((await own.detail()).books.find((one) => one.id === id)).toMatchObject({ listed: false, reading: { format: 'e-book' } }); // prettier-ignore
    const other = await joined(stage, stage.second[0]);
    expect((await other.detail()).books.map((one) => one.id)).not.toContain(id);
    expect(await refusal(other.declare(id))).toEqual(['reading.unknown']);
    await bodyOf(own.put(`books/${id}/recommendation`, { words: '示例推荐语' }));
    await bodyOf(own.put(`books/${id}/recommendation`, { words: '示例推荐语，改' }));
    // The other branch reads it under a masked name, the own branch under the full one.
    const shown = (await other.detail()).books.find((one) => one.id === id);
    expect(shown).toMatchObject({ listed: false, reading: null, recommendations: [{ recommender: '示***', words: '示例推荐语，改', own: false }] }); // prettier-ignore
    const neighbour = new OwnReadingDesk(stage.first[1]?.client as never, stage.campaignId);
    expect((await neighbour.detail()).books.find((one) => one.id === id)?.recommendations[0]?.recommender).toBe(
      stage.first[0]?.name,
    );
    await bodyOf(other.declare(id));
    expect((await own.detail()).done.recommendations).toBe(1);
    expect((await stage.desk.detail(stage.campaignId)).list.find((one) => one.id === id)?.listed).toBe(false);
    // Listed and unlisted by an operator, it keeps what members say of it.
    await stage.desk.addBook(stage.campaignId, { ...book, format: undefined });
    await bodyOf(stage.desk.delete(`${stage.campaignId}/books/${id}`));
    expect((await own.detail()).done.recommendations).toBe(1);
    await bodyOf(own.delete(`books/${id}/recommendation`));
    expect((await own.detail()).done.recommendations).toBe(0);
    expect(await refusal(own.delete(`books/${id}/recommendation`))).toEqual(['reading.unknown']);
  });

  it('have notes that their reader alone sees, writes and deletes, also when the campaign is over', async () => {
    const [, bookId] = stage.books;
    expect(await refusal(own.post(`books/${bookId}/notes`, { place: '', words: '示例' }))).toEqual(['reading.unknown']);
    await bodyOf(own.declare(bookId));
    const note = { place: '第3页', words: '示例秘密笔记' };
    const { id } = await bodyOf<{ id: string }>(own.post(`books/${bookId}/notes`, note));
    await bodyOf(own.put(`books/${bookId}/notes/${id}`, { ...note, words: '示例秘密笔记，改' }));
    expect((await own.book(bookId)).notes).toMatchObject([{ id, place: '第3页', words: '示例秘密笔记，改' }]);
    const other = await joined(stage, stage.first[1]);
    await bodyOf(other.declare(bookId));
    expect((await other.book(bookId)).notes).toEqual([]);
    expect(await refusal(other.put(`books/${bookId}/notes/${id}`, note))).toEqual(['reading.unknown']);
    expect(await refusal(other.delete(`books/${bookId}/notes/${id}`))).toEqual(['reading.unknown']);
    const operators = await Promise.all(
      ['', '/figures', '/recognition', '/reflections'].map((path) =>
        stage.desk.operator.get(`/api/study/reading/campaigns/${stage.campaignId}${path}`),
      ),
    );
    expect(JSON.stringify(operators.map(({ body }) => body))).not.toContain('秘密');
    expect(await rows(`SELECT * FROM audit_note WHERE note LIKE '%秘密%'`)).toEqual([]);
    await bodyOf(stage.desk.patch(stage.campaignId, { toDate: '2026-05-09' }));
    expect(await refusal(own.declare(bookId, { progress: 60 }))).toEqual(['reading.not-running']);
    await bodyOf(own.delete(`books/${bookId}/notes/${id}`));
    expect((await own.book(bookId)).notes).toEqual([]);
    await bodyOf(stage.desk.patch(stage.campaignId, { toDate: '2026-06-30' }));
  });

  it('are dropped with their notes, and taken out of the learning record', async () => {
    const desk = await joined(stage, stage.first[2]);
    const [bookId] = stage.books;
    await bodyOf(desk.declare(bookId, TO_THE_END));
    await bodyOf(desk.post(`books/${bookId}/notes`, { place: '', words: '示例' }));
    const voided = await statements('voided');
    await bodyOf(desk.delete(`books/${bookId}/reading`));
    expect((await desk.book(bookId)).book.reading).toBeNull();
    expect([await statements('voided'), (await rows('SELECT id FROM reading_note')).length]).toEqual([voided + 1, 0]);
    expect(await refusal(desk.delete(`books/${bookId}/reading`))).toEqual(['reading.unknown']);
  });

  it('are counted in the branch also after somebody left the campaign, who is recognised no more', async () => {
    const rule = { title: '示例读者', finishedBooks: 1, reflections: 0, recommendations: 0 };
    const id = await stage.desk.add(stage.units.first, { rule });
    const bookId = await stage.desk.addBook(id);
    await bodyOf(stage.desk.post(`${id}/publish`));
    const desk = new OwnReadingDesk(stage.first[3]?.client as never, id);
    await bodyOf(desk.join());
    await bodyOf(desk.declare(bookId, { ...TO_THE_END, format: 'audio' }));
    expect(await desk.detail()).toMatchObject({ reached: true });
    const before = (await stage.desk.figures(id)).total;
    expect(before).toMatchObject({ participants: 1, finishedAll: 1 });
    expect((await stage.desk.recognition(id)).people).toHaveLength(1);
    await bodyOf(desk.join(false));
    expect((await stage.desk.figures(id)).total).toEqual(before);
    expect((await stage.desk.recognition(id)).people).toEqual([]);
    expect((await desk.detail()).reached).toBe(false);
  });
});

describe('the list of campaigns', () => {
  it('says how much of each is begun and read', async () => {
    const list: MemberCampaignSummary[] = await OwnReadingDesk.list(stage.first[0]?.client as never);
    const one = list.find(({ id }) => id === stage.campaignId);
    expect(one).toMatchObject({ name: '示例读书活动', unitPath: ['示例省'], begunBooks: 3, finishedBooks: 1 });
  });
});
