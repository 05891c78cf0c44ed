/** The files of a package that are made here: its index and the record of one entry. */
import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import ExcelJS from 'exceljs';

import { A4, cutRows, ledgerStyles, ledgerTable, type TableColumn } from './document-look.js';
import type { IndexRow } from './package-plan.js';
import { attendanceText, chineseDate, printable, remarkText, type LedgerRow } from './year-ledger.js';

export async function packageIndex(given: readonly IndexRow[], title: string): Promise<Buffer> {
  const rows = printable(given);
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '学赛';
  workbook.title = title;
  const sheet = workbook.addWorksheet('索引', {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  });
  sheet.columns = [
    { header: '指标编号', width: 14 },
    { header: '指标名称', width: 30 },
    { header: '序号', width: 8 },
    { header: '日期', width: 12 },
    { header: '主题', width: 40 },
    { header: '文件名', width: 56 },
    { header: '说明', width: 40 },
  ].map((column) => ({ ...column, style: { alignment: { vertical: 'top' as const, wrapText: column.width > 20 } } }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows) sheet.addRow([row.indicator, row.indicatorName, row.number === 0 ? null : row.number, row.onDate, row.title, row.file, row.note]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
} // prettier-ignore

const MARGIN = 1440;
const COLUMNS: readonly TableColumn[] = [
  { header: '项目', width: 2000, centred: true },
  { header: '内容', width: A4.width - 2 * MARGIN - 2000 },
];

export async function recordDocument(given: LedgerRow, unitName: string, modes: readonly string[]): Promise<Uint8Array> {
  const row = printable(given);
  const cells = [
    ['单位', unitName],
    ['学习方式', modes.join('、')],
    ['形式', row.kind],
    ['日期', chineseDate(row.onDate)],
    ['渠道', row.channel],
    ['地点', row.place],
    ['时长', row.minutes === null ? '' : `${row.minutes}分钟`],
    ['主持或主讲', row.led],
    ['记录人', row.recorder],
    ['到会情况', attendanceText(row).replaceAll('\n', '，')],
    ...row.content.map(({ label, text }) => [label, text]),
    ['内容来源', row.source],
    ['备注', remarkText(row)],
  ].filter(([, text]) => text !== '');
  const document = new Document({
    title: row.title,
    creator: '学赛',
    styles: ledgerStyles(),
    sections: [
      {
        properties: { page: { size: A4, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } } },
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(row.title)] }),
          ledgerTable(cutRows(cells, COLUMNS, 12_000), COLUMNS),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
} // prettier-ignore
