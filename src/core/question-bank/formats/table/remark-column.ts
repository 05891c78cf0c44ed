import type { Sheet } from '../sheet.js';

/** Above the column that an annotated file has more than the file that was brought. */
export const REMARK_HEADING = '【导入提示】';

/** The column of remarks, which stands in the first row of the sheet. */
export const remarkColumn = ({ rows }: Sheet): number | undefined =>
  [...(rows[0]?.cells ?? [])].find(([, { text }]) => text.startsWith(REMARK_HEADING))?.[0];

/** A file that was annotated and mended comes back with our remarks in it: they are no part of the items. */
export function withoutRemarks(sheet: Sheet): Sheet {
  const column = remarkColumn(sheet);
  if (column === undefined) return sheet;
  const rows = sheet.rows.map((row) => ({ ...row, cells: new Map([...row.cells].filter(([at]) => at !== column)) }));
  return { ...sheet, rows: rows.filter(({ cells }) => cells.size > 0) };
}
