/** Changes to the XML of a workbook that leave everything else as it is. */
import { cellName, columnName } from '../../core/question-bank/formats/sheet.js';
import { inText } from './xlsx-write.js';

/** Numbers that `withStyles` gives to what it adds. */
export interface AddedStyles {
  readonly xml: string;
  /** A cell format: text, wrapped. */
  readonly note: number;
  /** A differential format: the fill of a marked row. */
  readonly marked: number;
}

const NOTE = (p: string) =>
  `<${p}xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><${p}alignment vertical="top" wrapText="1"/></${p}xf>`;
const MARK = (p: string) =>
  `<${p}dxf><${p}fill><${p}patternFill><${p}bgColor rgb="FFFFD9D9"/></${p}patternFill></${p}fill></${p}dxf>`;

/** Undefined where the part is not built as every program builds it; then nothing can be added. */
export function withStyles(xml: string): AddedStyles | undefined {
  const formats = listIn(xml, 'cellXfs', 'xf');
  if (formats === undefined || formats.empty) return undefined;
  const noted = xml.slice(0, formats.end) + NOTE(formats.prefix) + xml.slice(formats.end);
  const counted = withCount(noted, 'cellXfs', formats.count + 1);
  const marks = listIn(counted, 'dxfs', 'dxf');
  if (marks !== undefined && !marks.empty) {
    const added = counted.slice(0, marks.end) + MARK(marks.prefix) + counted.slice(marks.end);
    return { xml: withCount(added, 'dxfs', marks.count + 1), note: formats.count, marked: marks.count };
  }
  const p = formats.prefix;
  const bare = counted.replace(/<(?:\w+:)?dxfs\b[^>]*\/>|<(?:\w+:)?dxfs\b[^>]*>\s*<\/(?:\w+:)?dxfs>/u, '');
  const at = bare.search(/<(?:\w+:)?(?:tableStyles|colors|extLst)\b|<\/(?:\w+:)?styleSheet>/u);
  if (at === -1) return undefined;
  const list = `<${p}dxfs count="1">${MARK(p)}</${p}dxfs>`;
  return { xml: bare.slice(0, at) + list + bare.slice(at), note: formats.count, marked: 0 };
}

interface List {
  readonly prefix: string;
  readonly count: number;
  /** Where its closing tag begins. */
  readonly end: number;
  readonly empty: boolean;
}

function listIn(xml: string, name: string, entry: string): List | undefined {
  const open = new RegExp(`<(\\w+:)?${name}\\b[^>]*?(/?)>`, 'u').exec(xml);
  if (open === null) return undefined;
  const [whole, prefix = '', closed] = open;
  if (closed === '/') return { prefix, count: 0, end: open.index, empty: true };
  const end = xml.indexOf(`</${prefix}${name}>`, open.index);
  if (end === -1) return undefined;
  const inside = xml.slice(open.index + whole.length, end);
  const count = inside.match(new RegExp(`<${prefix}${entry}[\\s/>]`, 'gu'))?.length ?? 0;
  return { prefix, count, end, empty: count === 0 };
}

const withCount = (xml: string, name: string, count: number): string =>
  xml.replace(new RegExp(`(<(?:\\w+:)?${name}\\b[^>]*?\\scount=")\\d+(")`, 'u'), `$1${count}$2`);

export interface Notes {
  /** From 0. */
  readonly column: number;
  readonly byRow: ReadonlyMap<number, string>;
  readonly marked: readonly number[];
  readonly styles: AddedStyles | undefined;
}

