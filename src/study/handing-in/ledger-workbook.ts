/** The year's ledger as a spreadsheet: a cover with contents, a sheet for each mode, the hours. Ready to be printed on A4. */
import ExcelJS from 'exceljs';

import { hoursText } from '../../core/study/hours.js';
import { cutRow, linesOf } from './lines.js';
import {
  attendanceText,
  chineseDate,
  contentText,
  coverage,
  printable,
  remarkText,
  type LedgerMode,
  type YearLedger,
  noStandings,
} from './year-ledger.js';

const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } } as const;
const THIN = { style: 'thin', color: { argb: 'FF808080' } } as const;
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const SHEET_NAME_LIMIT = 31;
/** An Excel row can be no higher than 409 points, and a cell that wraps must be seen whole: longer ones go on in the next row. */
const MOST_LINES = 26;
const LINE = 15;
/** Of the widths of columns, which count figures of 11 points. */
const SQUARE = 2.15;

interface Column {
  readonly header: string;
  /** In characters of half width. */
  readonly width: number;
  readonly centred?: true;
  readonly format?: string;
}

const MODE_COLUMNS: readonly Column[] = [
  { header: '序号', width: 6, centred: true },
  { header: '日期', width: 11, centred: true },
  { header: '形式', width: 11, centred: true },
  { header: '渠道', width: 9, centred: true },
  { header: '主题', width: 24 },
  { header: '内容', width: 40 },
  { header: '主持或主讲', width: 12, centred: true },
  { header: '到会情况', width: 10, centred: true },
  { header: '时长（分钟）', width: 8, centred: true },
  { header: '备注', width: 18 },
];

const STANDING_COLUMNS: readonly Column[] = [
  { header: '序号', width: 6, centred: true },
  { header: '姓名', width: 16, centred: true },
  { header: '学时台账', width: 24, centred: true },
  { header: '周期', width: 16, centred: true },
  { header: '目标学时', width: 12, centred: true, format: '0.##' },
  { header: '已认定', width: 12, centred: true, format: '0.##' },
  { header: '差额', width: 12, centred: true, format: '0.##' },
  { header: '备注', width: 30 },
];

export async function ledgerWorkbook(given: YearLedger): Promise<Buffer> {
  const ledger = printable(given);
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '学赛';
  workbook.title = `${ledger.unitName}${ledger.year}年度学习台账`;
  workbook.created = new Date(`${ledger.madeOn}T00:00:00+08:00`);
  const names = sheetNames(ledger.modes.map(({ name }) => name));
  contents(workbook, ledger, names);
  ledger.modes.forEach((mode, index) => modeSheet(workbook, ledger, mode, names[index] ?? mode.name));
  standingSheet(workbook, ledger);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const CONTENTS = '目录';
const HOURS = '学时';

/** Excel refuses some signs and more than 31 characters, and takes names for the same that differ in case only. */
export function sheetNames(names: readonly string[]): readonly string[] {
  const taken = new Set([CONTENTS, HOURS]);
  return names.map((name, index) => {
    const plain = name
      .replace(/[\\/?*[\]:]/gu, ' ')
      .replace(/^'+|'+$/gu, '')
      .trim();
    const base = [...(plain === '' ? `方式${index + 1}` : plain)].slice(0, SHEET_NAME_LIMIT - 3).join('');
    let free = base;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${base} ${number}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

function contents(workbook: ExcelJS.Workbook, ledger: YearLedger, names: readonly string[]): void {
  const sheet = workbook.addWorksheet(CONTENTS, { pageSetup: page('portrait') });
  sheet.columns = [{ width: 8 }, { width: 34 }, { width: 14 }, { width: 30 }];
  const line = (text: string, font: Partial<ExcelJS.Font>, height: number): void => {
    const row = sheet.addRow([text]);
    sheet.mergeCells(row.number, 1, row.number, 4);
    row.getCell(1).font = font;
    row.getCell(1).alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    row.height = height;
  };
  line(`${ledger.unitName}${ledger.year}年度学习台账`, { size: 20, bold: true }, 48);
  if (ledger.above.length > 0) line(ledger.above.join('　'), { size: 12 }, 22);
  const { covered, of } = coverage(ledger);
  line(`在册${ledger.people}人　${ledger.heading}覆盖${covered}/${of}　制表日期${chineseDate(ledger.madeOn)}`, { size: 11 }, 26);
  headRow(sheet, ['序号', '学习方式', '记录数', '说明']);
  ledger.modes.forEach(({ name, meaning, rows }, index) => {
    const row = sheet.addRow([index + 1, link(names[index] ?? name, name), rows.length, meaning]);
    frame(row, [true, false, true, false]);
    row.height = heightOf([[meaning, 30], [name, 34]]); // prettier-ignore
  });
  frame(sheet.addRow([ledger.modes.length + 1, link(HOURS, HOURS), ledger.standings?.length ?? '', '学时目标与认定情况']), [true, false, true, false]);
  sheet.addRow([]);
  for (const text of [...ledger.policies.map((policy) => `学时依据：${policy}`), NOTE]) {
    const row = sheet.addRow([text]);
    sheet.mergeCells(row.number, 1, row.number, 4);
    row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
    row.height = heightOf([[text, 84]]);
  }
} // prettier-ignore

const NOTE = '本台账由已审核的学习记录生成，审核后的更正已计入并在备注中注明。本榜不作为考核依据。';

const link = (sheet: string, text: string): ExcelJS.CellHyperlinkValue => ({
  text,
  hyperlink: `#'${sheet.replaceAll("'", "''")}'!A1`,
});

function modeSheet(workbook: ExcelJS.Workbook, ledger: YearLedger, mode: LedgerMode, name: string): void {
  const sheet = table(workbook, name, `${ledger.year}年度${mode.name}`, MODE_COLUMNS);
  mode.rows.forEach((entry, index) => {
    const values = [
      index + 1,
      entry.onDate,
      entry.kind,
      entry.channel,
      entry.place === '' ? entry.title : `${entry.title}\n（${entry.place}）`,
      contentText(entry),
      [entry.led, entry.recorder === '' ? '' : `记录：${entry.recorder}`].filter((part) => part !== '').join('\n'),
      attendanceText(entry),
      entry.minutes,
      remarkText(entry),
    ];
    body(sheet, values, MODE_COLUMNS);
  });
  if (mode.rows.length === 0) empty(sheet, '本年度没有已审核的记录。', MODE_COLUMNS.length);
}

function standingSheet(workbook: ExcelJS.Workbook, ledger: YearLedger): void {
  const sheet = table(workbook, HOURS, `${ledger.year}年度学时`, STANDING_COLUMNS);
  ledger.standings?.forEach((one, index) => {
    const hours = (hundredths: number): number => Number(hoursText(hundredths));
    const values = [index + 1, one.name, one.ledger, one.period, hours(one.target), hours(one.done), hours(one.missing), one.remark];
    body(sheet, values, STANDING_COLUMNS);
  });
  if ((ledger.standings?.length ?? 0) === 0) empty(sheet, noStandings(ledger), STANDING_COLUMNS.length);
} // prettier-ignore

const page = (orientation: 'portrait' | 'landscape'): Partial<ExcelJS.PageSetup> => ({
  paperSize: 9,
  orientation,
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  horizontalCentered: true,
  margins: { left: 0.6, right: 0.6, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.3 },
});

/** Title, heading row and set-up; the first two rows are printed on every page and stay in view. */
function table(workbook: ExcelJS.Workbook, name: string, title: string, columns: readonly Column[]): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 2 }],
    pageSetup: { ...page('landscape'), printTitlesRow: '1:2' },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页&R' + title.replaceAll('&', '&&') },
  });
  sheet.columns = columns.map(({ width }) => ({ width }));
  const head = sheet.addRow([title]);
  sheet.mergeCells(1, 1, 1, columns.length);
  head.height = 32;
  head.getCell(1).font = { size: 16, bold: true };
  head.getCell(1).alignment = { horizontal: 'center', vertical: 'middle' };
  headRow(sheet, columns.map(({ header }) => header)); // prettier-ignore
  return sheet;
}

