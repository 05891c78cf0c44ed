import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { BankOverview } from '../../src/protocol/question-bank.js';
import { Reader } from '../../src/platform/database/reader.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { SetupService } from '../../src/identity/setup.service.js';
import { QuestionBankModule } from '../../src/question-bank/question-bank.module.js';
import { startApp, type RunningApp } from '../support/app.js';
import { runBank } from '../support/bank-terminal.js';
import { dropDataDir, newDataDir } from '../support/contest-server.js';
import { encode } from '../support/encode.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import { RestClient } from '../support/rest-client.js';
import { databaseEnv } from '../support/ring-database.js';

const TEXT = `1. 示例：雨后的彩虹一般分为几种颜色？
A. 五种
B. 七种
答案：B

2. 示例：一年有几个季节？
A. 三个
B. 四个
答案：E
`;
const GOOD = TEXT.replace('答案：E', '答案：B');

interface Printed {
  readonly format: string;
  readonly encoding: string | null;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: readonly { readonly place: object; readonly code: string; readonly message: string }[];
  readonly warnings: readonly object[];
  readonly byKind: Readonly<Record<string, number>>;
  readonly loaded?: number;
  readonly unchanged?: number;
}
const printed = (text: string) => JSON.parse(text) as Printed;

let folder: string;
beforeEach(async () => {
  folder = await newDataDir();
});
afterEach(() => dropDataDir(folder));

const file = async (content: string | Uint8Array, name = '示例题库.txt') => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

