import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { ReadBankItem } from '../../src/core/question-bank/formats/reading.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { SetupService } from '../../src/identity/setup.service.js';
import { Reader } from '../../src/platform/database/reader.js';
import type {
  BankItemBody,
  BankItemDetail,
  BankItemPage,
  BankOverview,
  CopyReport,
  ImportBatch,
  StatusReport,
  UndoReport,
} from '../../src/protocol/question-bank.js';
import type { BankInfo } from '../../src/protocol/rest.js';
import { ImportBatches } from '../../src/question-bank/import-batch.service.js';
import { prepareItem } from '../../src/question-bank/prepared-item.js';
import { QuestionBankModule } from '../../src/question-bank/question-bank.module.js';
import { startApp, type RunningApp } from '../support/app.js';
import { writeBank } from '../support/bank-files.js';
import { bodyOf } from '../support/contest-stage.js';
import { ADMINISTRATOR, HOST, PASSWORD } from '../support/identity-server.js';
import { RestClient, type RestAnswer } from '../support/rest-client.js';
import { bankOf, FILL_IN, ONE_OF_EACH, SINGLE, TRUE_FALSE } from '../support/sample-banks.js';

const ROOT = '/api/question-banks';
const { id: _single, ...ITEM } = SINGLE;
const { id: _fillIn, ...OTHER } = FILL_IN;

