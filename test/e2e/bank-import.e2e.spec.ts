import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { sheetOf } from '../../src/core/question-bank/formats/sheet.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { SetupService } from '../../src/identity/setup.service.js';
import type { BankItemPage, BankOverview, ImportReport, UndoReport } from '../../src/protocol/question-bank.js';
import { readXlsx } from '../../src/question-bank/files/xlsx-read.js';
import { writeXlsx } from '../../src/question-bank/files/xlsx-write.js';
import { QuestionBankModule } from '../../src/question-bank/question-bank.module.js';
import { startApp, type RunningApp } from '../support/app.js';
import { encode } from '../support/encode.js';
import { ADMINISTRATOR, HOST, PASSWORD } from '../support/identity-server.js';
import { ManualClock } from '../support/manual-clock.js';
import { RestClient } from '../support/rest-client.js';
import { getFile, postFile, postForm } from '../support/upload.js';
import { newOperator } from '../support/operators.js';

/** No shipped banks. */
const NO_BANKS = 'test/nowhere';
const DAY = 24 * 60 * 60_000;

const PASTED = `一、单项选择题
1. 示例：雨后的彩虹一般分为几种颜色？
A. 五种
B. 六种
C. 七种
D. 八种
答案：C
解析：示例解析。

2. 示例：一年有几个季节？
A. 三个
B. 四个
答案：E

二、判断题
3. 示例：太阳从东方升起。
答案：正确
`;

const ROWS = [
  ['题型', '题干', '选项A', '选项B', '选项C', '答案', '解析'],
  ['单选题', '示例：一周有几天？', '五天', '六天', '七天', 'C', '示例解析'],
  ['多选题', '示例：颜料的三原色包括哪些？', '红', '绿', '蓝', 'AC', ''],
  ['单选题', '示例：一天有几小时？', '十二', '二十四', '', 'D', ''],
];

