/** Files that mean harm or are damaged, made when they are wanted: none is stored. */
import { sheetOf } from '../../src/core/question-bank/formats/sheet.js';
import { writeXlsx } from '../../src/question-bank/files/xlsx-write.js';
import { zipFiles } from '../../src/question-bank/files/zip.js';

const MEGABYTE = 1024 * 1024;
const utf8 = (text: string) => new TextEncoder().encode(text);

const HEADINGS = ['题型', '题干', '选项A', '选项B', '选项C', '答案'];
const itemRow = (number: number) => [
  '单选题',
  `示例：第 ${number} 道题，代号 ${(number * 7919) % 100_003} 的下一个是哪一个？`,
  `甲${number}`,
  `乙${number}`,
  `丙${number}`,
  'ABC'[number % 3] ?? 'A',
];
export const tableOf = (items: number): Promise<Uint8Array> =>
  writeXlsx([sheetOf('示例', [HEADINGS, ...Array.from({ length: items }, (_, index) => itemRow(index + 1))])]);

/** A workbook made by hand: what its one sheet says, and files beside it. */
function workbook(sheet: string | Uint8Array, beside: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': utf8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': utf8(
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets><sheet name="示例" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': utf8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': typeof sheet === 'string' ? utf8(sheet) : sheet,
    ...beside,
  };
  return zipFiles(new Map(Object.entries(files)));
}

const cell = (name: string, inner: string) => `<c r="${name}" t="str">${inner}</c>`;
const worksheet = (...rows: readonly (readonly string[])[]) =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map((cells, row) => {
      const names = cells.map((inner, column) => cell(`${String.fromCharCode(65 + column)}${row + 1}`, inner));
      return `<row r="${row + 1}">${names.join('')}</row>`;
    })
    .join('')}</sheetData></worksheet>`;
const words = (texts: readonly string[]) => texts.map((text) => `<v>${text}</v>`);
const FORMULAS = worksheet(words(HEADINGS), words(itemRow(1)), [
  ...words(itemRow(2)).slice(0, 5),
  '<f>HYPERLINK("http://127.0.0.1:1/","A")</f>',
]);

const LAUGHS = Array.from({ length: 30 }, (_, index) => `<!ENTITY l${index + 1} "&l${index};&l${index};">`);

const moodle = (doctype: string) =>
  utf8(`<?xml version="1.0"?><!DOCTYPE quiz [${doctype}]><quiz><question type="truefalse">&l30;</question></quiz>`);

type Make = () => Uint8Array | Promise<Uint8Array>;

/** By what they are. */
export const HOSTILE = {
  zipBomb: () => workbook(new Uint8Array(300 * MEGABYTE).fill(0x20)),
  packageBomb: () => zipFiles(new Map([['imsmanifest.xml', new Uint8Array(200 * MEGABYTE).fill(0x20)]])),
  billionLaughs: () => moodle(`<!ENTITY l0 "示例">${LAUGHS.join('')}`),
  externalEntity: () => moodle('<!ENTITY l30 SYSTEM "file:///etc/hostname">'),
  entityInWorkbook: () =>
    workbook(`<!DOCTYPE x [<!ENTITY l30 SYSTEM "http://127.0.0.1:1/">]>${worksheet(words(HEADINGS))}`),
  formulas: () => workbook(FORMULAS),
  macros: () =>
    workbook(worksheet(words(HEADINGS), words(itemRow(1))), { 'xl/vbaProject.bin': new Uint8Array(2000).fill(7) }),
  halfZip: async () => {
    const whole = await tableOf(50);
    return whole.subarray(0, whole.length / 2);
  },
  picture: () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Uint8Array(500)]),
  oldOffice: () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]),
  hundredThousandRows: () => tableOf(100_000),
  nestedJson: () => utf8(`${'[{"items":'.repeat(200_000)}1${'}]'.repeat(200_000)}`),
  nestedXml: () => utf8(`<quiz>${'<question>'.repeat(300_000)}`),
  longLines: () => utf8(`1. ${'（（（ A ）'.repeat(8000)}\n`.repeat(40)),
  emptyLines: () => utf8('\n'.repeat(15 * MEGABYTE)),
} satisfies Readonly<Record<string, Make>>;

/** A text of so many bytes, piece by piece: nobody holds it whole. */
export function longText(bytes: number): ReadableStream<Uint8Array> {
  const piece = utf8('1. 示例：太阳从东方升起。\n答案：正确\n'.repeat(20_000)).subarray(0, MEGABYTE);
  let left = bytes;
  return new ReadableStream<Uint8Array>({
    pull(stream) {
      if (left <= 0) stream.close();
      else stream.enqueue(piece.subarray(0, Math.min(left, piece.length)));
      left -= piece.length;
    },
  });
}
