/** Sheets of sample data for the readers of tables. */
import type { Cell, Sheet } from '../../src/core/question-bank/formats/sheet.js';

/** Words, or a cell with something odd about it; null and '' are empty. */
export type Content = string | Cell | null;

export const dated = (text: string): Cell => ({ text, date: true });
export const computed = (text: string): Cell => ({ text, formula: true });
export const merged = (text: string): Cell => ({ text, merged: true });

/** Rows from 1 on, cells from column A on; rows without text are left out, as a reader of files does. */
export function sheet(name: string, rows: readonly (readonly Content[])[], more: Partial<Sheet> = {}): Sheet {
  const numbered = rows.map((contents, index) => ({
    number: index + 1,
    cells: new Map(
      contents.flatMap((content, column) =>
        content === null || content === ''
          ? []
          : [[column, typeof content === 'string' ? { text: content } : content] as const],
      ),
    ),
  }));
  return { name, rows: numbered.filter(({ cells }) => cells.size > 0), ...more };
}