describe('question banks over REST', () => {
  let folder: string;
  let running: RunningApp;
  let administrator: RestClient;
  let host: RestClient;
  let bank: BankOverview;
  let shipped: BankOverview;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuesai-banks-'));
    await writeBank(folder, 'sample-bank', bankOf(ONE_OF_EACH));
    running = await startApp({ modules: [IdentityModule, QuestionBankModule], env: { QUESTION_BANKS_DIR: folder } });
    administrator = new RestClient(running.url);
    const token = running.app.get(SetupService).pendingToken;
    await administrator.keepSession(administrator.post('/api/setup', { token, ...ADMINISTRATOR }));
    await bodyOf(administrator.post('/api/operators', HOST));
    host = new RestClient(running.url);
    await bodyOf(host.signIn(HOST.login, PASSWORD));
  });
  afterAll(async () => {
    await running.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    bank = await bodyOf<BankOverview>(administrator.post(ROOT, { title: ' 示例自建题库 ' }));
    const all = await bodyOf<BankOverview[]>(administrator.get(`${ROOT}/overview`));
    shipped = all.find((one) => one.shipped) as BankOverview;
  });

  const items = (query = '') => `${ROOT}/${bank.id}/items${query}`;
  const create = (item: object = ITEM) => bodyOf<BankItemDetail>(administrator.post(items(), { item }));
  const edit = (id: string, body: unknown, client = administrator) => client.send('PUT', items(`/${id}`), { body });
  const setStatus = (body: unknown) => administrator.post(`${ROOT}/${bank.id}/status`, body);
  const publish = async (id: string) => {
    for (const status of ['reviewed', 'published']) await bodyOf(setStatus({ itemIds: [id], status }));
  };
  const load = (loaded: readonly ReadBankItem[]) => {
    const file = { fileName: '示例.xlsx', format: 'xlsx', contentHash: 'x' };
    return running.app.get(ImportBatches).load(bank.id, loaded.map(prepareItem), file, null);
  };
  const detailsOf = ({ body }: RestAnswer) =>
    (body as { readonly error: { readonly details?: readonly { path: string; message: string }[] } }).error.details ??
    [];

  it('are made, renamed and counted', async () => {
    expect(bank).toMatchObject({
      title: '示例自建题库',
      description: '',
      shipped: false,
      counts: { draft: 0, reviewed: 0, published: 0, retired: 0 },
    });
    const { id } = await create();
    await publish(id);
    await create(OTHER);
    const renamed = await bodyOf<BankOverview>(
      administrator.send('PATCH', `${ROOT}/${bank.id}`, { body: { title: '示例改名', description: '示例说明' } }),
    );
    expect(renamed).toMatchObject({ title: '示例改名', description: '示例说明', counts: { draft: 1, published: 1 } });
    const drawable = await bodyOf<BankInfo[]>(administrator.get(ROOT));
    expect(drawable.find((one) => one.id === bank.id)).toMatchObject({
      title: '示例改名',
      itemCount: 1,
      kinds: { choice: 1 },
    });
  });

  it('show an item with its history, findings and measure', async () => {
    const { id } = await create();
    const detail = await bodyOf<BankItemDetail>(host.get(items(`/${id}`)));
    expect(detail).toEqual({
      id,
      itemKey: expect.stringMatching(/^own-[a-z]+-00001$/u),
      status: 'draft',
      revision: 1,
      kind: 'choice',
      select: 'single',
      stem: SINGLE.stem,
      difficulty: 2,
      tags: ['示例部分'],
      warnings: [],
      changedAt: expect.any(Number),
      item: ITEM,
      history: [
        { at: expect.any(Number), by: ADMINISTRATOR.displayName, action: 'created', revision: 1, status: 'draft' },
      ],
      measure: { contests: 0, responses: 0, difficulty: null, discrimination: null },
      findings: [],
    });
  });

  it('list, filter and page', async () => {
    await create();
    await create(OTHER);
    const page = async (query: string) => bodyOf<BankItemPage>(host.get(items(query)));
    expect(await page('')).toMatchObject({ total: 2, page: 1, size: 50 });
    expect((await page('?kind=fill-in&difficulty=2&tag=%E7%A4%BA%E4%BE%8B%E9%83%A8%E5%88%86')).total).toBe(1);
    expect((await page('?text=%E5%BD%A9%E8%99%B9&status=draft&sort=changed&size=1&page=2')).items).toEqual([]);
    for (const query of [
      '?kind=essay',
      '?size=500',
      '?page=0',
      '?difficulty=6',
      '?sort=stem',
      '?unknown=1',
      '?warning=odd',
    ]) {
      expect([query, (await host.get(items(query))).code]).toEqual([query, 'rest.invalid']);
    }
  });

  it('take the first of two edits, and tell the second what to do', async () => {
    const { id } = await create();
    const answers = await Promise.all(
      ['示例解析甲', '示例解析乙'].map((explanation) => edit(id, { item: { ...ITEM, explanation }, revision: 1 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.code).toBe('bank.item-changed');
    expect(JSON.stringify(refused?.body)).toContain('请刷新页面');
    const winner = answers.find(({ status }) => status === 200)?.body as BankItemDetail;
    const detail = await bodyOf<BankItemDetail>(administrator.get(items(`/${id}`)));
    expect(detail).toEqual(winner);
    expect(detail.revision).toBe(2);
  });

  it.each<[string, object, string]>([
    ['an unknown property', { ...ITEM, anwser: 'A' }, 'item'],
    ['no stem', { ...ITEM, stem: '' }, 'item.stem'],
    ['an unknown kind', { ...ITEM, kind: 'essay' }, 'item.kind'],
    ['an empty choice', { ...ITEM, choices: [{ id: 'A', text: '' }, ITEM.choices[1]] }, 'item.choices.0.text'],
    ['a key that is no choice', { ...ITEM, correctResponse: 'E' }, 'item.correctResponse'],
    [
      'two equal choices',
      { ...ITEM, choices: ITEM.choices.map((choice) => ({ ...choice, text: '同' })) },
      'item.choices',
    ],
    ['a day that does not exist', { ...ITEM, validUntil: '2027-02-30' }, 'item.validUntil'],
    ['fewer blanks than keys', { ...OTHER, stem: '示例：一周有____天。' }, 'item.correctResponse'],
  ])('refuse an item with %s, at its field', async (_what, item, path) => {
    const answer = await administrator.post(items(), { item });
    expect([answer.status, answer.code]).toEqual([422, 'bank.item-rejected']);
    expect(detailsOf(answer)).toContainEqual({ path, message: expect.stringMatching(/。$/u) });
    const { id } = await create();
    expect((await edit(id, { item, revision: 1 })).code).toBe('bank.item-rejected');
  });

  it('refuse faulty bodies', async () => {
    const { id } = await create();
    const faulty: [string, string, unknown][] = [
      ['POST', ROOT, { title: '  ' }],
      ['POST', ROOT, { title: '示例', owner: 'x' }],
      ['PATCH', `${ROOT}/${bank.id}`, { title: null }],
      ['POST', items(), { item: 'x' }],
      ['POST', items(), { item: ITEM, revision: 1 }],
      ['PUT', items(`/${id}`), { item: ITEM }],
      ['PUT', items(`/${id}`), { item: ITEM, revision: 1, status: 'published' }],
      ['POST', items('/copy'), { itemIds: [] }],
      ['POST', items('/copy'), { itemIds: [1] }],
      ['POST', `${ROOT}/${bank.id}/status`, { status: 'published' }],
      ['POST', `${ROOT}/${bank.id}/status`, { itemIds: [], status: 'published' }],
      ['POST', `${ROOT}/${bank.id}/status`, { itemIds: [id], status: 'secret' }],
      ['POST', `${ROOT}/${bank.id}/status`, { itemIds: [id], status: 'reviewed', force: true }],
    ];
    for (const [method, path, body] of faulty) {
      const answer = await administrator.send(method, path, { body });
      expect([method, path, body, answer.status, answer.code]).toEqual([method, path, body, 400, 'rest.invalid']);
    }
  });

  /** Puts a file where uploads are kept; what is in it does not matter here. */
  async function kept(type: string): Promise<string> {
    const file = `${type.charCodeAt(0).toString(16).padStart(2, '0').repeat(32)}.${type}`;
    await mkdir(join(running.dataDir, 'media'), { recursive: true });
    await writeFile(join(running.dataDir, 'media', file), '示例');
    return file;
  }

  it('refuse to publish while words for those who cannot see or hear are missing', async () => {
    const picture = { kind: 'image', file: await kept('png') };
    const film = { kind: 'sign-video', file: await kept('mp4') };
    const { id } = await create({ ...ITEM, media: [picture, film] });
    await bodyOf(setStatus({ itemIds: [id], status: 'reviewed' }));
    const answer = await setStatus({ itemIds: [id], status: 'published' });
    expect([answer.status, answer.code]).toEqual([422, 'bank.status-refused']);
    expect(detailsOf(answer)[0]?.message).toMatch(/替代文字.*字幕/u);
    const media = [
      { ...picture, alt: '示例图片' },
      { ...film, captions: await kept('vtt') },
    ];
    await bodyOf(edit(id, { item: { ...ITEM, media }, revision: 1 }));
    await publish(id);
    const detail = await bodyOf<BankItemDetail>(administrator.get(items(`/${id}`)));
    expect(detail).toMatchObject({ status: 'published', warnings: [], item: { media } });
  });

  it('refuse media that are not kept, or are something else than what they are used for', async () => {
    const [png, mp4] = [await kept('png'), await kept('mp4')];
    const media = [
      { kind: 'image', file: `${'0'.repeat(64)}.png`, alt: '示例' },
      { kind: 'sign-video', file: mp4, captions: png },
    ];
    const choices = ITEM.choices.map((choice, index) =>
      index === 1 ? { ...choice, media: [{ kind: 'audio', file: mp4 }] } : choice,
    );
    const answer = await administrator.post(items(), { item: { ...ITEM, media, choices } });
    expect(answer.status).toBe(422);
    expect(detailsOf(answer)).toEqual([
      { path: 'item.media.0.file', message: expect.stringContaining('不在这台服务器上') },
      { path: 'item.media.1.captions', message: expect.stringContaining('类型') },
      { path: 'item.choices.1.media.0.file', message: expect.stringContaining('类型') },
    ]);
    // A file may be missing of what an import brought: then it is not published.
    await load([{ ...ITEM, id: 'sb-900', media: media.slice(0, 1) } as ReadBankItem]);
    const [row] = (await bodyOf<BankItemPage>(administrator.get(items('?text=sb-900')))).items;
    await bodyOf(setStatus({ itemIds: [row?.id], status: 'reviewed' }));
    const refused = await setStatus({ itemIds: [row?.id], status: 'published' });
    expect(detailsOf(refused)).toEqual([{ path: 'sb-900', message: expect.stringContaining('不在这台服务器上') }]);
  });

  it('change the status of all of an import, and undo it', async () => {
    const { id: _id, correctResponse: _key, ...keyless } = TRUE_FALSE;
    const { batch } = await load([ITEM, OTHER, keyless]);
    const change = (status: string) =>
      bodyOf<StatusReport>(setStatus({ batchId: batch?.id, status, note: '示例说明' }));
    expect(await change('reviewed')).toEqual({ changed: 3, refused: [] });
    expect(await change('published')).toMatchObject({
      changed: 2,
      refused: [{ itemKey: expect.any(String), message: expect.stringContaining('正确答案') }],
    });
    const skipped = await setStatus({ batchId: batch?.id, status: 'draft' });
    expect(skipped.status).toBe(200);
    expect(await bodyOf<ImportBatch[]>(host.get(`${ROOT}/${bank.id}/imports`))).toMatchObject([
      { id: batch?.id, fileName: '示例.xlsx', by: null, loaded: 3, undoneAt: null },
    ]);
    const undo = () => administrator.post(`${ROOT}/imports/${batch?.id}/undo`, undefined);
    const report = await bodyOf<UndoReport>(undo());
    expect(report.withdrawn).toBe(1);
    expect(report.kept).toHaveLength(2);
    expect((await undo()).code).toBe('bank.import-undone');
    expect((await bodyOf<BankItemPage>(host.get(items()))).total).toBe(2);
  });

  it('lend shipped items as copies, and leave the shipped bank as its file says', async () => {
    const { items: rows } = await bodyOf<BankItemPage>(host.get(`${ROOT}/${shipped.id}/items`));
    const itemIds = rows.map(({ id }) => id);
    expect(await bodyOf<CopyReport>(administrator.post(items('/copy'), { itemIds }))).toEqual({
      copied: 6,
      unchanged: 0,
    });
    const [first = ''] = itemIds;
    const attempts: [string, string, unknown][] = [
      ['PATCH', `${ROOT}/${shipped.id}`, { title: '示例' }],
      ['POST', `${ROOT}/${shipped.id}/items`, { item: ITEM }],
      ['PUT', `${ROOT}/${shipped.id}/items/${first}`, { item: ITEM, revision: 1 }],
      ['POST', `${ROOT}/${shipped.id}/items/copy`, { itemIds }],
      ['POST', `${ROOT}/${shipped.id}/status`, { itemIds: [first], status: 'retired' }],
    ];
    for (const [method, path, body] of attempts) {
      const answer = await administrator.send(method, path, { body });
      expect([path, answer.status, answer.code]).toEqual([path, 409, 'bank.shipped']);
      expect(JSON.stringify(answer.body)).toContain('复制到自己的题库');
    }
  });

  it('are read by hosts and changed by administrators, from our own pages only', async () => {
    const { id } = await create();
    for (const path of ['', '/overview', `/${bank.id}/items`, `/${bank.id}/items/${id}`, `/${bank.id}/imports`]) {
      expect([path, (await host.get(`${ROOT}${path}`)).status]).toEqual([path, 200]);
      expect([path, (await new RestClient(running.url).get(`${ROOT}${path}`)).code]).toEqual([path, 'auth.required']);
    }
    const changes: [string, string, unknown][] = [
      ['POST', ROOT, { title: '示例' }],
      ['PATCH', `${ROOT}/${bank.id}`, { title: '示例' }],
      ['POST', items(), { item: OTHER }],
      ['PUT', items(`/${id}`), { item: OTHER, revision: 1 }],
      ['POST', items('/copy'), { itemIds: [id] }],
      ['POST', `${ROOT}/${bank.id}/status`, { itemIds: [id], status: 'reviewed' }],
      ['POST', `${ROOT}/imports/${id}/undo`, undefined],
    ];
    for (const [method, path, body] of changes) {
      expect([path, (await host.send(method, path, { body })).code]).toEqual([path, 'auth.forbidden']);
      const foreign = { body, headers: { Origin: 'http://example.com' } };
      expect([path, (await administrator.send(method, path, foreign)).code]).toEqual([path, 'protocol.origin']);
      const unsigned = { body, headers: { 'X-CSRF-Token': 'x' } };
      expect([path, (await administrator.send(method, path, unsigned)).code]).toEqual([path, 'auth.csrf']);
    }
    expect(await bodyOf<BankItemDetail>(host.get(items(`/${id}`)))).toMatchObject({ revision: 1, status: 'draft' });
  });

  it('say what they do not find', async () => {
    const { id } = await create();
    const other = await bodyOf<BankOverview>(administrator.post(ROOT, { title: '示例另一题库' }));
    const unknown: [string, string, unknown][] = [
      ['GET', `${ROOT}/nowhere/items`, undefined],
      ['GET', `${ROOT}/nowhere/imports`, undefined],
      ['GET', items('/nothing'), undefined],
      ['GET', `${ROOT}/${other.id}/items/${id}`, undefined],
      ['PUT', `${ROOT}/${other.id}/items/${id}`, { item: ITEM, revision: 1 }],
      ['PATCH', `${ROOT}/nowhere`, { title: '示例' }],
      ['POST', items('/copy'), { itemIds: [id, 'nothing'] }],
      ['POST', `${ROOT}/${other.id}/status`, { itemIds: [id], status: 'reviewed' }],
      ['POST', `${ROOT}/imports/nothing/undo`, undefined],
    ];
    for (const [method, path, body] of unknown) {
      const answer = await administrator.send(method, path, body === undefined ? {} : { body });
      expect([path, answer.status, answer.code]).toEqual([path, 404, 'rest.not-found']);
    }
  });

  it('leave a record of who did what', async () => {
    const { id } = await create();
    await bodyOf(edit(id, { item: { ...ITEM, difficulty: 3 } satisfies BankItemBody, revision: 1 }));
    await publish(id);
    const { source } = running.app.get(Reader);
    const rows = (await source.query('SELECT action, detail FROM operator_action ORDER BY id')) as {
      readonly action: string;
      readonly detail: string;
    }[];
    const own = rows.filter(({ detail }) => detail.includes(bank.id)).map(({ action }) => action);
    expect(own).toEqual([
      'bank.created',
      'bank-item.created',
      'bank-item.edited',
      'bank-item.status',
      'bank-item.status',
    ]);
  });
});
