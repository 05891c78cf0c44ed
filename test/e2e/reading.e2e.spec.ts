/** Reading campaigns as operators work them, on a clock that stands in May 2026. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { BookInfo } from '../../src/protocol/reading.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { InProcessServer } from '../support/contest-server.js';
import { PASSWORD } from '../support/identity-server.js';
import { ManualClock } from '../support/manual-clock.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { handIn, readBooks, ReadingDesk, SAMPLE_BOOK, SAMPLE_RULE } from '../support/reading-desk.js';
import { RestClient } from '../support/rest-client.js';
import { personWith } from '../support/role-people.js';
import { secretaryOf } from '../support/study-desk.js';

const BRANCH_PEOPLE = 6;
const names = ['甲', '乙', '丙', '丁', '戊', '己'];
const ROSTER = [
  '省,单位,支部,姓名,工号',
  ...['第一支部', '第二支部'].flatMap((branch, at) =>
    names.map((name, index) => `示例省,示例甲局,${branch},示例${name}${at},S${at}${index}`),
  ),
  ...names.slice(0, 3).map((name, index) => `示例省,示例乙局,小支部,示例${name}2,S2${index}`),
].join('\n');

let server: InProcessServer;
let organisation: OrganisationDesk;
let desk: ReadingDesk;
/** Of the first branch. */
let secretary: ReadingDesk;
/** Of the office above it, which sees nothing beside the office. */
let office: ReadingDesk;
const units: Record<'province' | 'office' | 'first' | 'second' | 'small', string> = {
  province: '',
  office: '',
  first: '',
  second: '',
  small: '',
};

beforeAll(async () => {
  server = await InProcessServer.start({}, new ManualClock(Date.UTC(2026, 4, 10, 4)));
  const { operator } = await Stage.set(server);
  organisation = new OrganisationDesk(operator);
  await organisation.load(ROSTER);
  desk = new ReadingDesk(operator);
  units.province = (await organisation.unit('示例省')).id;
  units.office = (await organisation.unit('示例甲局')).id;
  units.first = (await organisation.unit('第一支部')).id;
  units.second = (await organisation.unit('第二支部')).id;
  units.small = (await organisation.unit('小支部')).id;
  const { client } = await personWith(operator, 'shili.secretary', ['branch-secretary']);
  await server.app
    .get(WriteQueue)
    .run((manager) =>
      manager.query(`UPDATE operator_role SET unit_id = $1 WHERE role = 'branch-secretary'`, [units.first]),
    );
  await client.signIn('shili.secretary', PASSWORD);
  secretary = new ReadingDesk(client);
  office = new ReadingDesk((await secretaryOf(operator, 'shili.office', units.office)).operator);
});
afterAll(() => server.close());

const peopleOf = async (unit: string) =>
  (await organisation.people(unit)).people.map(({ id, name }) => ({ personId: id, name }));

