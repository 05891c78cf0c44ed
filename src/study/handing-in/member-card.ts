/** The card of one member for a year (学员学习卡): where they stand in each ledger, and what it is made of. */
import { Document, Footer, HeadingLevel, Packer, PageNumber, Paragraph, TextRun, type FileChild } from 'docx';

import { hoursText } from '../../core/study/hours.js';
import { A4, cutRows, ledgerStyles, ledgerTable, type TableColumn } from './document-look.js';
import { chineseDate, printable, shortDate } from './year-ledger.js';

export interface MemberCard {
  readonly name: string;
  readonly unitName: string;
  readonly year: number;
  readonly madeOn: string;
  readonly standings: readonly CardStanding[];
  readonly rows: readonly CardRow[];
}

export interface CardStanding {
  readonly ledger: string;
  readonly period: string;
  readonly policy: string;
  readonly target: number;
  readonly done: number;
  readonly missing: number;
  /** Subtotals by kind, as text and hundredths. */
  readonly byKind: readonly (readonly [string, number])[];
  readonly remark: string;
}

export interface CardRow {
  readonly onDate: string;
  readonly modes: string;
  readonly channel: string;
  readonly title: string;
  readonly source: string;
  /** In each of the person's ledgers, in the order of the standings. */
  readonly hundredths: readonly number[];
  readonly approvedBy: string;
  readonly evidence: string;
  readonly insight: string;
  readonly madeUp: boolean;
}

const MARGIN = 1134;
const WIDTH = A4.width - 2 * MARGIN;

const STANDING_COLUMNS: readonly TableColumn[] = [
  { header: '学时台账', width: 2300 },
  { header: '周期', width: 1500, centred: true },
  { header: '年度目标', width: 1100, centred: true },
  { header: '已认定', width: 1000, centred: true },
  { header: '差额', width: 1000, centred: true },
  { header: '分类小计与说明', width: WIDTH - 6900 },
];

export async function memberCardDocument(given: MemberCard): Promise<Uint8Array> {
  const card = printable(given);
  const title = `${card.name}${card.year}年度学习卡`;
  const document = new Document({
    title,
    creator: '学赛',
    styles: ledgerStyles(),
    sections: [
      {
        properties: { page: { size: A4, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, footer: 567 } } },
        footers: { default: new Footer({ children: [foot()] }) },
        children: content(card, title),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
} // prettier-ignore

const foot = (): Paragraph =>
  new Paragraph({
    style: 'Small',
    alignment: 'center',
    children: [new TextRun({ children: ['第 ', PageNumber.CURRENT, ' 页，共 ', PageNumber.TOTAL_PAGES, ' 页'] })],
  });

function content(card: MemberCard, title: string): readonly FileChild[] {
  const columns = rowColumns(card.standings);
  const standings = card.standings.map((one) => [
    one.ledger,
    one.period,
    hoursText(one.target),
    hoursText(one.done),
    hoursText(one.missing),
    [...one.byKind.map(([kind, hundredths]) => `${kind}${hoursText(hundredths)}`), one.policy, one.remark].filter((text) => text !== '').join('\n'),
  ]);
  const rows = card.rows.map((row, index) => [
    String(index + 1),
    shortDate(row.onDate),
    [row.modes, row.channel, ...(row.madeUp ? ['补学'] : [])].filter((text) => text !== '').join('\n'),
    [row.title, row.source === '' ? '' : `来源：${row.source}`, row.insight === '' ? '' : `体会：${row.insight}`].filter((text) => text !== '').join('\n'),
    ...row.hundredths.map(hoursText),
    [row.approvedBy, row.evidence].filter((text) => text !== '').join('\n'),
  ]);
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(title)] }),
    line(`${card.unitName}　制表日期：${chineseDate(card.madeOn)}`),
    heading('一、学时'),
    ...(standings.length === 0 ? [line('没有纳入学时台账。')] : [table(standings, STANDING_COLUMNS)]),
    line('各学时台账分别计算，互不相加；当年有效，不跨年结转。'),
    heading('二、学习记录'),
    ...(rows.length === 0 ? [line('本年度没有已审核的记录。')] : [table(rows, columns)]),
  ];
} // prettier-ignore

const TALLEST = 12_000;
const table = (rows: readonly (readonly string[])[], columns: readonly TableColumn[]): FileChild =>
  ledgerTable(cutRows(rows, columns, TALLEST), columns);

function rowColumns(standings: readonly CardStanding[]): readonly TableColumn[] {
  const hours = standings.map(({ ledger }): TableColumn => ({ header: `${ledger}学时`, width: 1000, centred: true }));
  return [
    { header: '序号', width: 650, centred: true },
    { header: '日期', width: 1150, centred: true },
    { header: '方式与渠道', width: 1400, centred: true },
    { header: '主题、来源与体会', width: WIDTH - 650 - 1150 - 1400 - 1400 - hours.length * 1000 },
    ...hours,
    { header: '认定人与证明', width: 1400, centred: true },
  ];
}

const line = (text: string): Paragraph => new Paragraph({ style: 'Cell', children: [new TextRun(text)] });
const heading = (text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel.HEADING_2, spacing: { before: 200 }, children: [new TextRun(text)] });
