/** The figures of a unit as a spreadsheet: what they are of, a sheet for each table of the page, denominators in columns. */
import type ExcelJS from 'exceljs';

import type { HourLedgerId } from '../../protocol/hours.js';
import type { HourFigure, UnitFigures, UnitFigureSet } from '../../protocol/study-figures.js';
import { chineseDate, printable } from '../handing-in/year-ledger.js';
import { LEDGER_NAMES } from '../hours/certificates.service.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Cell = string | number | null;
interface Column {
  readonly header: string;
  readonly width: number;
  readonly format?: string;
}
const PERCENT = '0.0%';
const HIDDEN = '人数少，不列';
const NAME: Column = { header: '组织', width: 30 };
const count = (header: string): Column => ({ header, width: 12 });
const share = (header: string): Column => ({ header, width: 12, format: PERCENT });

export async function figuresWorkbook(given: UnitFigures): Promise<Buffer> {
  const page = printable(given);
  // Loaded when needed: it is a tenth of what the start of the server would take.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  workbook.creator = '学赛';
  workbook.title = titleOf(page);
  workbook.created = new Date(`${page.asOf}T00:00:00+08:00`);
  notes(workbook, page);
  coverageSheet(workbook, page);
  readingSheet(workbook, page);
  hoursSheet(workbook, page);
  trendSheet(workbook, page);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const titleOf = ({ unitPath }: UnitFigures): string => `${unitPath.at(-1) ?? ''}学习统计`;

function notes(workbook: ExcelJS.Workbook, page: UnitFigures): void {
  const sheet = table(workbook, '说明', [
    { header: '项目', width: 16 },
    { header: '内容', width: 90 },
  ]);
  const { heading, from, to, asOf, hours } = page;
  const rows: readonly (readonly [string, string])[] = [
    ['统计对象', page.unitPath.join(' / ')],
    ['统计期间', `${chineseDate(from)}至${chineseDate(to)}，数据截至${chineseDate(asOf)}`],
    ['统计口径', '只统计已审核的学习记录；在册人数为截止日当天的人数。'],
    [`${heading}覆盖率`, '有已审核记录的学习方式数 ÷ 启用的学习方式数；含多个支部时，为各支部已覆盖数之和 ÷（支部数 × 启用的学习方式数）。支部指有本级人员或学习记录的组织。'],
    ['到会率', '实到人次 ÷ 应到人次。'],
    ['读书', '参与率 = 参与人数 ÷ 在册人数（含期间参与后离开的人员）；人均读完 = 读完本次 ÷ 在册人数；人均阅读时长由本人申报，= 申报总分钟 ÷ 有申报的人数，按开始阅读的日期计入。'],
    ['学时', `${hours.year}年度，按当前在册人员统计；三本台账分别计算，互不相加。`],
    ['小数隐去', '不足5人的组织，以及据此能推算出它们的组织，不列数字。'],
    ['声明', '本榜不作为考核依据。'],
  ];
  for (const row of rows) sheet.addRow([...row]);
} // prettier-ignore

/** The total first, then each row of the page; a hidden one says so. */
function addRows(sheet: ExcelJS.Worksheet, page: UnitFigures, cells: (set: UnitFigureSet) => readonly Cell[]): void {
  const rows = [
    { name: '合计', figures: page.total },
    ...page.rows.map(({ name, itself, figures }) => ({ name: itself ? `${name}（本级）` : name, figures })),
  ];
  for (const { name, figures } of rows) sheet.addRow([name, ...(figures ? cells(figures) : [HIDDEN])]);
}

function coverageSheet(workbook: ExcelJS.Workbook, page: UnitFigures): void {
  const sheet = table(workbook, '覆盖率', [
    NAME,
    count('在册人数'),
    count('支部数'),
    ...page.modes.flatMap(({ label }) => [count(`${label}：支部`), count(`${label}：记录`)]),
    count('已覆盖'),
    count('应覆盖'),
    share('覆盖率'),
    count('学习记录'),
    count('实到人次'),
    count('应到人次'),
    share('到会率'),
  ]);
  addRows(sheet, page, ({ people, branches, coverage, entries, expected, present }) => [
    people,
    branches,
    ...coverage.cells.flatMap((cell) => [cell.covering, cell.entries]),
    coverage.covered,
    coverage.of,
    part(coverage.covered, coverage.of),
    entries,
    present,
    expected,
    part(present, expected),
  ]);
}

function readingSheet(workbook: ExcelJS.Workbook, page: UnitFigures): void {
  const sheet = table(workbook, '读书', [
    NAME,
    count('在册人数'),
    count('参与人数'),
    share('参与率'),
    count('读完本次'),
    { header: '人均读完', width: 12, format: '0.00' },
    count('纸质书'),
    count('电子书'),
    count('听书'),
    count('盲文'),
    count('申报分钟'),
    count('申报人数'),
    { header: '人均分钟（申报）', width: 16, format: '0' },
    count('心得'),
    count('采用'),
    count('荐书'),
    count('分享会'),
    count('分享会人次'),
  ]);
  addRows(sheet, page, ({ reading: one }) => [
    one.roster,
    one.participants,
    part(one.participants, one.roster),
    one.finishedAll,
    part(one.finishedAll, one.roster),
    one.finished.print,
    one.finished['e-book'],
    one.finished.audio,
    one.finished.braille,
    one.minutes,
    one.withMinutes,
    part(one.minutes, one.withMinutes),
    one.reflections,
    one.adopted,
    one.recommendations,
    one.sharings,
    one.sharingPresent,
  ]);
}

function hoursSheet(workbook: ExcelJS.Workbook, page: UnitFigures): void {
  const hours = (header: string): Column => ({ header, width: 12, format: '0.##' });
  const sheet = table(workbook, '学时', [
    NAME,
    { header: '学时台账', width: 20 },
    { header: '依据', width: 40 },
    count('纳入人数'),
    count('达到人数'),
    hours('已认定学时'),
    hours('目标学时'),
  ]);
  const names = new Map(page.rows.map(({ unitId, name, itself }) => [unitId, itself ? `${name}（本级）` : name]));
  const add = (name: string, { ledger, policyName, people, met, done, target }: HourFigure): void => {
    const shown = met === null || done === null || target === null ? [HIDDEN] : [met, done / 100, target / 100];
    sheet.addRow([name, LEDGER_NAMES[ledger satisfies HourLedgerId], policyName, people, ...shown]);
  };
  for (const figure of page.hours.total) add('合计', figure);
  for (const figure of page.hours.rows) add(names.get(figure.unitId) ?? '', figure);
}

function trendSheet(workbook: ExcelJS.Workbook, page: UnitFigures): void {
  const sheet = table(workbook, '按月', [
    { header: '月份', width: 12 },
    ...page.modes.map(({ label }) => count(label)),
    count('学习记录'),
    count('已覆盖'),
    count('应覆盖'),
    share('覆盖率'),
    count('实到人次'),
    count('应到人次'),
    share('到会率'),
  ]);
  for (const { month, byMode, entries, covered, of, present, expected } of page.trend ?? []) {
    sheet.addRow([month, ...byMode, entries, covered, of, part(covered, of), present, expected, part(present, expected)]);
  }
} // prettier-ignore

const part = (some: number, whole: number): number | null => (whole === 0 ? null : some / whole);

/** A heading that stays in view and is printed on every page, A4 across. */
function table(workbook: ExcelJS.Workbook, name: string, columns: readonly Column[]): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
    headerFooter: { oddFooter: '&C本榜不作为考核依据。　&P/&N' },
  });
  sheet.columns = columns.map(({ header, width, format }) => ({
    header,
    width,
    style: { ...(format === undefined ? {} : { numFmt: format }), alignment: { vertical: 'top', wrapText: true } },
  }));
  sheet.getRow(1).font = { bold: true };
  return sheet;
} // prettier-ignore
