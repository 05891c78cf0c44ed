/**
 * The year's ledger as a document: cover, contents, a section for each mode, the hours. The page numbers in the contents
 * are written out, because a field that is to be filled in asks everybody who opens the file, and shows nothing where
 * nobody can be asked. They hold, since this module cuts the pages itself: every page is a table of its own behind a
 * break, and no taller than an upper limit of what its text can take.
 */
import {
  AlignmentType,
  Bookmark,
  Document,
  Footer,
  Header,
  HeadingLevel,
  NumberFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TableOfContents,
  TextRun,
  type FileChild,
  type ISectionOptions,
} from 'docx';

import { hoursText } from '../../core/study/hours.js';
import { A4, cutRows, HEAD_HEIGHT, ledgerStyles, ledgerTable, pagesOf, type TableColumn } from './document-look.js';
import { attendanceText, chineseDate, contentText, noStandings, shortDate, coverage, printable, remarkText, type LedgerMode, type YearLedger } from './year-ledger.js'; // prettier-ignore

/** 2 cm. */
const MARGIN = 1134;
const HEIGHT = A4.width - 2 * MARGIN;
/** Above the first line of the cover; not every program centres a page by itself. */
const COVER_TOP = 3000;
/** The heading of a part, and the line that repeats it on the next page. */
const HEADING = 540;
const CONTINUED = 360;
/** The paragraph that ends a section in Word's way of thinking, and a line in reserve. */
const RESERVE = 800;

/** Together as wide as an A4 sheet on its side between the margins: 14570. */
const MODE_COLUMNS: readonly TableColumn[] = [
  { header: '序号', width: 700, centred: true },
  { header: '日期', width: 1150, centred: true },
  { header: '形式', width: 1200, centred: true },
  { header: '渠道', width: 1000, centred: true },
  { header: '主题', width: 2300 },
  { header: '内容', width: 4320 },
  { header: '主持或主讲', width: 1400, centred: true },
  { header: '到会', width: 1000, centred: true },
  { header: '备注', width: 1500 },
];
const STANDING_COLUMNS: readonly TableColumn[] = [
  { header: '序号', width: 800, centred: true },
  { header: '姓名', width: 2200, centred: true },
  { header: '学时台账', width: 2600, centred: true },
  { header: '周期', width: 1900, centred: true },
  { header: '目标学时', width: 1400, centred: true },
  { header: '已认定', width: 1400, centred: true },
  { header: '差额', width: 1400, centred: true },
  { header: '备注', width: 2870 },
];
const OVERVIEW_COLUMNS: readonly TableColumn[] = [
  { header: '学习方式', width: 3600 },
  { header: '说明', width: 8170 },
  { header: '记录数', width: 1400, centred: true },
  { header: '覆盖', width: 1400, centred: true },
];

interface Part {
  readonly heading: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly none: string;
  /** Lines under the table, on its last page or one more. */
  readonly notes: readonly string[];
}

