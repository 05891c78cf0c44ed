import type { Sheet } from '../../src/core/question-bank/formats/sheet.js';

/** A sheet of the texts, row by row; empty ones are no cells. */
export function sheetOf(rows: readonly (readonly string[])[], name = '示例'): Sheet {
  return {
    name,
    rows: rows.map((texts, index) => ({
      number: index + 1,
      cells: new Map(texts.flatMap((text, column) => (text === '' ? [] : [[column, { text }] as const]))),
    })),
  };
}
