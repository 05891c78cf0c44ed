import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { IdentityModule } from '../../src/identity/identity.module.js';
import { SetupService } from '../../src/identity/setup.service.js';
import { Reader } from '../../src/platform/database/reader.js';
import { EXPORT_FORMATS, type ExportLosses, type ImportReport } from '../../src/protocol/question-bank.js';
import { readXlsx } from '../../src/question-bank/files/xlsx-read.js';
import { QuestionBankModule } from '../../src/question-bank/question-bank.module.js';
import { startApp, type RunningApp } from '../support/app.js';
import { ADMINISTRATOR, HOST, PASSWORD } from '../support/identity-server.js';
import { RestClient } from '../support/rest-client.js';
import { bankOf, ONE_OF_EACH, SINGLE } from '../support/sample-banks.js';
import { getFile, postFile } from '../support/upload.js';
import { newOperator } from '../support/operators.js';

const FORMULA = { ...SINGLE, id: 'sb-007', stem: '=SUM(A1:A9) 示例：这是什么？', explanation: '@示例' };
const ITEMS = [...ONE_OF_EACH, FORMULA];
/** Of the seven items, those that the format can carry: GIFT has no ordering, Aiken one letter for a key. */
const CARRIED: Readonly<Record<string, number>> = { aiken: 3, gift: 6 };

describe('taking a bank out', () => {
  let running: RunningApp;
  let admin: RestClient;
  let bankId: string;
  beforeAll(async () => {
    const env = { TRUST_PROXY: '1', QUESTION_BANKS_DIR: 'test/nowhere' };
    running = await startApp({ modules: [IdentityModule, QuestionBankModule], env });
    admin = new RestClient(running.url);
    const token = running.app.get(SetupService).pendingToken;
    await admin.keepSession(admin.post('/api/setup', { token, ...ADMINISTRATOR }));
    const bytes = JSON.stringify(bankOf(ITEMS, { title: '示例题库：甲/乙' }));
    const { body } = await postFile(admin, '/api/question-banks/import?dryRun=false', { bytes });
    bankId = (body as ImportReport).batch!.bankId;
  });
  afterAll(() => running.close());

  const exported = (query: string) => getFile(admin, `/api/question-banks/${bankId}/export?${query}`);
  const look = async (bytes: Uint8Array, into = '') =>
    (await postFile(admin, `/api/question-banks/import?dryRun=true${into}`, { bytes })).body as ImportReport;

  it.each(EXPORT_FORMATS.filter((format) => !format.startsWith('docx')))('as %s, and in again', async (format) => {
    const { status, headers, bytes } = await exported(`format=${format}`);
    expect(status).toBe(200);
    const { losses } = (await admin.get(`/api/question-banks/${bankId}/export/losses?format=${format}`))
      .body as ExportLosses;
    expect(headers.get('x-export-losses')).toBe(String(losses.length));
    const back = await look(bytes);
    expect(back).toMatchObject({ accepted: CARRIED[format] ?? 7, rejected: [] });
    const lost = new Set(losses.filter(({ code }) => code === 'kind.not-carried').map(({ itemKey }) => itemKey));
    expect(lost.size).toBe(7 - back.accepted);
  });

  it.each(['xlsx', 'bank-yaml', 'bank-json'])('as %s loses nothing: the bank has all of it already', async (format) => {
    const { bytes } = await exported(`format=${format}`);
    expect(await look(bytes, `&bankId=${bankId}`)).toMatchObject({
      accepted: 7,
      unchanged: 7,
      rejected: [],
      warnings: [],
    });
  });

  it.each([
    ['docx', '示例题库：甲 乙-试卷.docx'],
    ['docx-large', '示例题库：甲 乙-大字版试卷.docx'],
    ['docx&part=paper', '示例题库：甲 乙-试卷（不含答案）.docx'],
    ['gift', '示例题库：甲 乙.gift'],
    ['qti-3.0', '示例题库：甲 乙-QTI3.0.zip'],
  ])('as %s has a Chinese name', async (format, name) => {
    const { status, headers } = await exported(`format=${format}`);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent(name)}`);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('writes no cell that a spreadsheet would run', async () => {
    const csv = new TextDecoder().decode((await exported('format=csv')).bytes);
    expect(csv).toContain("'=SUM(A1:A9)");
    expect(csv).toContain("'@示例");
    expect(csv).not.toMatch(/(?:^|,)"?[=+@]/mu);
    const [sheet] = await readXlsx((await exported('format=xlsx')).bytes);
    const cells = sheet!.rows.flatMap((row) => [...row.cells.values()]);
    expect(cells.filter(({ formula }) => formula)).toEqual([]);
    expect(cells.map(({ text }) => text)).toContain(FORMULA.stem);
  });

  it('of one status alone', async () => {
    const { body } = await admin.get(`/api/question-banks/${bankId}/export/losses?format=xlsx&status=published`);
    expect(body).toEqual({ format: 'xlsx', items: 0, losses: [] });
    expect((await look((await exported('format=bank-json&status=draft')).bytes)).accepted).toBe(7);
  });

  it('says what a format cannot carry, item by item', async () => {
    const { body } = await admin.get(`/api/question-banks/${bankId}/export/losses?format=aiken`);
    expect((body as ExportLosses).losses).toContainEqual({
      itemKey: 'sb-003',
      code: 'kind.not-carried',
      message: expect.stringMatching(/。$/u),
    });
  });

  it('leaves nothing behind on the disk, and is written down', async () => {
    const { bytes } = await exported('format=xlsx');
    expect(await readdir(join(running.dataDir, 'exports'))).toEqual([]);
    const actions: unknown = await running.app
      .get(Reader)
      .source.query(`SELECT detail FROM audit_entry WHERE action = 'bank.exported' ORDER BY sequence DESC LIMIT 1`);
    const [{ detail = '' } = {}] = actions as readonly { readonly detail?: string }[];
    const choice = { format: 'xlsx', status: 'all', part: 'both' };
    expect(JSON.parse(detail)).toEqual({ bankId, ...choice, items: 7, exportId: expect.any(String) });
    const [, about] = await readXlsx(bytes);
    const texts = about!.rows.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text));
    const { exportId } = JSON.parse(detail) as { readonly exportId: string };
    expect(texts).toContainEqual(expect.stringMatching(new RegExp(`^由 ${ADMINISTRATOR.displayName} 于 .+ 导出 · 批号 ${exportId}$`, 'u')));
  }); // prettier-ignore

  it('is for those who are signed in, of banks that are there, in formats that there are', async () => {
    const path = `/api/question-banks/${bankId}/export?format=xlsx`;
    expect((await new RestClient(running.url).get(path)).code).toBe('auth.required');
    await newOperator(admin, HOST);
    const host = new RestClient(running.url, '192.0.2.2');
    await host.signIn(HOST.login, PASSWORD);
    expect((await getFile(host, path)).status).toBe(200);
    expect((await admin.get('/api/question-banks/unknown/export?format=xlsx')).code).toBe('rest.not-found');
    expect((await admin.get(`/api/question-banks/${bankId}/export?format=pdf`)).code).toBe('rest.invalid');
  });
});
