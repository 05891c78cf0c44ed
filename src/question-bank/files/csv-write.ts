import type { Sheet } from '../../core/question-bank/formats/sheet.js';

/** What a spreadsheet would take for a formula; one more apostrophe where the text begins with some already. */
const FORMULA_SIGN = /^'*[=+\-@\t\r\n]/u;
const NEEDS_QUOTES = /[",\r\n\t]|^\s|\s$|^$/u;

/**
 * A sheet as csv with commas, a byte order mark (Excel takes UTF-8 for the system's encoding without) and CRLF. Cells that
 * begin like a formula get an apostrophe, which `readCsv` takes away again.
 */
export function writeCsv(sheet: Sheet): string {
  const width = sheet.rows.reduce((most, { cells }) => Math.max(most, ...[...cells.keys()].map((key) => key + 1)), 0);
  const lines = sheet.rows.map(({ cells }) =>
    Array.from({ length: width }, (_, column) => fieldOf(cells.get(column)?.text ?? '')).join(','),
  );
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`;
}

function fieldOf(text: string): string {
  if (text === '') return '';
  const safe = FORMULA_SIGN.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
