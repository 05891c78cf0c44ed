/** Fonts and measures that the documents of the ledger share. Lengths in twentieths of a point, as Word has them. */
import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IParagraphOptions,
  type IStylesOptions,
} from 'docx';

import { cutRow } from './lines.js';

export const A4 = { width: 11906, height: 16838 } as const;
export const HALF_POINT = 2;
/** Of the type in tables: 五号. */
const CELL_SIZE = 210;
const CELL_LINE = 300;
const CELL_PADDING = 80;
/** Above and below the text of a cell, with its borders. */
const ROW_EXTRA = 80;

export const font = (eastAsia: string, latin = 'Times New Roman') => ({
  ascii: latin,
  hAnsi: latin,
  cs: latin,
  eastAsia,
});

export const exactly = (line: number) => ({ line, lineRule: LineRuleType.EXACT });

export function ledgerStyles(): IStylesOptions {
  const heading = (size: number, line: number) => ({
    run: { size: size * HALF_POINT, bold: true, font: font('黑体'), color: '000000' },
    paragraph: { spacing: { ...exactly(line), after: 120 }, keepNext: true },
  });
  const style = (id: string, name: string, paragraph: object, run: object = {}) => ({
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    paragraph,
    run,
  });
  return {
    default: {
      document: {
        run: { size: 12 * HALF_POINT, font: font('宋体'), language: { value: 'en-US', eastAsia: 'zh-CN' } },
        paragraph: { spacing: { line: 360, lineRule: LineRuleType.AUTO }, alignment: AlignmentType.LEFT },
      },
      title: { run: { size: 26 * HALF_POINT, bold: true, font: font('黑体') }, paragraph: { alignment: AlignmentType.CENTER } },
      heading1: heading(16, 420),
      heading2: heading(14, 380),
    },
    paragraphStyles: [
      style('Cell', '单元格', { spacing: exactly(CELL_LINE) }, { size: 10.5 * HALF_POINT }),
      style('Continued', '续表', { spacing: { ...exactly(CELL_LINE), after: 60 } }, { size: 10.5 * HALF_POINT }),
      style('Small', '页眉页脚', {}, { size: 9 * HALF_POINT }),
      style('TOC1', 'toc 1', { spacing: exactly(480) }, { size: 14 * HALF_POINT }),
    ],
  };
} // prettier-ignore

export const textRuns = (text: string): readonly TextRun[] =>
  text.split('\n').map((line, index) => new TextRun({ text: line, ...(index === 0 ? {} : { break: 1 }) }));

export interface TableColumn {
  readonly header: string;
  readonly width: number;
  readonly centred?: true;
}

export interface CutRow {
  readonly cells: readonly string[];
  readonly height: number;
}

export const HEAD_HEIGHT = CELL_LINE + ROW_EXTRA;

/** Rows as they stand on the page; one that is higher than `most` goes on in a row of its own, which says so. */
export function cutRows(
  rows: readonly (readonly string[])[],
  columns: readonly TableColumn[],
  most: number,
): readonly CutRow[] {
  const squares = columns.map(({ width }) => (width - 2 * CELL_PADDING) / CELL_SIZE);
  const lines = Math.floor((most - ROW_EXTRA) / CELL_LINE);
  return rows.flatMap((cells) =>
    cutRow(cells, squares, lines).map((part, index) => ({
      cells: index === 0 ? part.cells : ['续', ...part.cells.slice(1)],
      height: part.lines * CELL_LINE + ROW_EXTRA,
    })),
  );
}

/** Rows shared out to pages. `first` is left of the page on which the table begins, `next` of every other. */
export function pagesOf(rows: readonly CutRow[], first: number, next: number): readonly (readonly CutRow[])[] {
  const pages: CutRow[][] = [[]];
  let left = first;
  for (const row of rows) {
    const page = pages.at(-1) ?? [];
    if (row.height > left && (page.length > 0 || left < next)) {
      pages.push([row]);
      left = next - row.height;
    } else {
      page.push(row);
      left -= row.height;
    }
  }
  return pages;
}

/** A table whose first row is its heading and is printed again should a page be left after all. */
export function ledgerTable(rows: readonly CutRow[], columns: readonly TableColumn[]): Table {
  const cell = (text: string, index: number, head: boolean) => {
    const centred = head || columns[index]?.centred === true;
    const options: IParagraphOptions = {
      style: 'Cell',
      ...(centred ? { alignment: AlignmentType.CENTER } : {}),
      children: head ? [new TextRun({ text, bold: true })] : textRuns(text),
    };
    return new TableCell({
      width: { size: columns[index]?.width ?? 1000, type: WidthType.DXA },
      verticalAlign: head ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
      margins: { left: CELL_PADDING, right: CELL_PADDING, top: 30, bottom: 30 },
      ...(head ? { shading: { fill: 'EDEDED' } } : {}),
      children: [new Paragraph(options)],
    });
  };
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      cantSplit: true,
      tableHeader: head,
      children: cells.map((text, index) => cell(text, index, head)),
    });
  return new Table({
    width: { size: columns.reduce((sum, { width }) => sum + width, 0), type: WidthType.DXA },
    columnWidths: columns.map(({ width }) => width),
    rows: [row(columns.map(({ header }) => header), true), ...rows.map(({ cells }) => row(cells, false))],
  });
} // prettier-ignore
