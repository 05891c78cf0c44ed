/** Fonts, sizes and measures of a printed paper. Lengths in twentieths of a point, as Word has them. */
import {
  AlignmentType,
  HeightRule,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  VerticalAlignTable,
  WidthType,
  type IParagraphOptions,
  type IStylesOptions,
} from 'docx';

import type { Paper } from '../../core/question-bank/paper/paper.js';

const POINT = 20;
/** Of Word: sizes of type count in half points. */
const HALF_POINT = 2;
const A4 = { width: 11906, height: 16838 } as const;
/** 2 cm. */
const MARGIN = 1134;
const CONTENT = A4.width - 2 * MARGIN;

export const PAGE = {
  size: A4,
  margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, header: 567, footer: 567 },
} as const;

export interface Look {
  readonly print: Paper['print'];
  readonly styles: IStylesOptions;
  /** Of text beside its number. */
  readonly indent: number;
  /** Of the text of a choice beside its letter. */
  readonly label: number;
  /** Low lines rather than underlined spaces: a screen reader can tell them, and they do not vanish at the end of a line. */
  readonly blank: string;
  /** From margin to margin. */
  readonly width: number;
  /** Columns of the table of keys. */
  readonly keysInRow: number;
  /** Of the lines at the top to write on. */
  readonly blanksInRow: number;
  /** Of a row to write in. */
  readonly writingHeight: number;
}

interface Type {
  /** In points. */
  readonly size: number;
  readonly title: number;
  readonly heading: number;
  readonly small: number;
  readonly body: string;
  readonly latin: string;
  readonly headings: string;
  /** Multiple of the type's own height. */
  readonly leading: number;
  /** Points above each line to write on, beside the height of the type. */
  readonly writing: number;
}

/** Large print after the usual guidance for readers with low vision: 22 points without serifs, wide lines, never justified. */
const TYPES: Readonly<Record<Paper['print'], Type>> = {
  normal: { size: 12, title: 20, heading: 14, small: 9, body: '宋体', latin: 'Times New Roman', headings: '黑体', leading: 1.15, writing: 12 },
  large: { size: 22, title: 30, heading: 26, small: 16, body: '微软雅黑', latin: 'Arial', headings: '微软雅黑', leading: 1.2, writing: 20 },
}; // prettier-ignore

/** `items`: how many are numbered; figures are half as wide as the stop behind them. */
export function lettering(print: Paper['print'], items: number): Look {
  const type = TYPES[print];
  const indent = Math.round(type.size * POINT * (1.4 + String(items).length * 0.6));
  const blank = '_'.repeat(print === 'large' ? 8 : 12);
  return {
    print,
    styles: stylesOf(type, indent),
    indent,
    label: Math.round(type.size * POINT * 1.7),
    blank,
    width: CONTENT,
    keysInRow: print === 'large' ? 5 : 10,
    blanksInRow: print === 'large' ? 2 : 4,
    writingHeight: Math.round(type.size * POINT * 2),
  };
}

function stylesOf(type: Type, indent: number): IStylesOptions {
  const font = (eastAsia: string) => ({ ascii: type.latin, hAnsi: type.latin, cs: type.latin, eastAsia });
  // Word takes a height without a rule for a multiple of the type's own, LibreOffice for twentieths of a point.
  const lines = { line: Math.round(240 * type.leading), lineRule: LineRuleType.AUTO };
  const heading = (size: number, before: number, after: number) => ({
    run: { size: size * HALF_POINT, bold: true, font: font(type.headings), color: '000000' },
    paragraph: { spacing: { before: before * POINT, after: after * POINT, ...lines }, keepNext: true },
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
        run: {
          size: type.size * HALF_POINT,
          font: font(type.body),
          language: { value: 'en-US', eastAsia: 'zh-CN' },
        },
        paragraph: { spacing: lines, alignment: AlignmentType.LEFT },
      },
      title: {
        ...heading(type.title, 0, 6),
        paragraph: { ...heading(type.title, 0, 6).paragraph, alignment: AlignmentType.CENTER },
      },
      heading1: heading(type.heading, 14, 4),
      heading2: heading(type.size, 10, 4),
    },
    paragraphStyles: [
      style('Lead', '卷首', { alignment: AlignmentType.CENTER, spacing: { after: 6 * POINT, ...lines } }),
      style('Instruction', '答题说明', { keepNext: true, spacing: { after: 4 * POINT, ...lines } }),
      style('Item', '题干', { spacing: { before: 8 * POINT, ...lines } }),
      style('Choice', '选项', { indent: { left: indent }, spacing: lines }),
      style('Response', '作答处', { indent: { left: indent }, spacing: { before: 4 * POINT, ...lines } }),
      style('Writing', '书写线', { spacing: { before: type.writing * POINT, ...lines } }),
      style('Cell', '单元格', { spacing: { before: 2 * POINT, after: 2 * POINT, ...lines } }),
      style('Small', '页眉页脚', {}, { size: type.small * HALF_POINT }),
    ],
  };
}

/** Kept with each other; with what follows too where `andNext`. */
export function paragraphs(options: readonly IParagraphOptions[], andNext: boolean): readonly Paragraph[] {
  return options.map(
    (one, index) => new Paragraph({ ...one, keepLines: true, keepNext: andNext || index < options.length - 1 }),
  );
}

/** A table of equal columns over the whole width, whose first row is its heading. */
export function twoColumns(rows: readonly (readonly (readonly Paragraph[])[])[]): Table {
  return tableOf(rows, CONTENT);
}

/** @param lastHeight of the last row, at least */
export function tableOf(
  rows: readonly (readonly (readonly Paragraph[])[])[],
  width: number,
  lastHeight?: number,
): Table {
  const columns = rows[0]?.length ?? 1;
  const heightOf = (index: number) =>
    lastHeight === undefined || index < rows.length - 1
      ? {}
      : { height: { value: lastHeight, rule: HeightRule.ATLEAST } };
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: Array.from({ length: columns }, () => Math.floor(width / columns)),
    rows: rows.map(
      (cells, index) =>
        new TableRow({
          cantSplit: true,
          tableHeader: index === 0,
          ...heightOf(index),
          children: cells.map(
            (children) =>
              new TableCell({
                width: { size: Math.floor(width / columns), type: WidthType.DXA },
                verticalAlign: VerticalAlignTable.CENTER,
                margins: { left: 100, right: 100 },
                children,
              }),
          ),
        }),
    ),
  });
}