describe('a reading campaign', () => {
  it('is a draft until it is published, with books by ISBN and words of those who recommend them', async () => {
    const id = await desk.add(units.province);
    const bookId = await desk.addBook(id);
    expect(await desk.addBook(id, { ...SAMPLE_BOOK, isbn: '9787020002207', title: '另写的书名' })).toBe(bookId);
    await bodyOf(
      desk.post(`${id}/books/${bookId}/recommendations`, { recommender: '示例同志（书记）', words: '示例推荐语' }),
    );
    const detail = await desk.detail(id);
    expect(detail).toMatchObject({ phase: 'draft', books: 1, mayKeep: true, unitPath: ['示例省'] });
    expect(detail.list).toMatchObject([
      {
        isbn: '9787020002207',
        title: '示例书名',
        recommendations: [{ recommender: '示例同志（书记）', words: '示例推荐语' }],
      },
    ]);
    // A branch sees of a unit above what is published, and may not change it.
    expect((await secretary.list()).map((one) => one.id)).not.toContain(id);
    await bodyOf(desk.post(`${id}/publish`));
    expect((await secretary.list()).find((one) => one.id === id)).toMatchObject({ phase: 'running', mayKeep: false });
    expect((await secretary.post(`${id}/publish`)).code).toBe('reading.unknown');
    expect((await secretary.patch(id, { name: '改名' })).code).toBe('reading.unknown');
    expect((await secretary.post(`${id}/books`, SAMPLE_BOOK)).code).toBe('reading.unknown');
  });

  it('keeps its rule once it is published, and is not deleted any more', async () => {
    const id = await desk.add(units.province);
    await bodyOf(desk.patch(id, { rule: { ...SAMPLE_RULE, finishedBooks: 5 } }));
    await bodyOf(desk.post(`${id}/publish`));
    expect((await desk.patch(id, { rule: SAMPLE_RULE })).code).toBe('reading.published');
    expect((await desk.patch(id, { name: '示例新名', toDate: '2026-07-31' })).code).toBeNull();
    expect(await desk.detail(id)).toMatchObject({ name: '示例新名', rule: { finishedBooks: 5 } });
    expect((await desk.delete(id)).code).toBe('reading.published');
    const draft = await desk.add(units.province);
    await bodyOf(desk.delete(draft));
    expect((await desk.list()).map((one) => one.id)).not.toContain(draft);
  });

  it('is refused with the place of the fault', async () => {
    const faulty = async (more: object): Promise<unknown> => {
      const { body, status } = await desk.post('', ReadingDesk.body(units.province, more));
      return [status, (body as { error: { details: { path: string }[] } }).error.details.map(({ path }) => path)];
    };
    expect(await faulty({ fromDate: '2026-02-30' })).toEqual([400, ['fromDate']]);
    expect(await faulty({ fromDate: '2026-05-02', toDate: '2026-05-01' })).toEqual([400, ['toDate']]);
    expect(await faulty({ rule: { ...SAMPLE_RULE, finishedBooks: 0, reflections: 0 } })).toEqual([400, ['rule']]);
    expect(await faulty({ rule: { ...SAMPLE_RULE, minutes: 60 } })).toEqual([400, ['rule.minutes']]);
    expect((await desk.post('', ReadingDesk.body('nowhere'))).code).toBe('unit.unknown');
    expect((await secretary.post('', ReadingDesk.body(units.second))).code).toBe('unit.unknown');
    expect((await secretary.post('', ReadingDesk.body(units.first))).code).toBeNull();
  });

  it('knows a wrong ISBN by its check digit, and a book again that was entered before', async () => {
    const id = await desk.add(units.province);
    for (const isbn of ['978-7-02-000220-8', '6901234567892', '12']) {
      const { code, body } = await desk.post(`${id}/books`, { ...SAMPLE_BOOK, isbn });
      expect(code).toBe('reading.rejected');
      expect((body as { error: { details: { path: string }[] } }).error.details[0]?.path).toBe('isbn');
    }
    expect((await desk.post(`${id}/books`, { ...SAMPLE_BOOK, isbn: null, title: ' ' })).code).toBe('reading.rejected');
    const found = await bodyOf<BookInfo[]>(desk.operator.get('/api/study/reading/books?isbn=7-02-000220-X'));
    expect(found).toMatchObject([{ title: '示例书名', isbn: '9787020002207' }]);
    expect(await bodyOf<BookInfo[]>(desk.operator.get('/api/study/reading/books?isbn=9789295055124'))).toEqual([]);
  });
});

