import { parse, type CsvError } from 'csv-parse/sync';

import type { Cell, Row, Sheet } from '../../core/question-bank/formats/sheet.js';
import { FileError } from './file-error.js';
import { TABLE_LIMITS, type TableLimits } from './xlsx-limits.js';

const DELIMITERS = [',', '\t', ';', '|'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** So much of the text tells the delimiter. */
const SAMPLE = 20_000;
const SAMPLE_ROWS = 50;

/**
 * The records of a csv or tsv text as the rows of one sheet without a name; `number` is the row that a spreadsheet would
 * show. An apostrophe that keeps a spreadsheet from taking a cell for a formula is taken away. Throws `FileError`.
 */
export function readCsv(text: string, limits: TableLimits = TABLE_LIMITS): Sheet[] {
  if (text.length > limits.characters) {
    throw new FileError('file.too-large', `表格里的文字超过 ${limits.characters / 10_000} 万字，请拆成几个较小的表格再上传。`);
  }
  const { body, delimiter } = withDelimiter(text.replace(/^\uFEFF+/u, ''));
  const rows: Row[] = [];
  let number = body === text.replace(/^\uFEFF+/u, '') ? 0 : 1;
  let count = 0;
  parseRecords(body, delimiter, (fields) => {
    number += 1;
    const cells = new Map<number, Cell>();
    fields.forEach((field, column) => {
      const words = unquoted(field).replace(/\r\n?/gu, '\n').replaceAll('\uFEFF', '');
      if (words.trim() !== '') cells.set(column, { text: words });
    });
    count += cells.size;
    if (cells.size > 0) rows.push({ number, cells });
    if (rows.length > limits.rows || count > limits.cells) {
      throw new FileError('file.too-large', `表格超过 ${limits.rows} 行或 ${limits.cells} 个单元格，请拆成几个较小的表格再上传。`);
    }
  });
  return [{ name: '', rows }];
} // prettier-ignore

/** An apostrophe before `=`, `+`, `-`, `@`, a tab or a line break, as `writeCsv` sets it. */
const unquoted = (field: string): string => (/^'+[=+\-@\t\r\n]/u.test(field) ? field.slice(1) : field);

interface Delimited {
  readonly body: string;
  readonly delimiter: Delimiter;
}

/** Excel writes `sep=;` on a line of its own; otherwise the sign that parts most rows into equally many cells. */
function withDelimiter(text: string): Delimited {
  const named = /^"?sep=([,;|\t])"?\r?\n/u.exec(text);
  if (named !== null) return { body: text.slice(named[0].length), delimiter: named[1] as Delimiter };
  const sample = text.slice(0, SAMPLE);
  const all = DELIMITERS.map((delimiter) => ({ delimiter, rows: widths(sample, delimiter) }));
  // The headings hold no list of choices parted by another sign, and no decimal comma.
  const top = Math.min(...all.map(({ rows }) => rows.findIndex((width) => width > 1)).filter((index) => index >= 0));
  const scores = all.map(({ delimiter, rows }) => ({ delimiter, score: score(rows, rows[top] ?? 1) }));
  const best = scores.reduce((one, other) => (other.score > one.score ? other : one));
  return { body: text, delimiter: best.delimiter };
}

/** How many rows have the width that is most frequent among those that are parted at all; twice that where the first has it. */
function score(all: readonly number[], first: number): number {
  const counts = new Map<number, number>();
  for (const width of all) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 0, rows = 0] = [...counts].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0] ?? [];
  return all.length === 0 ? 0 : (rows / all.length) * (1 + Math.min(width, 20) / 20) * (first > 1 ? 2 : 1);
}

/** Number of cells of the first rows, quoted delimiters not counted. */
function widths(sample: string, delimiter: string): readonly number[] {
  const found: number[] = [];
  let width = 1;
  let quoted = false;
  let fieldStart = true;
  for (let at = 0; at < sample.length; at += 1) {
    const sign = sample[at];
    if (sign === '"' && quoted && sample[at + 1] === '"') at += 1;
    else if (sign === '"' && (quoted || fieldStart)) quoted = !quoted;
    else if (!quoted && sign === delimiter) width += 1;
    else if (!quoted && sign === '\n') {
      found.push(width);
      width = 1;
      if (found.length === SAMPLE_ROWS) return found;
    }
    fieldStart = sign === delimiter || sign === '\n';
  }
  return width > 1 || found.length === 0 ? [...found, width] : found;
}

function parseRecords(text: string, delimiter: string, take: (fields: readonly string[]) => void): void {
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: (fields: string[]) => {
        take(fields);
        return undefined;
      },
    });
  } catch (error) {
    if (error instanceof FileError) throw error;
    const { code, lines } = error as CsvError & { readonly lines?: number };
    if (code === undefined) throw error;
    throw new FileError('file.malformed', `第 ${lines ?? 1} 行附近的引号没有成对，请补全或删去多余的英文引号后再导入。`);
  }
} // prettier-ignore
