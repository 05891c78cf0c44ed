import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { FileError } from '../../src/question-bank/files/file-error.js';
import { TABLE_LIMITS, type TableLimits } from '../../src/question-bank/files/xlsx-limits.js';
import { readXlsx } from '../../src/question-bank/files/xlsx-read.js';
import { inlineRows, MAIN, workbook, workbookFiles, zipped } from '../support/xlsx-files.js';

const run = promisify(execFile);

async function refusal(bytes: Uint8Array, limits: TableLimits = TABLE_LIMITS): Promise<FileError> {
  const error: unknown = await readXlsx(bytes, limits).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof FileError) return error;
  throw error ?? new Error('the file was read');
}

const PLAIN = { sheets: [{ name: '题库', inside: inlineRows([['题目', 'A', 'B', '答案'], ['示例', '甲', '乙', 'A']]) }] }; // prettier-ignore
const changed = (path: string, text: string): Uint8Array => zipped(new Map(workbookFiles(PLAIN)).set(path, text));
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const ole = (stream: string): Buffer =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600), utf16(stream)]);
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);

describe('files that are no workbook', () => {
  it.each<[string, () => Uint8Array, string, RegExp]>([
    ['nothing', () => new Uint8Array(), 'file.empty', /空/u],
    ['half a zip', () => workbook(PLAIN).slice(0, 900), 'file.malformed', /不完整/u],
    ['a zip with a changed byte', () => workbook(PLAIN).map((byte, index) => (index === 400 ? byte ^ 255 : byte)), 'file.malformed', /损坏/u],
    ['a picture', () => png, 'file.unsupported', /图片/u],
    ['a password', () => ole('EncryptedPackage'), 'file.unsupported', /密码/u],
    ['an old workbook', () => ole('Workbook'), 'file.unsupported', /\.xls）.*另存为/u],
    ['an old document', () => ole('WordDocument'), 'file.unsupported', /Word/u],
    ['a web page named .xls', () => Buffer.from('\uFEFF<html><table><tr><td>题目</td></tr></table>'), 'file.unsupported', /网页.*另存为/u],
    ['a binary workbook', () => changed('_rels/.rels', '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>'), 'file.unsupported', /xlsb/u],
    ['an OpenDocument', () => zipped(new Map([['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'], ['content.xml', '<x/>']])), 'file.unsupported', /ods/u],
    ['another archive', () => zipped(new Map([['a.txt', 'x']])), 'file.unsupported', /没有 Excel 表格/u],
    ['text', () => Buffer.from('题目,答案'), 'file.unsupported', /不是 \.xlsx/u],
  ])('%s: refused with what to do', async (_, bytes, code, words) => {
    const { code: found, message } = await refusal(bytes());
    expect(found).toBe(code);
    expect(message).toMatch(words);
    expect(message).toMatch(/请.+。$/u);
  }); // prettier-ignore
});

