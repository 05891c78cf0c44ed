import { tidy } from '../../understand/characters.js';
import type { Cell, Sheet } from '../sheet.js';

/** Above the column that an annotated file has more than the file that was brought. */
export const REMARK_HEADING = '【导入提示】';

/** The column of remarks, which stands in the first row of the sheet. */
export const remarkColumn = ({ rows }: Sheet): number | undefined =>
  [...(rows[0]?.cells ?? [])].find(([, { text }]) => text.startsWith(REMARK_HEADING))?.[0];

/**
 * The sheet without cells of nothing but white space, and without the remarks of an annotated file that was mended: they
 * are no part of the items.
 */
export function withoutRemarks(sheet: Sheet): Sheet {
  const column = remarkColumn(sheet);
  const stays = ([at, { text, formula }]: readonly [number, Cell]) => at !== column && (formula === true || tidy(text) !== '');
  if (sheet.rows.every(({ cells }) => cells.size > 0 && [...cells].every(stays))) return sheet;
  const rows = sheet.rows.map((row) => ({ ...row, cells: new Map([...row.cells].filter(stays)) }));
  return { ...sheet, rows: rows.filter(({ cells }) => cells.size > 0) };
} // prettier-ignore
