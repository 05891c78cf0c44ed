import type { Sheet } from '../../core/question-bank/formats/sheet.js';
import { FileError } from '../files/file-error.js';
import { UPLOAD } from '../import/import-files.js';
import { decode } from '../import/decode.js';
import { recogniseBytes } from '../import/recognise.js';
import { JobFolder } from '../jobs/job-folder.js';

/** A row as it travels between two processes. */
export interface PackedRow {
  readonly sheet: string;
  readonly number: number;
  readonly cells: readonly (readonly [column: number, text: string])[];
}

/** What lies in the folder of such a job, beside UPLOAD. */
export interface TableFolder {
  readonly rows: readonly PackedRow[];
  /** Why nothing was read, in a sentence that says what to do; null where something was. */
  readonly fault: string | null;
}

/** A spreadsheet or a text parted by commas or tabs, whatever it is about. Hidden sheets are left out. */
export async function readTables({ folder }: { readonly folder: string }): Promise<void> {
  const files = new JobFolder<TableFolder>(folder);
  try {
    const sheets = await sheetsOf(await files.readBytes(UPLOAD));
    await files.writeList('rows', sheets.filter(({ hidden }) => hidden !== true).flatMap(packed));
    await files.write('fault', null);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await files.write('fault', error.message);
  }
}

async function sheetsOf(bytes: Uint8Array): Promise<Sheet[]> {
  if (bytes.length === 0) throw new FileError('file.empty', '文件是空的，请检查是否选对了文件。');
  const container = recogniseBytes(bytes);
  if (container === 'zip') return (await import('../files/xlsx-read.js')).readXlsx(bytes);
  if (container !== null) throw new FileError('file.unsupported', container.message);
  const decoded = decode(bytes);
  if (!decoded.ok) throw new FileError(decoded.error.code, decoded.error.message);
  return (await import('../files/csv-read.js')).readCsv(decoded.value.text);
}

const packed = ({ name, rows }: Sheet): PackedRow[] =>
  rows.map(({ number, cells }) => ({
    sheet: name,
    number,
    cells: [...cells].map(([column, { text }]) => [column, text] as const),
  }));