describe('hostile workbooks', () => {
  const sheet = (inside: string) => changed('xl/worksheets/sheet0.xml', inside);

  it.each<[string, () => Uint8Array, string]>([
    ['entities of its own', () => sheet(`<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet ${MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>`), 'file.unsupported'],
    ['an entity from outside', () => sheet(`<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet ${MAIN}/>`), 'file.unsupported'],
    ['entities that grow', () => changed('xl/workbook.xml', '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><w>&b;</w>'), 'file.unsupported'],
    ['XML that breaks off', () => sheet(`<worksheet ${MAIN}><sheetData><row r="1">`), 'file.malformed'],
    ['a missing sheet', () => { const files = new Map(workbookFiles(PLAIN)); files.delete('xl/worksheets/sheet0.xml'); return zipped(files); }, 'file.malformed'],
    ['a shared text that is not there', () => sheet(`<worksheet ${MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>`), 'file.malformed'],
    ['cells beyond the last column', () => sheet(`<worksheet ${MAIN}><sheetData><row r="1"><c r="ZZZZZZ1"><v>7</v></c></row></sheetData></worksheet>`), 'file.malformed'],
    ['rows in no order', () => sheet(`<worksheet ${MAIN}><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>`), 'file.malformed'],
    ['no sheet', () => changed('xl/workbook.xml', '<workbook/>'), 'file.empty'],
    ['a zip bomb', () => zipped(new Map([...workbookFiles(PLAIN), ['xl/worksheets/sheet0.xml', `<worksheet ${MAIN}>${' '.repeat(64 * 1024 * 1024)}</worksheet>`]])), 'file.too-large'],
    ['thousands of files', () => zipped(new Map([...workbookFiles(PLAIN), ...Array.from({ length: 2100 }, (_, index) => [`a/${index}`, ''] as const)])), 'file.too-large'],
    ['merged ranges that lie over each other', () => sheet(`<worksheet ${MAIN}>${inlineRows(Array.from({ length: 2000 }, (_, index) => ['甲', `乙${index}`, '丙', '丁', '戊', '己', '庚']))}<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(2000)}</mergeCells></worksheet>`), 'file.too-large'],
  ])('%s: refused', async (_, bytes, code) => {
    const started = performance.now();
    expect((await refusal(bytes())).code).toBe(code);
    expect(performance.now() - started).toBeLessThan(20_000);
  }); // prettier-ignore

  it.each<[string, Partial<TableLimits>]>([
    ['sheets', { sheets: 0 }],
    ['rows', { rows: 1 }],
    ['cells', { cells: 7 }],
    ['characters', { characters: 10 }],
  ])('holds to its limit of %s', async (_, limit) => {
    const { code, message } = await refusal(workbook(PLAIN), { ...TABLE_LIMITS, ...limit });
    expect(code).toBe('file.too-large');
    expect(message).toMatch(/请拆成/u);
  });

  it('reads the cells of a workbook with macros and with links to outside, and fetches nothing', async () => {
    const files = new Map(workbookFiles({ ...PLAIN, relations: [['v', 'vbaProject', 'vbaProject.bin']] }));
    files.set(
      'xl/worksheets/_rels/sheet0.xml.rels',
      '<Relationships><Relationship Id="h" Type="x/hyperlink" Target="http://127.0.0.1:1/" TargetMode="External"/></Relationships>',
    );
    const [first] = await readXlsx(zipped(files));
    expect(first?.rows).toHaveLength(2);
    expect(first?.remarks?.map(({ message }) => message)).toEqual([
      '表格带有宏，宏不会运行，也不会读入，只读取了单元格里的文字。',
    ]);
  });
});

describe('large workbooks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bank-xlsx-'));
  const file = join(folder, 'large.xlsx');
  const sources = fileURLToPath(new URL('../../src/question-bank/files/xlsx-read.ts', import.meta.url));
  const register = fileURLToPath(new URL('../support/ts-register.mjs', import.meta.url));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Rows with text, or the code of the refusal, and the most memory that a process of its own took, in MB. */
  async function readApart(): Promise<{ rows: number | string; memory: number }> {
    const script = `
      import { readFileSync } from 'node:fs';
      const { readXlsx } = await import(${JSON.stringify(sources)});
      const rows = await readXlsx(readFileSync(${JSON.stringify(file)})).then((sheets) => sheets[0].rows.length, (error) => error.code);
      console.log(JSON.stringify({ rows, memory: process.resourceUsage().maxRSS / 1024 }));`;
    const { stdout } = await run(
      process.execPath,
      ['--max-old-space-size=768', '--import', register, '--input-type=module', '-e', script],
      { timeout: 120_000 },
    );
    return JSON.parse(stdout) as { rows: number | string; memory: number };
  }

  const rows = (count: number, words: (index: number) => readonly string[]) =>
    workbook({
      sheets: [{ name: '题库', inside: inlineRows(Array.from({ length: count }, (_, index) => words(index))) }],
    });

  beforeAll(() =>
    writeFileSync(
      file,
      rows(100_000, (index) => [`示例题${index}`, '甲', `乙${index}`, 'A']),
    ),
  );

  it('reads 100,000 rows in bounded memory', async () => {
    const { rows: count, memory } = await readApart();
    expect(count).toBe(100_000);
    expect(memory).toBeLessThan(900);
  });

  it('passes a million empty rows over', async () => {
    const empty = Array.from({ length: 1_000_000 }, (_, index) => `<row r="${index + 1}" ht="15"><c r="A${index + 1}" s="1"/></row>`);
    writeFileSync(file, workbook({ sheets: [{ name: '题库', inside: `<sheetData>${empty.join('')}</sheetData>` }] }));
    expect((await readApart()).rows).toBe(0);
  }); // prettier-ignore

  it('refuses more rows than it can hold', async () => {
    writeFileSync(
      file,
      rows(120_000, (index) => [`示例${index}`]),
    );
    expect((await readApart()).rows).toBe('file.too-large');
  });
});
