/**
 * An official draft as a .docx set to GB/T 9704-2012: A4, 版心 156 × 225 mm, 22 lines of 28 characters. Fonts are named and
 * not embedded, since those of the standard may not be given away; where one is missing the next of its kind is taken.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type FileChild,
  type IParagraphOptions,
  type IStylesOptions,
} from 'docx';
import { unzipSync, zipSync } from 'fflate';

import { A4, exactly, font, HALF_POINT } from './document-look.js';
import { signatureIndents, titleLines, type DraftPart, type DraftTable, type OfficialDraft } from './official-draft.js';
import { chineseDate, printable } from './year-ledger.js';

/** 天头 37 mm, 订口 28 mm; the rest follows from the 版心. Footer: its line is 7 mm below the 版心. */
const MARGIN = { top: 2098, bottom: 1984, left: 1587, right: 1474, footer: 1300, header: 851 } as const;
const WIDTH = A4.width - MARGIN.left - MARGIN.right;
/** 225 mm by 22 lines, in twentieths of a point; 156 mm by 28 characters, as a 4096th of a point less than 16 points. */
const LINE = 580;
const CHARACTER_SPACE = -848;
const CHARACTER = WIDTH / 28;
/** 28 signs of 16 points are 5.75 points too wide for the line; of a twentieth of a point. */
const TIGHTER = -5;
/** 3号, 2号, 4号 in points. */
const SIZE = { body: 16, title: 22, small: 14 } as const;
const TITLE_SQUARES = 19;

export const OFFICIAL_FONTS = {
  body: '仿宋_GB2312',
  title: '方正小标宋简体',
  first: '黑体',
  second: '楷体_GB2312',
  page: '宋体',
} as const;

/** What stands in where a font is not there, by its other names. */
const FALLBACKS: Readonly<Record<string, readonly string[]>> = {
  [OFFICIAL_FONTS.body]: ['仿宋', 'FangSong'],
  [OFFICIAL_FONTS.title]: ['华文中宋', 'STZhongsong'],
  [OFFICIAL_FONTS.first]: ['SimHei'],
  [OFFICIAL_FONTS.second]: ['楷体', 'KaiTi'],
  [OFFICIAL_FONTS.page]: ['SimSun'],
};

export interface OfficialOptions {
  /** Figures within the text: many offices set them in Times New Roman, the standard in the font of the text. */
  readonly numerals: 'latin' | 'chinese';
}

export async function officialDocument(given: OfficialDraft, options: OfficialOptions = { numerals: 'latin' }): Promise<Uint8Array> {
  const draft = printable(given);
  const document = new Document({
    title: draft.title,
    creator: '学赛',
    evenAndOddHeaderAndFooters: true,
    styles: stylesOf(options),
    sections: [
      {
        properties: {
          page: { size: A4, margin: MARGIN },
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: LINE, charSpace: CHARACTER_SPACE },
        },
        footers: { default: pageNumber('odd'), even: pageNumber('even') },
        children: [...text(draft), ...draft.attachments.flatMap((table, index) => attachment(table, index, draft.attachments.length)), ...copyTo(draft)],
      },
    ],
  });
  return completed(new Uint8Array(await Packer.toBuffer(document)));
} // prettier-ignore

function stylesOf({ numerals }: OfficialOptions): IStylesOptions {
  const latin = (name: string) => (numerals === 'latin' ? 'Times New Roman' : name);
  const type = (name: string, size: number) => ({ size: size * HALF_POINT, font: font(name, latin(name)), color: '000000' });
  const indented = { spacing: exactly(LINE), indent: { firstLine: Math.round(CHARACTER * 2), firstLineChars: 200 } };
  const heading = (name: string) => ({ run: { ...type(name, SIZE.body), bold: false }, paragraph: { ...indented, keepNext: true } });
  const style = (id: string, name: string, paragraph: object, run: object = {}) => ({ id, name, basedOn: 'Normal', quickFormat: true, paragraph, run });
  return {
    default: {
      document: {
        run: { ...type(OFFICIAL_FONTS.body, SIZE.body), characterSpacing: TIGHTER, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        paragraph: { spacing: exactly(LINE), alignment: AlignmentType.BOTH },
      },
      title: {
        run: { ...type(OFFICIAL_FONTS.title, SIZE.title), bold: false },
        paragraph: { alignment: AlignmentType.CENTER, spacing: exactly(LINE + 40), keepNext: true },
      },
      heading1: heading(OFFICIAL_FONTS.first),
      heading2: heading(OFFICIAL_FONTS.second),
    },
    paragraphStyles: [
      style('BodyText', '正文缩进', indented),
      style('Addressee', '主送机关', { spacing: exactly(LINE) }),
      style('Signed', '署名', { spacing: exactly(LINE), alignment: AlignmentType.RIGHT }),
      style('AttachmentMark', '附件标记', { spacing: exactly(LINE) }, type(OFFICIAL_FONTS.first, SIZE.body)),
      style('TableCell', '表格', { spacing: { line: 400, lineRule: LineRuleType.EXACT } }, type(OFFICIAL_FONTS.body, 12)),
      style('Copy', '版记', { spacing: exactly(LINE), indent: { left: 280, right: 280 } }, type(OFFICIAL_FONTS.body, SIZE.small)),
      style('PageNumber', '页码', { spacing: { line: 320, lineRule: LineRuleType.EXACT } }, { size: SIZE.small * HALF_POINT, font: font(OFFICIAL_FONTS.page, OFFICIAL_FONTS.page) }),
    ],
  };
} // prettier-ignore

const line = (style: string, content: string, more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ style, ...more, children: [new TextRun(content)] });

