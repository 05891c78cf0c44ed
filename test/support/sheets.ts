/** Sheets of sample data for the readers of tables. */
import type { Problem, Reading } from '../../src/core/question-bank/formats/reading.js';
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

/** Kind, stem, choices and key of each item as one line. */
export function itemLines({ items }: Reading): string[] {
  return items.map(({ item }) => {
    const choices = 'choices' in item ? item.choices.map(({ id, text }) => `${id}${text}`).join(' ') : '';
    const key = item.correctResponse === undefined ? '?' : JSON.stringify(item.correctResponse).replaceAll('"', '');
    return [item.kind === 'choice' ? item.select : item.kind, item.stem, choices, key].filter(Boolean).join(' | ');
  });
}

/** Cell and code of each problem. */
export const problemLines = (problems: readonly Problem[]): string[] =>
  problems.map(({ code, place }) => `${place.cell ?? ''} ${code}`.trim());
