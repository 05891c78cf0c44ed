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
