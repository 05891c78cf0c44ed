import { cellName, type Row, type Sheet } from '../../core/question-bank/formats/sheet.js';
import { zipFiles } from './zip.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Numbers of the cell formats in STYLES. */
const TEXT = 1;
const QUOTED = 2;
const HEADING = 3;

/** Every cell is text (format 49), so that a spreadsheet makes no date of a 1-2 that is typed over it. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** What a spreadsheet would take for a formula if somebody edits the cell. */
const FORMULA_SIGN = /^['=+\-@\t\r\n]/u;

/**
 * A workbook of texts. Cells that begin like a formula are marked as text, with the apostrophe that a spreadsheet shows
 * and does not count; `readXlsx` gives the same texts back. The first row of a sheet is set as its heading.
 */
export function writeXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const files = new Map<string, string>([
    ['[Content_Types].xml', contentTypes(sheets.length)],
    ['_rels/.rels', relations([['rId1', `${OFFICE}/officeDocument`, 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbook(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map((_, index): Relation => [`rId${index + 1}`, `${OFFICE}/worksheet`, `worksheets/sheet${index + 1}.xml`]),
        [`rId${sheets.length + 1}`, `${OFFICE}/styles`, 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', STYLES],
    ...sheets.map((sheet, index): [string, string] => [`xl/worksheets/sheet${index + 1}.xml`, worksheet(sheet, index === 0)]),
  ]); // prettier-ignore
  const encoder = new TextEncoder();
  return Promise.resolve(zipFiles(new Map([...files].map(([path, text]) => [path, encoder.encode(text)]))));
}

type Relation = readonly [id: string, type: string, target: string];

function relations(list: readonly Relation[]): string {
  const entries = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const parts = Array.from({ length: sheets }, (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${CONTENT}.worksheet+xml"/>`); // prettier-ignore
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${parts.join('')}</Types>`;
}

function workbook(sheets: readonly Sheet[]): string {
  const entries = sheets.map(({ name, hidden }, index) => `<sheet name="${inAttribute(name)}" sheetId="${index + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`); // prettier-ignore
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${entries.join('')}</sheets></workbook>`;
}

function worksheet({ rows }: Sheet, first: boolean): string {
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const view = `<sheetView${first ? ' tabSelected="1"' : ''} workbookViewId="0">${frozen}</sheetView>`;
  const widths = columnWidths(rows);
  const columns = widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${TEXT}" customWidth="1"/>`); // prettier-ignore
  const cols = columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`;
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews>${view}</sheetViews>${cols}<sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`;
}

function rowXml({ number, hidden, cells }: Row): string {
  const inOrder = [...cells].sort(([one], [other]) => one - other);
  const entries = inOrder.map(([column, { text }]) => {
    const style = number === 1 ? HEADING : FORMULA_SIGN.test(text) ? QUOTED : TEXT;
    return `<c r="${cellName(column, number)}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${inText(text)}</t></is></c>`;
  });
  return `<row r="${number}"${hidden === true ? ' hidden="1"' : ''}>${entries.join('')}</row>`;
}

const LOOKED_AT = 200;
const [NARROWEST, WIDEST] = [8, 60];

/** In characters of Latin script, two for a Chinese one. */
function columnWidths(rows: readonly Row[]): readonly number[] {
  const widths: number[] = [];
  for (const { cells } of rows.slice(0, LOOKED_AT)) {
    for (const [column, { text }] of cells) {
      const width = text.split('\n').reduce((most, line) => Math.max(most, line.length * 2), 0) + 2;
      widths[column] = Math.max(widths[column] ?? NARROWEST, Math.min(width, WIDEST));
    }
  }
  return Array.from(widths, (width: number | undefined) => width ?? NARROWEST);
}

/** `_x0007_` is how the format writes a character that XML cannot hold, and `_x005F_` how it writes the sign for that. */
// oxlint-disable-next-line no-control-regex -- exactly these are meant
const UNWRITABLE = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it stands between the tags of a cell. */
export function inText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(UNWRITABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/gu, (sign) => ENTITIES[sign] ?? sign);
}

/** Names of sheets: 31 characters at most, without the signs that stand for something in a formula. */
const inAttribute = (name: string): string =>
  inText(name.replace(/[[\]:*?/\\\n]/gu, ' ').trim().slice(0, 31) || '工作表'); // prettier-ignore