describe('what a campaign comes to', () => {
  let id: string;
  const books: string[] = [];

  beforeAll(async () => {
    id = await desk.add(units.province);
    for (const title of ['示例书一', '示例书二', '示例书三']) {
      books.push(await desk.addBook(id, { ...SAMPLE_BOOK, isbn: null, title }));
    }
    await bodyOf(desk.post(`${id}/publish`));
    const [one, two, three] = await peopleOf('第一支部');
    const [other] = await peopleOf('第二支部');
    const [small] = await peopleOf('小支部');
    const first = { unitId: units.first };
    await readBooks(server, id, { ...first, personId: one?.personId ?? '' }, books.slice(0, 2), { minutes: 60 });
    await readBooks(server, id, { ...first, personId: two?.personId ?? '' }, books.slice(0, 1), { format: 'audio' });
    await readBooks(server, id, { ...first, personId: three?.personId ?? '' }, books.slice(0, 1), {
      progress: 0,
      finishedOn: null,
    });
    await readBooks(server, id, { unitId: units.second, personId: other?.personId ?? '' }, books, {
      format: 'braille',
    });
    await readBooks(server, id, { unitId: units.small, personId: small?.personId ?? '' }, books);
  });

  it('is counted with its denominators, heard and felt books like read ones, a mere wish to read not at all', async () => {
    const { rows, total, asOf, unitPath } = await office.figures(id, units.office);
    expect([asOf, unitPath]).toEqual(['2026-05-10', ['示例省', '示例甲局']]);
    expect(rows.map(({ name, figures }) => [name, figures?.roster, figures?.participants])).toEqual([
      ['第一支部', BRANCH_PEOPLE, 2],
      ['第二支部', BRANCH_PEOPLE, 1],
    ]);
    expect(rows[0]?.figures).toMatchObject({
      finished: { print: 2, 'e-book': 0, audio: 1, braille: 0 },
      finishedAll: 3,
      minutes: 120,
      withMinutes: 1,
    });
    expect(total).toMatchObject({ roster: 12, participants: 3, finishedAll: 6 });
  });

  it('shows no unit under five people, nor another by which it would come out', async () => {
    const { rows, total } = await desk.figures(id);
    expect(rows.map(({ name, figures }) => [name, figures === null])).toEqual([
      ['示例甲局', true],
      ['示例乙局', true],
    ]);
    expect(total).toMatchObject({ roster: 15, participants: 4 });
    expect((await desk.figures(id, units.small)).total).toBeNull();
    // Twelve people, but by them the province would tell of the three; and so would theirs by six and six.
    const hidden = await desk.figures(id, units.office);
    expect([hidden.total, hidden.rows.map(({ figures }) => figures)]).toEqual([null, [null, null]]);
    expect((await desk.figures(id, units.first)).total).toBeNull();
  });

  it('is shown to a branch of its own people alone', async () => {
    const { unitId, total } = await secretary.figures(id);
    expect([unitId, total?.roster]).toEqual([units.first, BRANCH_PEOPLE]);
    for (const unit of [units.second, units.office, units.province, 'nowhere']) {
      const answer = await secretary.operator.get(`/api/study/reading/campaigns/${id}/figures?unitId=${unit}`);
      expect([unit, answer.code]).toEqual([unit, 'unit.unknown']);
    }
  });

  it('keeps its figures when a person leaves', async () => {
    const before = (await office.figures(id, units.office)).rows[0]?.figures;
    const [one] = await peopleOf('第一支部');
    await bodyOf(organisation.patch(`people/${one?.personId}`, { unitId: null }));
    expect((await office.figures(id, units.office)).rows[0]?.figures).toEqual(before);
  });

  it('has reflections read by who may, of the own unit alone', async () => {
    const [, two] = await peopleOf('第一支部');
    const [other] = await peopleOf('第二支部');
    const own = await handIn(server, id, { unitId: units.first, personId: two?.personId ?? '' });
    const foreign = await handIn(server, id, { unitId: units.second, personId: other?.personId ?? '' });
    await handIn(
      server,
      id,
      { unitId: units.first, personId: two?.personId ?? '' },
      { status: 'draft', title: '示例草稿' },
    );
    expect((await secretary.reflections(id)).reflections.map((line) => line.id)).toEqual([own]);
    expect((await desk.reflections(id)).reflections.map((line) => line.id).toSorted()).toEqual(
      [own, foreign].toSorted(),
    );
    const decision = { decision: 'approve', reason: '' };
    expect((await secretary.post(`${id}/reflections/${foreign}/decision`, decision)).code).toBe('reading.unknown');
    const unsaid = await secretary.post(`${id}/reflections/${own}/decision`, { decision: 'return', reason: ' ' });
    expect(unsaid.code).toBe('reading.rejected');
    await bodyOf(secretary.post(`${id}/reflections/${own}/decision`, decision));
    expect((await secretary.post(`${id}/reflections/${own}/decision`, decision)).code).toBe('reading.wrong-status');
    await bodyOf(secretary.post(`${id}/reflections/${own}/decision`, { decision: 'adopt', reason: '' }));
    expect((await secretary.reflections(id, 'status=adopted')).reflections).toHaveLength(1);
    expect((await office.figures(id, units.office)).rows[0]?.figures).toMatchObject({ reflections: 1, adopted: 1 });
  });

  it('adopts no sign video without a transcript', async () => {
    const [, two] = await peopleOf('第一支部');
    const reader = { unitId: units.first, personId: two?.personId ?? '' };
    const signed = await handIn(server, id, reader, { form: 'sign-video', words: '' });
    const refused = await desk.post(`${id}/reflections/${signed}/decision`, { decision: 'adopt', reason: '' });
    expect(refused.code).toBe('reading.rejected');
  });

  it('recognises who reached the rule, by a masked name without consent', async () => {
    const [other] = await peopleOf('第二支部');
    await handIn(server, id, { unitId: units.second, personId: other?.personId ?? '' }, { status: 'approved' });
    const { people, rule } = await desk.recognition(id);
    expect(rule).toEqual(SAMPLE_RULE);
    const masked = { name: expect.stringContaining('*'), unit: '第二支部' };
    // Of a branch whose figures the province does not see; the office above it does.
    expect(people).toEqual([{ ...masked, done: null }]);
    const done = { finishedBooks: 3, reflections: 1, recommendations: 0 };
    expect((await office.recognition(id)).people).toEqual([{ ...masked, done }]);
    expect((await secretary.recognition(id)).people).toEqual([]);
  });

  it('is nothing for nobody', async () => {
    const nobody = new RestClient(server.url);
    for (const path of ['', `/${id}`, `/${id}/figures`, `/${id}/recognition`, `/${id}/reflections`]) {
      expect((await nobody.get(`/api/study/reading/campaigns${path}`)).code).toBe('auth.required');
    }
  });
});
