import type ExcelJS from 'exceljs';

export type Cell = string | number | null;

export interface Column {
  readonly header: string;
  readonly width: number;
  readonly format?: string;
}

export const POINTS = '0.##';

/** A sheet with a heading that stays in view. */
export function table(workbook: ExcelJS.Workbook, name: string, columns: readonly Column[]): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ header, width, format }) => ({
    header,
    width,
    style: {
      ...(format === undefined ? {} : { numFmt: format }),
      alignment: { vertical: 'top', wrapText: width > 30 },
    },
  }));
  sheet.getRow(1).font = { bold: true };
  return sheet;
}

/** Points as people write them; in the data they are hundredths. */
export const plainPoints = (points: number | null): number | null => (points === null ? null : points / 100);

const two = (value: number): string => String(value).padStart(2, '0');

export function chineseDate(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}年${date.getMonth() + 1}月${date.getDate()}日`;
}

/** To the second, in a form that sorts; empty for what has not happened. */
export function momentOf(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