export async function ledgerDocument(given: YearLedger): Promise<Uint8Array> {
  const ledger = printable(given);
  const title = `${ledger.unitName}${ledger.year}年度学习台账`;
  let page = 1;
  const laid = partsOf(ledger).map((part, index) => {
    const pages = lay(part, `part${index + 1}`);
    const first = page;
    page += pages.length;
    return { part, pages, first, anchor: `part${index + 1}` };
  });
  const entries = laid.map(({ part, first, anchor }) => ({ title: part.heading, level: 1, page: first, href: anchor }));
  const document = new Document({
    title,
    creator: '学赛',
    styles: ledgerStyles(),
    sections: [
      cover(ledger),
      contents(entries),
      ...laid.map(({ part, pages }, index) => bodySection(`${title}　${part.heading}`, pages.flat(), index === 0)),
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const NUMERALS = '一二三四五六七八九十';

function partsOf(ledger: YearLedger): readonly Part[] {
  const parts = [overview(ledger), ...ledger.modes.map(modePart), standings(ledger)];
  return parts.map((part, index) => ({ ...part, heading: `${NUMERALS[index] ?? index + 1}、${part.heading}` }));
}

function overview(ledger: YearLedger): Part {
  const { covered, of } = coverage(ledger);
  const cells = ledger.modes.map(({ name, meaning, former, rows }) => [
    name,
    meaning,
    String(rows.length),
    former ? '不计' : rows.length > 0 ? '已开展' : '未开展',
  ]);
  const notes = [
    `在册${ledger.people}人。${ledger.heading}覆盖率：有已审核记录的方式${covered}个，启用的方式${of}个，为${covered}/${of}。`,
    ...ledger.policies.map((policy) => `学时依据：${policy}`),
    '本台账由已审核的学习记录生成，审核后的更正已计入并在备注中注明。本榜不作为考核依据。',
  ];
  return { heading: '概况', columns: OVERVIEW_COLUMNS, rows: cells, none: '没有启用的学习方式。', notes };
}

const modePart = (mode: LedgerMode): Part => ({
  heading: mode.name,
  columns: MODE_COLUMNS,
  rows: mode.rows.map((entry, index) => [
    String(index + 1),
    shortDate(entry.onDate),
    entry.minutes === null ? entry.kind : `${entry.kind}\n${entry.minutes}分钟`,
    entry.channel,
    entry.place === '' ? entry.title : `${entry.title}\n（${entry.place}）`,
    contentText(entry),
    [entry.led, entry.recorder === '' ? '' : `记录：${entry.recorder}`].filter((text) => text !== '').join('\n'),
    attendanceText(entry),
    remarkText(entry),
  ]),
  none: '本年度没有已审核的记录。',
  notes: [],
});

const standings = (ledger: YearLedger): Part => ({
  heading: '学时',
  columns: STANDING_COLUMNS,
  rows: (ledger.standings ?? []).map((one, index) => [
    String(index + 1),
    one.name,
    one.ledger,
    one.period,
    hoursText(one.target),
    hoursText(one.done),
    hoursText(one.missing),
    one.remark,
  ]),
  none: noStandings(ledger),
  notes: ['三本学时台账各自计算，互不相加。'],
});

/** The pages of a part, each as what stands on it. */
function lay({ heading, columns, rows, none, notes }: Part, anchor: string): readonly (readonly FileChild[])[] {
  const first = HEIGHT - HEADING - HEAD_HEIGHT - RESERVE;
  const next = HEIGHT - CONTINUED - HEAD_HEIGHT - RESERVE;
  const cut = cutRows(rows, columns, Math.floor(next * 0.95));
  // Of all columns together: a note is a line of text over the whole width.
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const under = cutRows(notes.map((note) => [note]), [{ header: '', width }], next); // prettier-ignore
  const noteHeight = under.reduce((sum, { height }) => sum + height, 0);
  const pages = pagesOf(cut, first, next).map((page) => [...page]);
  const used = (pages.at(-1) ?? []).reduce((sum, { height }) => sum + height, 0);
  if (used + noteHeight > (pages.length === 1 ? first : next)) pages.push([]);
  return pages.map((page, index) => {
    const head = index === 0 ? headingOf(heading, anchor) : continued(heading);
    const body = page.length > 0 ? [ledgerTable(page, columns)] : index === 0 ? [plain(none)] : [];
    const last = index === pages.length - 1 ? notes.map(plain) : [];
    return [head, ...body, ...last];
  });
}

const headingOf = (text: string, anchor: string): Paragraph =>
  new Paragraph({
    heading: HeadingLevel.HEADING_1,
    children: [new Bookmark({ id: anchor, children: [new TextRun(text)] })],
  });

const continued = (heading: string): Paragraph =>
  new Paragraph({ style: 'Continued', pageBreakBefore: true, children: [new TextRun(`${heading}（续）`)] });

const plain = (text: string): Paragraph => new Paragraph({ style: 'Cell', children: [new TextRun(text)] });

function cover(ledger: YearLedger): ISectionOptions {
  const line = (text: string, size: number, before: number, bold = false) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before },
      children: [new TextRun({ text, size: size * 2, bold })],
    });
  const filled = (label: string, text: string) => line(`${label}${text}`, 14, 160);
  return {
    properties: {
      page: { size: A4, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } },
    },
    children: [
      ...ledger.above.slice(-2).map((name, index) => line(name, 14, index === 0 ? COVER_TOP : 0)),
      new Paragraph({
        heading: HeadingLevel.TITLE,
        spacing: { before: ledger.above.length === 0 ? COVER_TOP : 240 },
        children: [new TextRun(`${ledger.year}年度学习台账`)],
      }),
      line(ledger.unitName, 18, 240, true),
      filled('', `在册${ledger.people}人`),
      filled('制表日期：', chineseDate(ledger.madeOn)),
      filled('支部书记（签字）：', '____________________'),
      filled('上级审核（签字）：', '____________________'),
    ],
  };
}

interface Entry {
  readonly title: string;
  readonly level: number;
  readonly page: number;
  readonly href: string;
}

const contents = (entries: readonly Entry[]): ISectionOptions => ({
  properties: {
    type: SectionType.NEXT_PAGE,
    page: { size: A4, margin: { top: MARGIN * 1.5, bottom: MARGIN, left: MARGIN * 1.25, right: MARGIN * 1.25 } },
  },
  children: [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 240 },
      children: [new TextRun({ text: '目　录', bold: true, size: 36 })],
    }),
    new TableOfContents('目录', {
      hyperlink: true,
      headingStyleRange: '1-1',
      cachedEntries: entries,
      beginDirty: false,
    }),
  ],
});

function bodySection(head: string, children: readonly FileChild[], first: boolean): ISectionOptions {
  const small = (parts: readonly (string | (typeof PageNumber)[keyof typeof PageNumber])[], alignment: 'center' | 'right') =>
    new Paragraph({ style: 'Small', alignment, children: [new TextRun({ children: parts })] });
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      page: {
        size: { ...A4, orientation: PageOrientation.LANDSCAPE },
        margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, header: 567, footer: 567 },
        pageNumbers: first ? { start: 1, formatType: NumberFormat.DECIMAL } : { formatType: NumberFormat.DECIMAL },
      },
    },
    headers: { default: new Header({ children: [small([head], AlignmentType.RIGHT)] }) },
    footers: { default: new Footer({ children: [small(['第 ', PageNumber.CURRENT, ' 页'], AlignmentType.CENTER)] }) },
    children,
  };
} // prettier-ignore