const ROW = /<((?:\w+:)?)row\b([^>]*?)(?:\/>|>([^]*?)<\/\1row>)/gu;
const CELL = /<(?:\w+:)?c\b[^>]*?(?:\/>|>[^]*?<\/(?:\w+:)?c>)/gu;
/** What stands behind the conditional formats in a worksheet (ECMA-376, part 1, 18.3.1.99). */
const BEHIND_FORMATS =
  /<(?:\w+:)?(?:dataValidations|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing|legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|<\/(?:\w+:)?worksheet>/u;

/** The worksheet with a note in the column for each row that has one; what the column held before is gone. */
export function withNotes(xml: string, notes: Notes): string {
  let number = 0;
  const noted = xml.replace(ROW, (row: string, prefix: string, attributes: string, inside: string | undefined) => {
    number = Number(/\sr="(\d+)"/u.exec(attributes)?.[1] ?? number + 1);
    const note = notes.byRow.get(number);
    const cells = rowCells(inside ?? '', notes, number, prefix, note);
    if (cells === undefined) return row;
    return `<${prefix}row${attributes.replace(/\sspans="[^"]*"/u, '')}>${cells}</${prefix}row>`;
  });
  // The stated extent no longer holds; it may be left out.
  const open = noted.replace(/<(?:\w+:)?dimension\b[^>]*\/>/u, '');
  return withMarks(withWidth(open, notes.column), notes);
}

/** Undefined where nothing changes. */
function rowCells(inside: string, notes: Notes, row: number, prefix: string, note: string | undefined): string | undefined {
  let column = -1;
  const cells = (inside.match(CELL) ?? []).map((cell) => {
    const reference = /\sr="([A-Z]+)\d+"/u.exec(cell)?.[1];
    column = reference === undefined ? column + 1 : columnIndex(reference);
    return { column, cell };
  });
  if (note === undefined && !cells.some((cell) => cell.column === notes.column)) return undefined;
  const style = notes.styles === undefined ? '' : ` s="${notes.styles.note}"`;
  const own = note === undefined ? [] : [`<${prefix}c r="${cellName(notes.column, row)}"${style} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${inText(note)}</${prefix}t></${prefix}is></${prefix}c>`];
  const before = cells.filter((cell) => cell.column < notes.column).map(({ cell }) => cell);
  const after = cells.filter((cell) => cell.column > notes.column).map(({ cell }) => cell);
  return [...before, ...own, ...after].join('');
} // prettier-ignore

const columnIndex = (letters: string): number => [...letters].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1; // prettier-ignore

const WIDTH = 60;

/** A wide column for the notes, where no width is stated for it yet. */
function withWidth(xml: string, column: number): string {
  const list = /<((?:\w+:)?)cols\b[^>]*>([^]*?)<\/\1cols>/u.exec(xml);
  const p = list?.[1] ?? /<((?:\w+:)?)sheetData\b/u.exec(xml)?.[1] ?? '';
  const entry = `<${p}col min="${column + 1}" max="${column + 1}" width="${WIDTH}" customWidth="1"/>`;
  if (list === null) return xml.replace(/<(?:\w+:)?sheetData\b/u, (tag) => `<${p}cols>${entry}</${p}cols>${tag}`);
  const last = Math.max(0, ...[...(list[2] ?? '').matchAll(/\smax="(\d+)"/gu)].map((match) => Number(match[1])));
  const end = list.index + list[0].length - `</${p}cols>`.length;
  return last > column ? xml : xml.slice(0, end) + entry + xml.slice(end);
}

/** Rows are coloured by a conditional format, so that the formats of their cells stay. */
function withMarks(xml: string, { marked, column, styles }: Notes): string {
  const data = /<\/((?:\w+:)?)sheetData>/u.exec(xml);
  if (styles === undefined || data === null || marked.length === 0) return xml;
  const rest = xml.slice(data.index + data[0].length);
  const at = rest.search(BEHIND_FORMATS);
  if (at === -1) return xml;
  const p = data[1] ?? '';
  const ranges = marked.map((row) => `A${row}:${columnName(column)}${row}`).join(' ');
  const format = `<${p}conditionalFormatting sqref="${ranges}"><${p}cfRule type="expression" dxfId="${styles.marked}" priority="9999"><${p}formula>TRUE</${p}formula></${p}cfRule></${p}conditionalFormatting>`;
  const start = data.index + data[0].length + at;
  return xml.slice(0, start) + format + xml.slice(start);
}
