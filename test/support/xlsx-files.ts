/** Workbooks made part by part, for what no program would write and for what many write differently. */
import { zipFiles } from '../../src/question-bank/files/zip.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
export const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface SheetParts {
  readonly name: string;
  /** What stands between `<worksheet>` and `</worksheet>`. */
  readonly inside: string;
  readonly state?: string;
  /** Relations of the sheet: id, last word of the type, target. */
  readonly relations?: readonly (readonly [string, string, string])[];
}

export interface WorkbookParts {
  readonly sheets: readonly SheetParts[];
  /** Entries of the table of shared texts, as `<si>` elements. */
  readonly strings?: string;
  /** What stands between `<styleSheet>` and `</styleSheet>`. */
  readonly styles?: string;
  readonly workbookPr?: string;
  /** More relations of the workbook. */
  readonly relations?: readonly (readonly [string, string, string])[];
  /** More files by path. */
  readonly files?: Readonly<Record<string, string>>;
}

const relations = (list: readonly (readonly [string, string, string])[]): string =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export function workbookFiles(parts: WorkbookParts): ReadonlyMap<string, string> {
  const { sheets, strings, styles, workbookPr = '', files = {} } = parts;
  const entries = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="s${index}"/>`,
  );
  const own: (readonly [string, string, string])[] = [
    ...sheets.map((_, index) => [`s${index}`, 'worksheet', `worksheets/sheet${index}.xml`] as const),
    ...(strings === undefined ? [] : [['strings', 'sharedStrings', 'sharedStrings.xml'] as const]),
    ...(styles === undefined ? [] : [['styles', 'styles', 'styles.xml'] as const]),
    ...(parts.relations ?? []),
  ];
  return new Map<string, string>([
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    ],
    ['_rels/.rels', relations([['r', 'officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', `${HEAD}<workbook ${MAIN} xmlns:r="${TYPES}">${workbookPr}<sheets>${entries.join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', relations(own)],
    ...(strings === undefined ? [] : [['xl/sharedStrings.xml', `${HEAD}<sst ${MAIN}>${strings}</sst>`] as const]),
    ...(styles === undefined ? [] : [['xl/styles.xml', `${HEAD}<styleSheet ${MAIN}>${styles}</styleSheet>`] as const]),
    ...sheets.map(({ inside }, index) => [`xl/worksheets/sheet${index}.xml`, `${HEAD}<worksheet ${MAIN} xmlns:r="${TYPES}">${inside}</worksheet>`] as const),
    ...sheets.flatMap(({ relations: list }, index) => (list === undefined ? [] : [[`xl/worksheets/_rels/sheet${index}.xml.rels`, relations(list)] as const])),
    ...Object.entries(files),
  ]);
} // prettier-ignore

const encoder = new TextEncoder();

export const zipped = (files: ReadonlyMap<string, string>): Uint8Array =>
  zipFiles(new Map([...files].map(([path, text]) => [path, encoder.encode(text)])));

export const workbook = (parts: WorkbookParts): Uint8Array => zipped(workbookFiles(parts));

/** Rows of inline texts from row 1 on; every row has its cells from A on. */
export function inlineRows(rows: readonly (readonly string[])[]): string {
  const xml = rows.map(
    (texts, row) =>
      `<row r="${row + 1}">${texts.map((text, column) => `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
  );
  return `<sheetData>${xml.join('')}</sheetData>`;
}
