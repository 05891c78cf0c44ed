import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Reader } from '../../src/platform/database/reader.js';
import type {
  BankItemBody,
  BankItemDetail,
  BankItemPage,
  BankOverview,
  CopyReport,
} from '../../src/protocol/question-bank.js';
import type { BankInfo } from '../../src/protocol/rest.js';
import { BANKS, BankServer, detailsOf, ITEM, OTHER } from '../support/bank-server.js';
import { bodyOf } from '../support/contest-stage.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import { RestClient } from '../support/rest-client.js';
import { SINGLE } from '../support/sample-banks.js';

describe('question banks over REST', () => {
  let server: BankServer;

  beforeAll(async () => {
    server = await BankServer.start();
  });
  afterAll(() => server.close());
  beforeEach(() => server.newBank());

  it('are made, renamed and counted', async () => {
    expect(server.bank).toMatchObject({
      title: '示例自建题库',
      description: '',
      shipped: false,
      counts: { draft: 0, reviewed: 0, published: 0, retired: 0 },
    });
    const { id } = await server.create();
    await server.publish(id);
    await server.create(OTHER);
    const renamed = await bodyOf<BankOverview>(
      server.administrator.send('PATCH', `${BANKS}/${server.bank.id}`, {
        body: { title: '示例改名', description: '示例说明' },
      }),
    );
    expect(renamed).toMatchObject({ title: '示例改名', description: '示例说明', counts: { draft: 1, published: 1 } });
    const drawable = await bodyOf<BankInfo[]>(server.administrator.get(BANKS));
    expect(drawable.find((one) => one.id === server.bank.id)).toMatchObject({
      title: '示例改名',
      itemCount: 1,
      kinds: { choice: 1 },
    });
  });

  it('show an item with its history, findings and measure', async () => {
    const { id } = await server.create();
    const detail = await bodyOf<BankItemDetail>(server.host.get(server.items(`/${id}`)));
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
    await server.create();
    await server.create(OTHER);
    const page = async (query: string) => bodyOf<BankItemPage>(server.host.get(server.items(query)));
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
      expect([query, (await server.host.get(server.items(query))).code]).toEqual([query, 'rest.invalid']);
    }
  });

  it('take the first of two edits, and tell the second what to do', async () => {
    const { id } = await server.create();
    const answers = await Promise.all(
      ['示例解析甲', '示例解析乙'].map((explanation) =>
        server.edit(id, { item: { ...ITEM, explanation }, revision: 1 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.code).toBe('bank.item-changed');
    expect(JSON.stringify(refused?.body)).toContain('请刷新页面');
    const winner = answers.find(({ status }) => status === 200)?.body as BankItemDetail;
    const detail = await bodyOf<BankItemDetail>(server.administrator.get(server.items(`/${id}`)));
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
    const answer = await server.administrator.post(server.items(), { item });
    expect([answer.status, answer.code]).toEqual([422, 'bank.item-rejected']);
    expect(detailsOf(answer)).toContainEqual({ path, message: expect.stringMatching(/。$/u) });
    const { id } = await server.create();
    expect((await server.edit(id, { item, revision: 1 })).code).toBe('bank.item-rejected');
  });

  it('refuse faulty bodies', async () => {
    const { id } = await server.create();
    const faulty: [string, string, unknown][] = [
      ['POST', BANKS, { title: '  ' }],
      ['POST', BANKS, { title: '示例', owner: 'x' }],
      ['PATCH', `${BANKS}/${server.bank.id}`, { title: null }],
      ['POST', server.items(), { item: 'x' }],
      ['POST', server.items(), { item: ITEM, revision: 1 }],
      ['PUT', server.items(`/${id}`), { item: ITEM }],
      ['PUT', server.items(`/${id}`), { item: ITEM, revision: 1, status: 'published' }],
      ['POST', server.items('/copy'), { itemIds: [] }],
      ['POST', server.items('/copy'), { itemIds: [1] }],
      ['POST', `${BANKS}/${server.bank.id}/status`, { status: 'published' }],
      ['POST', `${BANKS}/${server.bank.id}/status`, { itemIds: [], status: 'published' }],
      ['POST', `${BANKS}/${server.bank.id}/status`, { itemIds: [id], status: 'secret' }],
      ['POST', `${BANKS}/${server.bank.id}/status`, { itemIds: [id], status: 'reviewed', force: true }],
    ];
    for (const [method, path, body] of faulty) {
      const answer = await server.administrator.send(method, path, { body });
      expect([method, path, body, answer.status, answer.code]).toEqual([method, path, body, 400, 'rest.invalid']);
    }
  });

  it('lend shipped items as copies, and leave the shipped bank as its file says', async () => {
    const shipped = await server.shipped();
    const { items: rows } = await bodyOf<BankItemPage>(server.host.get(`${BANKS}/${shipped.id}/items`));
    const itemIds = rows.map(({ id }) => id);
    expect(await bodyOf<CopyReport>(server.administrator.post(server.items('/copy'), { itemIds }))).toEqual({
      copied: 6,
      unchanged: 0,
      contradictory: [],
    });
    const [first = ''] = itemIds;
    const attempts: [string, string, unknown][] = [
      ['PATCH', `${BANKS}/${shipped.id}`, { title: '示例' }],
      ['POST', `${BANKS}/${shipped.id}/items`, { item: ITEM }],
      ['PUT', `${BANKS}/${shipped.id}/items/${first}`, { item: ITEM, revision: 1 }],
      ['POST', `${BANKS}/${shipped.id}/items/copy`, { itemIds }],
      ['POST', `${BANKS}/${shipped.id}/status`, { itemIds: [first], status: 'retired' }],
    ];
    for (const [method, path, body] of attempts) {
      const answer = await server.administrator.send(method, path, { body });
      expect([path, answer.status, answer.code]).toEqual([path, 409, 'bank.shipped']);
      expect(JSON.stringify(answer.body)).toContain('复制到自己的题库');
    }
  });

  it('are read by hosts and changed by administrators, from our own pages only', async () => {
    const { id } = await server.create();
    for (const path of [
      '',
      '/overview',
      `/${server.bank.id}/items`,
      `/${server.bank.id}/items/${id}`,
      `/${server.bank.id}/imports`,
    ]) {
      expect([path, (await server.host.get(`${BANKS}${path}`)).status]).toEqual([path, 200]);
      expect([path, (await new RestClient(server.running.url).get(`${BANKS}${path}`)).code]).toEqual([
        path,
        'auth.required',
      ]);
    }
    const changes: [string, string, unknown][] = [
      ['POST', BANKS, { title: '示例' }],
      ['PATCH', `${BANKS}/${server.bank.id}`, { title: '示例' }],
      ['POST', server.items(), { item: OTHER }],
      ['PUT', server.items(`/${id}`), { item: OTHER, revision: 1 }],
      ['POST', server.items('/copy'), { itemIds: [id] }],
      ['POST', `${BANKS}/${server.bank.id}/status`, { itemIds: [id], status: 'reviewed' }],
      ['POST', `${BANKS}/imports/${id}/undo`, undefined],
    ];
    for (const [method, path, body] of changes) {
      expect([path, (await server.host.send(method, path, { body })).code]).toEqual([path, 'auth.forbidden']);
      const foreign = { body, headers: { Origin: 'http://example.com' } };
      expect([path, (await server.administrator.send(method, path, foreign)).code]).toEqual([path, 'protocol.origin']);
      const unsigned = { body, headers: { 'X-CSRF-Token': 'x' } };
      expect([path, (await server.administrator.send(method, path, unsigned)).code]).toEqual([path, 'auth.csrf']);
    }
    expect(await bodyOf<BankItemDetail>(server.host.get(server.items(`/${id}`)))).toMatchObject({
      revision: 1,
      status: 'draft',
    });
  });

  it('say what they do not find', async () => {
    const { id } = await server.create();
    const other = await bodyOf<BankOverview>(server.administrator.post(BANKS, { title: '示例另一题库' }));
    const unknown: [string, string, unknown][] = [
      ['GET', `${BANKS}/nowhere/items`, undefined],
      ['GET', `${BANKS}/nowhere/imports`, undefined],
      ['GET', server.items('/nothing'), undefined],
      ['GET', `${BANKS}/${other.id}/items/${id}`, undefined],
      ['PUT', `${BANKS}/${other.id}/items/${id}`, { item: ITEM, revision: 1 }],
      ['PATCH', `${BANKS}/nowhere`, { title: '示例' }],
      ['POST', server.items('/copy'), { itemIds: [id, 'nothing'] }],
      ['POST', `${BANKS}/${other.id}/status`, { itemIds: [id], status: 'reviewed' }],
      ['POST', `${BANKS}/imports/nothing/undo`, undefined],
    ];
    for (const [method, path, body] of unknown) {
      const answer = await server.administrator.send(method, path, body === undefined ? {} : { body });
      expect([path, answer.status, answer.code]).toEqual([path, 404, 'rest.not-found']);
    }
  });

  it('leave a record of who did what', async () => {
    const { id } = await server.create();
    await bodyOf(server.edit(id, { item: { ...ITEM, difficulty: 3 } satisfies BankItemBody, revision: 1 }));
    await server.publish(id);
    const { source } = server.running.app.get(Reader);
    const rows = (await source.query('SELECT action, detail FROM audit_entry ORDER BY sequence')) as {
      readonly action: string;
      readonly detail: string;
    }[];
    const own = rows.filter(({ detail }) => detail.includes(server.bank.id)).map(({ action }) => action);
    expect(own).toEqual([
      'bank.created',
      'bank-item.created',
      'bank-item.edited',
      'bank-item.status',
      'bank-item.status',
    ]);
  });
});