describe('importing a file over REST', () => {
  let running: RunningApp;
  let admin: RestClient;
  const clock = new ManualClock();

  beforeEach(async () => {
    running = await startApp({
      modules: [IdentityModule, QuestionBankModule],
      clock,
      env: { TRUST_PROXY: '1', QUESTION_BANKS_DIR: NO_BANKS },
    });
    admin = new RestClient(running.url);
    const token = running.app.get(SetupService).pendingToken;
    await admin.keepSession(admin.post('/api/setup', { token, ...ADMINISTRATOR }));
  });
  afterEach(() => running.close());

  const look = async (bytes: Uint8Array | string, query = '', type?: string): Promise<ImportReport> => {
    const answer = await postFile(admin, `/api/question-banks/import?dryRun=true${query}`, {
      bytes,
      ...(type === undefined ? {} : { type }),
    });
    expect([answer.status, answer.code]).toEqual([200, null]);
    return answer.body as ImportReport;
  };
  const load = async (importId: string, body: object): Promise<ImportReport> => {
    const answer = await admin.post(`/api/question-banks/imports/${importId}/load`, body);
    expect([answer.status, answer.code]).toEqual([200, null]);
    return answer.body as ImportReport;
  };
  const texts = async (bytes: Uint8Array) =>
    (await readXlsx(bytes)).flatMap(({ rows }) =>
      rows.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text)),
    );
  const banks = async () => (await admin.get('/api/question-banks/overview')).body as BankOverview[];
  const items = async (bankId: string) => (await admin.get(`/api/question-banks/${bankId}/items`)).body as BankItemPage;

  it('shows what was understood and what was not, place by place, and writes nothing', async () => {
    const report = await look(encode(PASTED, 'gb18030'), `&fileName=${encodeURIComponent('示例题库.txt')}`);
    expect(report).toMatchObject({
      fileName: '示例题库.txt',
      format: 'text',
      encoding: 'gb18030',
      read: 3,
      accepted: 2,
      rejected: [{ code: 'key.unknown-choice', place: { line: 13 }, message: expect.stringMatching(/请.+。$/u) }],
      byKind: { 'choice-single': 1, 'true-false': 1 },
      unchanged: 0,
      similar: [],
      batch: null,
    });
    expect(report.preview.map(({ item }) => [item.stem, item.correctResponse])).toEqual([
      ['示例：雨后的彩虹一般分为几种颜色？', 'C'],
      ['示例：太阳从东方升起。', true],
    ]);
    expect(await banks()).toEqual([]);
  });

  it('knows the format by the content of raw bodies, pasted text and forms, and lets it be overruled', async () => {
    const xlsx = await writeXlsx([sheetOf('示例', ROWS)]);
    expect(await look(xlsx, '&fileName=a.txt')).toMatchObject({ format: 'xlsx', encoding: null, read: 3, accepted: 2 });
    const pasted = await look(PASTED, '', 'text/plain;charset=UTF-8');
    expect(pasted).toMatchObject({ format: 'text', fileName: '粘贴的文字', read: 3 });
    const form = await postForm(admin, '/api/question-banks/import?dryRun=true', '示例 表格.xlsx', xlsx);
    expect(form.body).toMatchObject({ format: 'xlsx', fileName: '示例 表格.xlsx', accepted: 2 });
    expect(await look(PASTED, '&format=gift')).toMatchObject({ format: 'gift', accepted: 0 });
    expect(await look(PASTED, '&format=xlsx')).toMatchObject({ read: 0, rejected: [{ code: 'file.malformed' }] });
  });

  it('loads all or nothing, or all that is good, into a new bank or one that is there', async () => {
    const { importId } = await look(PASTED, `&fileName=${encodeURIComponent('示例题库.txt')}`);
    const nothing = await load(importId, { mode: 'all-or-nothing' });
    expect([nothing.batch, nothing.rejected.length]).toEqual([null, 1]);
    expect(await banks()).toEqual([]);

    const loaded = await load(importId, { mode: 'skip-bad' });
    expect(loaded).toMatchObject({
      accepted: 2,
      batch: { loaded: 2, fileName: '示例题库.txt', format: 'text', by: '示例管理员' },
    });
    const [bank] = await banks();
    expect(bank).toMatchObject({ title: '示例题库', shipped: false, counts: { draft: 2 } });

    const more = await look(await writeXlsx([sheetOf('示例', ROWS)]), `&bankId=${bank!.id}`);
    expect(await load(more.importId, { mode: 'skip-bad', bankId: bank!.id })).toMatchObject({ batch: { loaded: 2 } });
    expect((await items(bank!.id)).total).toBe(4);
  });

  it('adds nothing the second time, and takes a whole import back', async () => {
    const path = '/api/question-banks/import?dryRun=false&mode=skip-bad';
    const first = (await postFile(admin, path, { bytes: PASTED })).body as ImportReport;
    const bankId = first.batch!.bankId;
    const again = (await postFile(admin, `${path}&bankId=${bankId}`, { bytes: PASTED })).body as ImportReport;
    expect(again).toMatchObject({ accepted: 2, added: 0, revised: [], unchanged: 2, batch: null });
    expect(again.repeated).toEqual([
      { place: expect.objectContaining({ line: 2 }), excerpt: expect.any(String), itemKey: 'own-a-00001' },
      { place: expect.objectContaining({ line: 16 }), excerpt: expect.any(String), itemKey: 'own-a-00002' },
    ]);
    expect((await items(bankId)).total).toBe(2);

    const undone = await admin.post(`/api/question-banks/imports/${first.batch!.id}/undo`, {});
    expect(undone.body as UndoReport).toEqual({ withdrawn: 2, kept: [] });
    expect((await items(bankId)).total).toBe(0);
    const back = (await postFile(admin, `${path}&bankId=${bankId}`, { bytes: PASTED })).body as ImportReport;
    expect(back.batch).toMatchObject({ loaded: 2 });
  });

  it('compares with the bank: the same words, other keys, and what is nearly the same', async () => {
    const { importId } = await look(PASTED);
    const { batch } = await load(importId, { mode: 'skip-bad' });
    const changed = PASTED.replace('答案：C', '答案：B')
      .replace('答案：E', '答案：B')
      .replace('太阳从东方升起', '早晨的太阳从东方升起');
    const report = await look(changed, `&bankId=${batch!.bankId}`);
    expect(report).toMatchObject({
      read: 3,
      accepted: 2,
      unchanged: 0,
      rejected: [{ place: { line: 2 }, code: 'key.contradictory' }],
    });
    const longer = await look(PASTED.replace('示例：雨后的彩虹', '示例：大雨后的彩虹'), `&bankId=${batch!.bankId}`);
    expect(longer).toMatchObject({
      unchanged: 1,
      similar: [{ place: { line: 2 }, otherKey: expect.any(String), other: expect.stringContaining('雨后的彩虹') }],
    });
  });

  it('names what a file changes in the bank, before it is loaded and after', async () => {
    const rows = (stem: string) => [
      ['标识', '题型', '题干', '答案'],
      ['sl-1', '判断题', `示例：${stem}`, '正确'],
      ['sl-2', '判断题', '示例：月亮绕着地球转。', '正确'],
    ];
    const first = await look(await writeXlsx([sheetOf('示例', rows('太阳从东方升起。'))]));
    const { batch } = await load(first.importId, { mode: 'all-or-nothing' });
    const second = await look(
      await writeXlsx([sheetOf('示例', rows('太阳每天从东方升起。'))]),
      `&bankId=${batch!.bankId}`,
    );
    const effects = {
      accepted: 2,
      added: 0,
      revised: [
        { place: expect.objectContaining({ cell: 'C2' }), excerpt: '示例：太阳每天从东方升起。', itemKey: 'sl-1' },
      ],
      repeated: [{ place: expect.objectContaining({ cell: 'C3' }), itemKey: 'sl-2' }],
    };
    expect(second).toMatchObject(effects);
    const again = async (body: object) =>
      (await admin.post(`/api/question-banks/imports/${second.importId}/look`, body)).body as ImportReport;
    expect(await again({})).toMatchObject({ importId: second.importId, added: 2, revised: [], repeated: [] });
    expect(await again({ bankId: batch!.bankId })).toMatchObject(effects);
    const loaded = await load(second.importId, { mode: 'all-or-nothing', bankId: batch!.bankId });
    expect(loaded).toMatchObject({ ...effects, batch: { loaded: 1 } });
  });

  it('keeps all or nothing between two files that are loaded at once and contradict each other', async () => {
    const bank = (await admin.post('/api/question-banks', { title: '示例题库' })).body as BankOverview;
    const texts = ['正确', '错误'].map(
      (key) => `1. 示例：太阳从东方升起。\n答案：${key}\n2. 示例：${key}的说法。\n答案：正确\n`,
    );
    const looks = [await look(texts[0]!), await look(texts[1]!)];
    const [one, other] = await Promise.all(
      looks.map(({ importId }) => load(importId, { mode: 'all-or-nothing', bankId: bank.id })),
    );
    const loaded = [one!, other!].filter(({ batch }) => batch !== null);
    const refused = [one!, other!].filter(({ batch }) => batch === null);
    expect(loaded).toMatchObject([{ batch: { loaded: 2 }, rejected: [] }]);
    expect(refused).toMatchObject([{ accepted: 1, added: 1, rejected: [{ code: 'key.contradictory' }] }]);
    expect((await items(bank.id)).total).toBe(2);
  });

  it('tells of a file that says something twice', async () => {
    const twice = `${PASTED}4. 示例：太阳从东方升起。\n答案：错误\n5. 示例：太阳从东方升起。\n答案：正确\n`;
    const report = await look(twice);
    expect(report.warnings.filter(({ code }) => /duplicate|contradictory/u.test(code))).toMatchObject([
      { place: { line: 18 }, code: 'key.contradictory' },
      { place: { line: 20 }, code: 'item.duplicate' },
    ]);
    expect(await load(report.importId, { mode: 'skip-bad' })).toMatchObject({ batch: { loaded: 3 } });
  });

  it.each([
    ['a text', PASTED, '示例.txt', '示例-导入报告.txt'],
    ['a csv file', ROWS.map((row) => row.join(',')).join('\n'), '示例.csv', '示例-导入报告.csv'],
    ['a workbook', () => writeXlsx([sheetOf('示例', ROWS)]), '示例.xlsx', '示例-导入报告.xlsx'],
  ])(
    'gives %s back with remarks at their places; mended or not, it reads as before',
    async (_, content, name, reported) => {
      const bytes = typeof content === 'string' ? content : await content();
      const before = await look(bytes, `&fileName=${encodeURIComponent(name)}`);
      const report = await getFile(admin, `/api/question-banks/imports/${before.importId}/report`);
      expect(report.headers.get('content-disposition')).toContain(encodeURIComponent(reported));
      const again = await look(report.bytes);
      expect(again).toMatchObject({ format: before.format, read: 3, accepted: 2 });
      expect(again.rejected.map(({ code }) => code)).toEqual(before.rejected.map(({ code }) => code));
      const words =
        typeof content === 'string'
          ? new TextDecoder().decode(report.bytes)
          : JSON.stringify(await texts(report.bytes));
      expect(words).toContain(before.rejected[0]!.message);
      expect(words).toContain('【导入提示】');
    },
  );

  it('gives a list of what was found where the file cannot be written into', async () => {
    const { importId } = await look('%PDF-1.7\n', '&fileName=a.pdf');
    const report = await getFile(admin, `/api/question-banks/imports/${importId}/report`);
    expect(await texts(report.bytes)).toEqual(
      expect.arrayContaining(['文件', 'a.pdf', 'pdf', '未读入', 'file.unsupported']),
    );
  });

  it.each(['xlsx', 'docx', 'text'])('offers a template (%s) that it reads without a fault', async (format) => {
    const template = await getFile(admin, `/api/question-banks/templates/${format}`);
    expect(template.headers.get('content-disposition')).toContain(encodeURIComponent('题库模板'));
    const report = await look(template.bytes);
    expect([report.rejected, report.accepted > 4]).toEqual([[], true]);
  });

  it('keeps a look for a day, for the owner of the server only', async () => {
    const { importId } = await look(PASTED);
    const folder = join(running.dataDir, 'imports');
    expect(await readdir(folder)).toEqual([importId]);
    expect(((await stat(join(folder, importId))).mode & 0o77).toString(8)).toBe('0');
    for (const name of await readdir(join(folder, importId))) {
      expect([name, ((await stat(join(folder, importId, name))).mode & 0o77).toString(8)]).toEqual([name, '0']);
    }
    clock.advance(DAY);
    expect((await admin.signIn(ADMINISTRATOR.login, PASSWORD)).code).toBeNull();
    const late = await admin.post(`/api/question-banks/imports/${importId}/load`, { mode: 'skip-bad' });
    expect([late.status, late.code]).toEqual([404, 'rest.not-found']);
  });

  it.each([
    ['unknown', '/api/question-banks/imports/unknown/load', { mode: 'skip-bad' }, 404],
    ['a path', '/api/question-banks/imports/..%2F..%2Fx/load', { mode: 'skip-bad' }, 404],
    ['no mode', '/api/question-banks/imports/unknown/load', {}, 400],
  ])('refuses %s', async (_, path, body, status) => {
    expect((await admin.post(path, body)).status).toBe(status);
  });

  it('refuses wrong calls with a sentence', async () => {
    const path = '/api/question-banks/import?dryRun=true';
    expect(await postFile(admin, `${path}&bankId=unknown`, { bytes: PASTED })).toMatchObject({
      code: 'rest.not-found',
    });
    expect(await postFile(admin, `${path}&format=word`, { bytes: PASTED })).toMatchObject({ code: 'rest.invalid' });
    expect(await postFile(admin, path, { bytes: '{}', type: 'application/json' })).toMatchObject({
      code: 'protocol.malformed',
    });
    expect(await admin.get('/api/question-banks/templates/pdf')).toMatchObject({ code: 'rest.not-found' });
    expect(await look('')).toMatchObject({ read: 0, rejected: [{ code: 'file.empty' }] });
  });

  it('is for administrators', async () => {
    await newOperator(admin, HOST);
    const host = new RestClient(running.url, '192.0.2.2');
    expect(await postFile(host, '/api/question-banks/import', { bytes: PASTED })).toMatchObject({
      code: 'auth.required',
    });
    await host.signIn(HOST.login, PASSWORD);
    expect(await postFile(host, '/api/question-banks/import', { bytes: PASTED })).toMatchObject({
      code: 'auth.forbidden',
    });
    const forged = new RestClient(running.url);
    forged.cookie = admin.cookie;
    expect(await postFile(forged, '/api/question-banks/import', { bytes: PASTED })).toMatchObject({
      code: 'auth.csrf',
    });
  });
});