describe('npm run bank -- import --dry-run', () => {
  it('says as JSON what it understood, without any database', async () => {
    const { code, text } = await runBank(['import', await file(encode(TEXT, 'gb18030')), '--dry-run', '--json']);
    expect(code).toBe(1);
    expect(printed(text)).toMatchObject({
      format: 'text',
      encoding: 'gb18030',
      read: 2,
      accepted: 1,
      rejected: [{ place: { line: 9 }, code: 'key.unknown-choice', message: expect.stringMatching(/请.+。$/u) }],
      warnings: [],
      byKind: { 'choice-single': 1 },
    });
  });

  it('says the same to people, in Chinese', async () => {
    const { code, text } = await runBank(['import', await file(TEXT), '--dry-run']);
    expect(code).toBe(1);
    expect(text).toContain('找到 2 道题：可以读入 1 道，不能读入 1 处，请核对 0 处。');
    expect(text).toMatch(/不能读入：\n {2}第 9 行/u);
    expect(text).toContain('没有写入任何内容');
  });

  it('reads standard input, and answers 0 where all is well', async () => {
    expect(await runBank(['import', '-', '--dry-run'], { input: encode(GOOD, 'utf-8') })).toMatchObject({ code: 0 });
  });

  it('can be told the format', async () => {
    const { text } = await runBank(['import', await file(GOOD), '--dry-run', '--json', '--format', 'gift']);
    expect(printed(text)).toMatchObject({ format: 'gift', accepted: 0 });
  });

  it.each([
    [['import'], /用法/u],
    [['import', 'a', 'b'], /用法/u],
    [['import', 'a', '--format', 'word'], /没有这种格式/u],
    [['import', 'a', '--mode', 'some'], /用法/u],
    [['import', 'nowhere.txt', '--dry-run'], /找不到文件/u],
    [['import', '.', '--dry-run'], /找不到文件/u],
    [['export', 'own-a'], /可用的格式/u],
    [['export', 'own-a', '--format', 'pdf'], /可用的格式/u],
  ])('answers 2 to %j', async (args, sentence) => {
    expect(await runBank(args)).toMatchObject({ code: 2, text: expect.stringMatching(sentence) });
  });

  it('is well within three seconds as a command', async () => {
    const path = await file(GOOD);
    const startedAt = performance.now();
    const child = spawn(process.execPath, [resolve('dist/server/cli/bank.js'), 'import', path, '--dry-run', '--json'], {
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    expect(await new Promise((settle) => child.once('close', settle))).toBe(0);
    expect(printed(text).accepted).toBe(2);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});

describe('npm run bank -- import and export beside a running server', () => {
  let running: RunningApp;
  let env: Readonly<Record<string, string>>;
  beforeEach(async () => {
    running = await startApp({
      modules: [IdentityModule, QuestionBankModule],
      env: { QUESTION_BANKS_DIR: 'test/nowhere' },
    });
    env = { DATA_DIR: running.dataDir, ...(await databaseEnv(running.dataDir)) };
  });
  afterEach(() => running.close());

  const banks = async () => {
    const admin = new RestClient(running.url);
    const token = running.app.get(SetupService).pendingToken;
    await admin.keepSession(admin.post('/api/setup', { token, ...ADMINISTRATOR }));
    return (await admin.get('/api/question-banks/overview')).body as BankOverview[];
  };

  it('writes nothing while anything is rejected, unless told to skip it', async () => {
    const path = await file(TEXT);
    const refused = await runBank(['import', path], { env });
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('--mode skip-bad') });
    const skipped = await runBank(['import', path, '--mode', 'skip-bad', '--json'], { env });
    expect(skipped.code).toBe(1);
    expect(printed(skipped.text)).toMatchObject({ accepted: 1, loaded: 1 });
    expect(await banks()).toMatchObject([{ title: '示例题库', slug: 'own-a', counts: { draft: 1 } }]);
  });

  it('loads into a bank by its short name, twice as well as once, and takes it out again', async () => {
    const path = await file(GOOD);
    expect(await runBank(['import', path], { env })).toMatchObject({
      code: 0,
      text: expect.stringContaining('已导入 2 道题'),
    });
    const again = await runBank(['import', path, '--bank', 'own-a', '--json'], { env });
    expect(printed(again.text)).toMatchObject({ accepted: 2, loaded: 0, unchanged: 2 });
    const look = await runBank(['import', path, '--bank', 'own-a', '--dry-run', '--json'], { env });
    expect(printed(look.text)).toMatchObject({ accepted: 2, unchanged: 2 });
    const words = await runBank(['import', path, '--bank', 'own-a', '--dry-run'], { env });
    expect(words.text).toContain('新增 0 道，更新 0 道，重复 2 道（题库里已有 2 道，文件里重复 0 道）。');
    expect(words.text).toMatch(/重复，不再读入：\n {2}第 1 行.*：“示例：雨后的彩虹一般分为几种颜色？” own-a-00001/u);

    const out = join(folder, 'out.json');
    const exported = await runBank(['export', 'own-a', '--format', 'bank-json', '--out', out], { env });
    expect(exported).toMatchObject({ code: 0, text: expect.stringContaining('已导出 2 道题') });
    expect((JSON.parse(await readFile(out, 'utf8')) as { items: object[] }).items).toHaveLength(2);
    const piped = await runBank(['export', 'own-a', '--format', 'aiken', '--out', '-', '--json'], { env });
    expect(new TextDecoder().decode(piped.bytes)).toContain('ANSWER: B');
    expect(JSON.parse(piped.text)).toMatchObject({ items: 2, format: 'aiken' });

    const paper = await runBank(['export', 'own-a', '--format', 'bank-yaml', '--out', '-'], { env });
    const { source } = running.app.get(Reader);
    const taken = (await source.query(
      `SELECT detail FROM audit_entry WHERE action = 'bank.exported' ORDER BY sequence`,
    )) as readonly { readonly detail: string }[];
    const details = taken.map(({ detail }) => JSON.parse(detail) as { readonly format: string; readonly exportId: string });
    expect(details.map(({ format }) => format)).toEqual(['bank-json', 'aiken', 'bank-yaml']);
    expect(new TextDecoder().decode(paper.bytes)).toMatch(new RegExp(`^# 由 命令行 于 .+ 导出 · 批号 ${details[2]?.exportId}\n`, 'u'));
  }); // prettier-ignore

  it('names what is not there', async () => {
    const path = await file(GOOD);
    const unknown = await runBank(['import', path, '--bank', 'own-z'], { env });
    expect(unknown).toMatchObject({ code: 2, text: expect.stringContaining('没有短名称为“own-z”的题库') });
    const none = await runBank(['import', path], { env: { DATA_DIR: join(folder, 'empty') } });
    expect(none).toMatchObject({ code: 2, text: expect.stringContaining('没有找到数据库文件') });
    await rm(path);
  });
});