function headRow(sheet: ExcelJS.Worksheet, headers: readonly string[]): void {
  const row = sheet.addRow([...headers]);
  row.height = heightOf(headers.map((text, index) => [text, sheet.getColumn(index + 1).width ?? 10]));
  row.eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = HEAD_FILL;
    cell.border = BORDER;
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  });
}

function body(sheet: ExcelJS.Worksheet, values: readonly (string | number | null)[], columns: readonly Column[]): void {
  const texts = values.map((value) => (typeof value === 'string' ? value : ''));
  const parts = cutRow(texts, columns.map(({ width }) => width / SQUARE), MOST_LINES);
  parts.forEach(({ cells, lines }, part) => {
    const shown = values.map((value, index) => (typeof value === 'string' ? (cells[index] ?? '') : part === 0 ? value : null));
    if (part > 0) shown[0] = '续';
    bodyRow(sheet, shown, columns, lines);
  });
} // prettier-ignore

function bodyRow(
  sheet: ExcelJS.Worksheet,
  values: readonly (string | number | null)[],
  columns: readonly Column[],
  lines: number,
): void {
  const row = sheet.addRow([...values]);
  frame(row, columns.map(({ centred }) => centred === true)); // prettier-ignore
  columns.forEach(({ format }, index) => {
    if (format !== undefined) row.getCell(index + 1).numFmt = format;
  });
  row.height = lines * LINE + 6;
}

function frame(row: ExcelJS.Row, centred: readonly boolean[]): void {
  centred.forEach((centre, index) => {
    const cell = row.getCell(index + 1);
    cell.border = BORDER;
    cell.alignment = { vertical: 'top', wrapText: true, horizontal: centre ? 'center' : 'left' };
    if (cell.hyperlink) cell.font = { color: { argb: 'FF0B5394' }, underline: true };
  });
}

function empty(sheet: ExcelJS.Worksheet, text: string, columns: number): void {
  const row = sheet.addRow([text]);
  sheet.mergeCells(row.number, 1, row.number, columns);
  row.height = 24;
  frame(row, [false]);
}

/** Excel does not open rows to the height of their text when a file comes from elsewhere. */
const heightOf = (cells: readonly (readonly [string, number])[]): number =>
  Math.max(...cells.map(([text, width]) => linesOf(text, width / SQUARE).length)) * LINE + 6;
