/** One worksheet: cells as a person sees them, with what is odd about them. */
import type { Cell, Row } from '../../core/question-bank/formats/sheet.js';
import { FileError } from './file-error.js';
import type { TableLimits } from './xlsx-limits.js';
import { plainNumber, shownNumber } from './xlsx-number.js';
import { TextCollector, tooManyCharacters, type SharedStrings } from './xlsx-strings.js';
import type { CellStyles } from './xlsx-styles.js';
import { damaged, unescaped, walkXml } from './xlsx-xml.js';

/** What a worksheet needs of its workbook. */
export interface Surroundings {
  readonly shared: SharedStrings;
  readonly styles: CellStyles;
  readonly date1904: boolean;
}

/** Counts over all sheets of a workbook and refuses what goes beyond. */
export class Allowance {
  private rows = 0;
  private cells = 0;
  private characters = 0;
  private copies = 0;

  constructor(private readonly limits: TableLimits) {}

  row(): void {
    this.rows += 1;
    if (this.rows > this.limits.rows) throw tooLarge(`${this.limits.rows} 行`);
  }

  cell(text: string): void {
    this.cells += 1;
    this.characters += text.length;
    if (this.cells > this.limits.cells) throw tooLarge(`${this.limits.cells} 个单元格`);
    if (this.characters > this.limits.characters) throw tooManyCharacters(this.limits.characters);
  }

  /** A place within a merged range; ranges that lie over each other would otherwise be walked without end. */
  copy(): void {
    this.copies += 1;
    if (this.copies > this.limits.cells) throw tooLarge(`${this.limits.cells} 个单元格`);
  }
}

const tooLarge = (limit: string): FileError =>
  new FileError('file.too-large', `表格里有文字的部分超过 ${limit}，请拆成几个较小的表格再上传。`);

export interface CellAt {
  readonly row: number;
  readonly column: number;
}

export interface SheetContent {
  readonly rows: readonly Row[];
  /** Cells whose formula shows a picture (WPS). */
  readonly pictures: readonly CellAt[];
  /** Cells in which words are crossed out. */
  readonly struck: readonly CellAt[];
}

interface OpenRow {
  readonly number: number;
  readonly hidden: boolean;
  readonly cells: Map<number, Cell>;
}