const blank = (): Paragraph => line('Addressee', '');

function text(draft: OfficialDraft): readonly FileChild[] {
  const names = draft.attachments.map(({ title }) => title);
  return [
    titleOf(draft.title),
    blank(),
    ...(draft.addressee === null ? [] : [line('Addressee', `${draft.addressee}：`)]),
    ...draft.parts.map(partOf),
    ...attachmentNames(names),
    ...signed(draft),
  ];
}

const titleOf = (title: string): Paragraph =>
  new Paragraph({
    heading: HeadingLevel.TITLE,
    children: titleLines(title, TITLE_SQUARES).map((one, index) => new TextRun({ text: one, ...(index === 0 ? {} : { break: 1 }) })),
  }); // prettier-ignore

function partOf({ level, text: content }: DraftPart): Paragraph {
  if (level === 0) return line('BodyText', content);
  const heading = level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
  return new Paragraph({ heading, children: [new TextRun(content)] });
}

/** 正文下空一行左空二字, no full stop; several are numbered and stand under each other. */
function attachmentNames(names: readonly string[]): readonly Paragraph[] {
  const [only] = names;
  if (only === undefined) return [];
  if (names.length === 1) return [blank(), line('BodyText', `附件：${only}`)];
  const under = { indent: { left: Math.round(CHARACTER * 5), firstLine: 0, firstLineChars: 0 } };
  return [
    blank(),
    ...names.map((name, index) => line('BodyText', `${index === 0 ? '附件：' : ''}${index + 1}. ${name}`, index === 0 ? {} : under)),
  ];
} // prettier-ignore

function signed({ signature, date }: OfficialDraft): readonly Paragraph[] {
  const day = chineseDate(date);
  const indents = signatureIndents(signature, day);
  const right = (characters: number) => ({ indent: { right: Math.round(characters * CHARACTER) } });
  return [
    blank(),
    line('Signed', signature, { ...right(indents.signature), keepNext: true, keepLines: true }),
    line('Signed', day, right(indents.date)),
  ];
}

function attachment({ title, columns, rows, widths }: DraftTable, index: number, count: number): readonly FileChild[] {
  const mark = count === 1 ? '附件' : `附件${index + 1}`;
  const sizes = columns.map((_, column) => Math.round((widths[column] ?? 1 / columns.length) * WIDTH));
  const cell = (content: string, column: number, head: boolean) =>
    new TableCell({
      width: { size: sizes[column] ?? 1000, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: 60, right: 60, top: 40, bottom: 40 },
      children: [new Paragraph({ style: 'TableCell', alignment: AlignmentType.CENTER, children: [new TextRun({ text: content, bold: head })] })],
    });
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({ cantSplit: true, tableHeader: head, children: cells.map((content, column) => cell(content, column, head)) });
  return [
    line('AttachmentMark', mark, { pageBreakBefore: true }),
    blank(),
    titleOf(title),
    blank(),
    new Table({ width: { size: WIDTH, type: WidthType.DXA }, columnWidths: sizes, rows: [row(columns, true), ...rows.map((cells) => row(cells, false))] }),
  ];
} // prettier-ignore

/** 版记: 抄送 between two rules. */
function copyTo({ copyTo: to }: OfficialDraft): readonly FileChild[] {
  if (to === null) return [];
  const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, space: 1, color: '000000' });
  return [blank(), line('Copy', `抄送：${to}。`, { border: { top: rule(8), bottom: rule(8) }, keepLines: true })];
}

/** — 1 —, 单页居右空一字, 双页居左空一字. */
function pageNumber(side: 'odd' | 'even'): Footer {
  const one = SIZE.small * 20;
  const paragraph = new Paragraph({
    style: 'PageNumber',
    alignment: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
    indent: side === 'odd' ? { right: one } : { left: one },
    children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
  });
  return new Footer({ children: [paragraph] });
}

/** What the library has no words for: fonts to take instead, the size that the grid is reckoned by, paragraphs beside it. */
function completed(bytes: Uint8Array): Uint8Array {
  const files = unzipSync(bytes);
  const fonts = Object.entries(FALLBACKS).map(
    ([name, others]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others.join(',')}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  );
  files['word/fontTable.xml'] = new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${WORDPROCESSING}">${fonts.join('')}</w:fonts>`,
  );
  const styles = new TextDecoder().decode(files['word/styles.xml']);
  files['word/styles.xml'] = new TextEncoder().encode(offGrid(gridBase(styles)));
  return zipSync(files);
}

const WORDPROCESSING = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** The grid of a page counts from the size of the style Normal, not from that of the document. */
const gridBase = (styles: string): string =>
  styles.replace(
    /(<w:style [^>]*w:styleId="Normal"[^>]*>.*?<w:qFormat\/>)(<\/w:style>)/u,
    `$1<w:rPr><w:sz w:val="${SIZE.body * HALF_POINT}"/><w:szCs w:val="${SIZE.body * HALF_POINT}"/></w:rPr>$2`,
  );

/**
 * The grid is on the page for whoever writes on in Word. The text does not lean on it: programs differ in what they do with
 * signs a hair wider than a place of the grid (LibreOffice gives them two), and agree on fixed lines and spacing.
 */
const offGrid = (styles: string): string =>
  styles.replace('<w:pPrDefault><w:pPr>', '<w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/>');