const LAST_COLUMN = 16_383;
const LAST_ROW = 1_048_576;
/** What WPS writes for a picture that lies in a cell. */
const PICTURE = /DISPIMG\s*\(/iu;

/** Throws `FileError`. */
export function worksheet(bytes: Uint8Array, around: Surroundings, allowance: Allowance): SheetContent {
  const rows: OpenRow[] = [];
  const pictures: CellAt[] = [];
  const struck: CellAt[] = [];
  const merged: Range[] = [];
  const collector = new TextCollector();
  const plain = plainCells();
  let row: OpenRow = { number: 0, hidden: false, cells: new Map() };
  let column = -1;
  let type = 'n';
  let style = 0;
  let formula: string | undefined;
  let value: string | undefined;
  let into: 'formula' | 'value' | undefined;

  const finishCell = (): void => {
    const isPicture = formula !== undefined && PICTURE.test(formula);
    const inline = collector.take();
    const { text, date } = isPicture ? EMPTY : shown(type === 'inlineStr' ? inline.text : value, type, style, around);
    if (isPicture) pictures.push({ row: row.number, column });
    else if (text.trim() !== '' || formula !== undefined) {
      if (row.cells.size === 0) allowance.row();
      allowance.cell(text);
      if (inline.struck || around.styles.struck.has(style) || (type === 's' && around.shared.struck.has(Number(value))))
        struck.push({ row: row.number, column });
      row.cells.set(column, formula === undefined && !date ? plain(text) : { text, ...(formula === undefined ? {} : { formula: true }), ...(date ? { date } : {}) }); // prettier-ignore
    }
  };

  walkXml(bytes, {
    open: (name, attributes) => {
      switch (name) {
        case 'row': {
          const number = Math.trunc(Number(attributes['r'] ?? row.number + 1));
          if (!(number > row.number && number <= LAST_ROW)) throw misplaced();
          row = { number, hidden: attributes['hidden'] === '1' || attributes['hidden'] === 'true', cells: new Map() };
          column = -1;
          return;
        }
        case 'c':
          column = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r']);
          if (column > LAST_COLUMN || column < 0) throw misplaced();
          type = attributes['t'] ?? 'n';
          style = Number(attributes['s'] ?? 0);
          formula = undefined;
          value = undefined;
          return;
        case 'f':
          formula = '';
          into = 'formula';
          return;
        case 'v':
          value = '';
          into = 'value';
          return;
        case 'mergeCell':
          merged.push(...rangeOf(attributes['ref'] ?? ''));
          return;
        default:
          collector.open(name, attributes);
      }
    },
    text: (text) => {
      if (into === 'value') value += text;
      else if (into === 'formula') formula += text;
      else collector.text(text);
    },
    close: (name) => {
      if (name === 'f' || name === 'v') into = undefined;
      else if (name === 'c') finishCell();
      else if (name === 'row' && row.cells.size > 0) rows.push(row);
      else collector.close(name);
    },
  });
  spread(merged, rows, allowance);
  return {
    rows: rows.map(({ number, hidden, cells }) => ({ number, ...(hidden ? { hidden } : {}), cells })),
    pictures,
    struck,
  };
}

const EMPTY = { text: '', date: false } as const;

/** Equal words share one cell: the kind 单选题 stands in a sheet thousands of times. */
function plainCells(): (text: string) => Cell {
  const known = new Map<string, Cell>();
  return (text) => {
    if (text.length > 8) return { text };
    const cell = known.get(text) ?? { text };
    known.set(text, cell);
    return cell;
  };
}

const misplaced = (): FileError =>
  new FileError('file.malformed', '表格里有的单元格位置不对，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。');

const missingString = (): never => {
  throw damaged();
};

function shown(
  value: string | undefined,
  type: string,
  style: number,
  around: Surroundings,
): { readonly text: string; readonly date: boolean } {
  if (value === undefined || value === '') return EMPTY;
  switch (type) {
    case 's':
      return { text: around.shared.strings[Number(value)] ?? missingString(), date: false };
    case 'inlineStr':
      return { text: value, date: false };
    case 'str':
    case 'e':
      return { text: unescaped(value), date: false };
    case 'b':
      return { text: value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE', date: false };
    case 'd':
      return { text: value.replace(/T00:00:00(?:\.0+)?Z?$/u, '').replace('T', ' '), date: true };
    default: {
      const number = Number(value);
      if (!Number.isFinite(number)) return { text: value, date: false };
      const format = around.styles.formats[style] ?? 'General';
      return format === 'General' ? { text: plainNumber(number), date: false } : shownNumber(number, format, around.date1904); // prettier-ignore
    }
  }
}

/** AB12 → 27; -1 where there are no letters. */
function columnOf(reference: string): number {
  let column = 0;
  for (const sign of reference) {
    const code = sign.charCodeAt(0) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

interface Range {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function rangeOf(reference: string): readonly Range[] {
  const [from = '', to = from] = reference.split(':');
  const row = (cell: string) => Number(/\d+$/u.exec(cell)?.[0]);
  const range = { left: columnOf(from), right: columnOf(to), top: row(from), bottom: row(to) };
  return range.left >= 0 && range.right >= range.left && range.bottom >= range.top ? [range] : [];
}

/** Every cell of a merged range says what its upper left one says, in rows that have text of their own. */
function spread(ranges: readonly Range[], rows: readonly OpenRow[], allowance: Allowance): void {
  if (ranges.length === 0) return;
  const widest = rows.reduce((most, { cells }) => Math.max(most, ...cells.keys()), 0);
  const first = (number: number): number => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle] as OpenRow).number < number) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const copies = ranges.flatMap(({ left, right, top, bottom }) => {
    const start = first(top);
    const source = rows[start]?.number === top ? rows[start]?.cells.get(left) : undefined;
    if (source === undefined || source.text === '') return [];
    const cell: Cell = { ...source, merged: true };
    return [{ start, cell, bottom, left, right: Math.min(right, widest) }];
  });
  for (const { start, cell, bottom, left, right } of copies) {
    for (let at = start; (rows[at]?.number ?? Infinity) <= bottom; at += 1) {
      const { cells } = rows[at] as OpenRow;
      for (let column = left; column <= right; column += 1) {
        allowance.copy();
        if (cells.has(column)) continue;
        allowance.cell(cell.text);
        cells.set(column, cell);
      }
    }
  }
}
